// One report: what happened, since when, which metrics; charts and tables behind every claim.
import { Failed } from '../components/failed.tsx'
import { useReport } from '../data/reports.ts'
import { ReportSkeleton } from '../features/report/report-skeleton.tsx'
import { ReportView } from '../features/report/report-view.tsx'

export function ReportPage({ id }: { readonly id: number }) {
  const { data: report, error, refetch } = useReport(id)
  if (report !== undefined) return <ReportView key={id} report={report} />
  if (error === null) return <ReportSkeleton />
  return <Failed title={`Report ${String(id)}`} error={error} onRetry={() => void refetch()} />
}
