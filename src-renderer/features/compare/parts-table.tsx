// Parts of a whole on both sides: leading metrics, causes, users.
import { Table } from '@mantine/core'
import { ChangeCell } from './change-cell.tsx'
import { type Change, changeWord } from './change-text.ts'
import classes from './compare.module.css'
import { shareText } from '../report/share-text.ts'

export interface PartRow {
  readonly name: string
  /** 0 to 1. */
  readonly left: number
  readonly right: number
  readonly change: Change
}

interface PartsTableProps {
  readonly label: string
  /** Head of the first column. */
  readonly what: string
  readonly rows: readonly PartRow[]
}

export function PartsTable({ label, what, rows }: PartsTableProps) {
  return (
    <Table className={`figures ${classes['table'] ?? ''}`} aria-label={label} fz="sm" verticalSpacing={4}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{what}</Table.Th>
          <Table.Th scope="col" ta="right">
            Left
          </Table.Th>
          <Table.Th scope="col" ta="right">
            Right
          </Table.Th>
          <Table.Th scope="col">Change</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ name, left, right, change }) => (
          <Table.Tr key={name}>
            <Table.Th scope="row" fw={400}>
              {name}
            </Table.Th>
            <Table.Td ta="right">{shareText(left)}</Table.Td>
            <Table.Td ta="right">{shareText(right)}</Table.Td>
            <Table.Td>
              <ChangeCell change={change} text={changeWord(change)} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
