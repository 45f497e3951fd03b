// Reports: find, open, rename, annotate, compare, export, delete.
import { Skeleton, Stack, Title } from '@mantine/core'
import { Failed } from '../components/failed.tsx'
import { useReports } from '../data/reports.ts'
import { NoReports } from '../features/reports/no-reports.tsx'
import { ReportsList } from '../features/reports/reports-list.tsx'
import { useZone } from '../state/use-zone.ts'

export function ReportsPage() {
  const { data: reports, error, refetch } = useReports()
  const zone = useZone()
  if (reports === undefined && error !== null)
    return <Failed title="Reports" error={error} onRetry={() => void refetch()} />
  return (
    <Stack gap="sm">
      <Title order={1}>Reports</Title>
      {reports === undefined ? (
        <Skeleton height={300} aria-busy="true" aria-label="Loading the reports" role="status" />
      ) : reports.length === 0 ? (
        <NoReports />
      ) : (
        <ReportsList reports={reports} zone={zone} />
      )}
    </Stack>
  )
}
