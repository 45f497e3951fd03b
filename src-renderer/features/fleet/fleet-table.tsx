// The NameNodes of a run, the most severe first; sorted, filtered and found.
import { Group, Pagination, SegmentedControl, Table, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import type { Fleet } from '../../../src-shared/contract/fleets.ts'
import { figure } from '../../../src-shared/figures.ts'
import { counted } from '../../../src-shared/summary/parts.ts'
import { SortableHeader } from '../../components/sortable-header.tsx'
import type { Zone } from '../../state/use-zone.ts'
import {
  type RowFilter,
  type Sort,
  type SortKey,
  nextSort,
  orderedRows,
  ranked,
  shownRows,
} from './fleet-order.ts'
import { FleetTableRow } from './fleet-row.tsx'
import classes from './fleet.module.css'

const perPage = 50

const isFilter = (value: string): value is RowFilter => ['all', 'incidents', 'failed'].includes(value)

export function FleetTable({ fleet, zone }: { readonly fleet: Fleet; readonly zone: Zone }) {
  const [sort, setSort] = useState<Sort>(ranked)
  const [filter, setFilter] = useState<RowFilter>('all')
  const [search, setSearch] = useState('')
  const [page, setPage] = useState(1)
  const { rows, withIncidents, failed } = fleet
  const shown = orderedRows(shownRows(rows, filter, search), sort)
  const pages = Math.max(1, Math.ceil(shown.length / perPage))
  const first = (Math.min(page, pages) - 1) * perPage
  const head = { sort, onSort: (by: SortKey) => setSort(nextSort(sort, by)) }
  return (
    <>
      <Group justify="space-between">
        <Group gap="sm">
          <SegmentedControl
            size="xs"
            aria-label="Which NameNodes"
            transitionDuration={0}
            data={[
              { value: 'all', label: `All ${figure(rows.length)}` },
              { value: 'incidents', label: `With incidents ${figure(withIncidents)}` },
              { value: 'failed', label: `Failed ${figure(failed)}` },
            ]}
            value={filter}
            onChange={(value) => (isFilter(value) ? setFilter(value) : undefined)}
          />
          <TextInput
            size="xs"
            w={240}
            aria-label="Find NameNodes of the run"
            placeholder="NameNode, cluster, what, who"
            leftSection={<IconSearch size={14} />}
            value={search}
            onChange={({ currentTarget }) => setSearch(currentTarget.value)}
          />
        </Group>
        <span className="quiet figures" role="status">
          {`${counted(shown.length, 'NameNode')}; times in ${zone.label}`}
        </span>
      </Group>
      <div className="card">
        <Table
          className={`figures ${classes['table'] ?? ''} ${classes['ranking'] ?? ''}`}
          aria-label="NameNodes of the run"
          verticalSpacing={4}
          horizontalSpacing={6}
        >
          <Table.Thead>
            <Table.Tr>
              <SortableHeader by="rank" label="Severity" {...head} />
              <SortableHeader by="instance" label="NameNode" {...head} />
              <Table.Th scope="col">Cluster</Table.Th>
              <SortableHeader by="what" label="What" {...head} />
              <SortableHeader by="start" label="Since" {...head} />
              <SortableHeader by="incidents" label="Incidents" isRight {...head} />
              <SortableHeader by="peak" label="Of threshold" isRight {...head} />
              <Table.Th scope="col">
                <span className="visually-hidden">Report</span>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.slice(first, first + perPage).map((row) => (
              <FleetTableRow key={row.instance} fleetId={fleet.id} row={row} zone={zone.name} />
            ))}
          </Table.Tbody>
        </Table>
        {shown.length === 0 && (
          <p className="quiet">
            {search !== ''
              ? `No NameNode here has “${search}” in its name, cluster, what or who.`
              : filter === 'failed'
                ? 'No NameNode failed.'
                : filter === 'incidents'
                  ? 'No NameNode with an incident so far.'
                  : 'The engine is being asked for its NameNodes.'}
          </p>
        )}
      </div>
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
