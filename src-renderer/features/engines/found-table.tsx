// The NameNodes that an engine has, found by a search, chosen for a fetch.
import { Checkbox, Group, Pagination, Table, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import type { FoundNameNode } from '../../../src-shared/contract/engines.ts'
import { figure } from '../../../src-shared/figures.ts'
import type { Zone } from '../../state/use-zone.ts'
import { foundBy, foundText } from './engine-text.ts'
import classes from './engines.module.css'
import { FoundRow } from './found-row.tsx'

interface FoundTableProps {
  readonly engineId: number
  readonly found: readonly FoundNameNode[]
  readonly zone: Zone
  /** Instances. */
  readonly chosen: ReadonlySet<string>
  readonly onChoose: (chosen: ReadonlySet<string>) => void
}

const perPage = 12
/** From so many on they are looked for, not looked through. */
const many = 6

const heads = ['Metrics', 'Signals'] as const
const laterHeads = ['Missing', 'Names as by', 'Data', 'Every', 'Queries'] as const

export function FoundTable({ engineId, found, zone, chosen, onChoose }: FoundTableProps) {
  const [search, setSearch] = useState('')
  const [page, setPage] = useState(1)
  const shown = foundBy(found, search)
  const pages = Math.max(1, Math.ceil(shown.length / perPage))
  const first = (Math.min(page, pages) - 1) * perPage
  const count = shown.filter(({ instance }) => chosen.has(instance)).length
  const turn = (instances: readonly string[], isOn: boolean): void => {
    const next = new Set(chosen)
    for (const instance of instances)
      if (isOn) next.add(instance)
      else next.delete(instance)
    onChoose(next)
  }
  return (
    <>
      <Group justify="space-between">
        <span className="quiet figures" role="status">
          {`${foundText(found)}; times in ${zone.label}`}
        </span>
        {found.length >= many && (
          <TextInput
            size="xs"
            w={260}
            aria-label="Find NameNodes"
            placeholder="Instance, cluster, label or names"
            leftSection={<IconSearch size={14} />}
            value={search}
            onChange={({ currentTarget }) => setSearch(currentTarget.value)}
          />
        )}
      </Group>
      <Table className={`figures ${classes['table'] ?? ''}`} verticalSpacing={4} aria-label="NameNodes found">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col" w={34}>
              <Checkbox
                size="xs"
                aria-label={`Choose all ${figure(shown.length)}`}
                checked={shown.length > 0 && count === shown.length}
                indeterminate={count > 0 && count < shown.length}
                onChange={({ currentTarget }) =>
                  turn(
                    shown.map(({ instance }) => instance),
                    currentTarget.checked,
                  )
                }
              />
            </Table.Th>
            <Table.Th scope="col">Instance</Table.Th>
            <Table.Th scope="col">Cluster</Table.Th>
            {heads.map((head) => (
              <Table.Th key={head} scope="col" ta="right">
                {head}
              </Table.Th>
            ))}
            {laterHeads.map((head) => (
              <Table.Th key={head} scope="col">
                {head}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.slice(first, first + perPage).map((one) => (
            <FoundRow
              key={one.instance}
              engineId={engineId}
              found={one}
              zone={zone.name}
              isChosen={chosen.has(one.instance)}
              onChoose={() => turn([one.instance], !chosen.has(one.instance))}
            />
          ))}
        </Table.Tbody>
      </Table>
      {shown.length === 0 && (
        <p className="quiet">{`No NameNode has “${search}” in instance, cluster, labels or names.`}</p>
      )}
      <Pagination
        size="sm"
        total={pages}
        value={Math.min(page, pages)}
        onChange={setPage}
        getControlProps={(control) => ({ 'aria-label': `${control} page` })}
        getItemProps={(number) => ({ 'aria-label': `Page ${String(number)} of NameNodes` })}
        hideWithOnePage
      />
    </>
  )
}
