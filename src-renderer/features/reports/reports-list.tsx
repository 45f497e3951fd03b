// The list of reports with its search, order, pages and choice.
import { Group, Pagination, Stack } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { ReportHead } from '../../../src-shared/contract/reports.ts'
import { rangeText } from '../../../src-shared/zones.ts'
import type { Zone } from '../../state/use-zone.ts'
import { type Sort, foundReports, orderedReports } from './report-order.ts'
import { ReportsBar } from './reports-bar.tsx'
import { ReportsTable } from './reports-table.tsx'

interface ReportsListProps {
  readonly reports: readonly ReportHead[]
  readonly zone: Zone
}

const perPage = 30

export function ReportsList({ reports, zone }: ReportsListProps) {
  const [search, setSearch] = useState('')
  const [sort, setSort] = useState<Sort>({ by: 'createdAt', isDescending: true })
  const [page, setPage] = useState(1)
  const [choice, setChoice] = useState<readonly number[]>([])
  const found = useMemo(
    () =>
      orderedReports(
        foundReports(reports, search, ({ from, to }) => rangeText(from, to, zone.name)),
        sort,
      ),
    [reports, search, sort, zone.name],
  )
  const pages = Math.max(1, Math.ceil(found.length / perPage))
  const first = (Math.min(page, pages) - 1) * perPage
  const chosen = reports.filter(({ id }) => choice.includes(id))
  const choose = (id: number): void =>
    setChoice(choice.includes(id) ? choice.filter((one) => one !== id) : [...chosen.map((one) => one.id), id])
  return (
    <Stack gap="sm">
      <ReportsBar search={search} onSearch={setSearch} chosen={chosen} />
      <div className="card">
        {found.length === 0 ? (
          <p className="quiet">{`No report has “${search}” in title, note, metric, NameNode or window.`}</p>
        ) : (
          <ReportsTable
            reports={found.slice(first, first + perPage)}
            zone={zone.name}
            sort={sort}
            onSort={setSort}
            chosen={chosen.map(({ id }) => id)}
            onChoose={choose}
          />
        )}
      </div>
      <Group justify="space-between">
        <span className="quiet figures" role="status">
          {found.length === reports.length
            ? `${String(reports.length)} reports; times in ${zone.label}`
            : `${String(found.length)} of ${String(reports.length)} reports; times in ${zone.label}`}
        </span>
        <Pagination
          size="sm"
          total={pages}
          value={Math.min(page, pages)}
          onChange={setPage}
          getControlProps={(control) => ({ 'aria-label': `${control} page` })}
          getItemProps={(number) => ({ 'aria-label': `Page ${String(number)} of reports` })}
          hideWithOnePage
        />
      </Group>
    </Stack>
  )
}
