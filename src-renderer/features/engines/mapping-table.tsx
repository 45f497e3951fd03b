// The queries of a NameNode, attribute by attribute under their beans.
import { Table } from '@mantine/core'
import { Fragment } from 'react'
import type { MappedRow } from '../../../src-shared/contract/engines.ts'
import classes from './engines.module.css'
import { MappingTableRow } from './mapping-row.tsx'
import { byBean, rowKey } from './mapping-rows.ts'

interface MappingTableProps {
  readonly rows: readonly MappedRow[]
  readonly isSaving: boolean
  readonly onSave: (row: MappedRow, query: string | undefined, onDone: () => void) => void
}

const heads = ['Attribute', 'Query', 'Feeds', 'State'] as const

export function MappingTable({ rows, isSaving, onSave }: MappingTableProps) {
  return (
    <Table className={classes['mapping']} verticalSpacing={3} aria-label="Queries">
      <Table.Thead>
        <Table.Tr>
          {heads.map((head) => (
            <Table.Th key={head} scope="col">
              {head}
            </Table.Th>
          ))}
          <Table.Th scope="col">
            <span className="visually-hidden">Change</span>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {byBean(rows).map(([bean, own]) => (
          <Fragment key={bean}>
            <Table.Tr>
              <Table.Th colSpan={5} scope="rowgroup" className={classes['bean']}>
                {bean}
              </Table.Th>
            </Table.Tr>
            {own.map((row) => (
              <MappingTableRow
                key={rowKey(row)}
                row={row}
                isSaving={isSaving}
                onSave={(query, onDone) => onSave(row, query, onDone)}
              />
            ))}
          </Fragment>
        ))}
      </Table.Tbody>
    </Table>
  )
}
