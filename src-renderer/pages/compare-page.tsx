// Two reports side by side: what rose, what fell.
import { Skeleton, Stack } from '@mantine/core'
import { Failed } from '../components/failed.tsx'
import { useComparison } from '../data/reports.ts'
import { ComparisonView } from '../features/compare/comparison-view.tsx'

interface ComparePageProps {
  readonly left: number
  readonly right: number
}

export function ComparePage({ left, right }: ComparePageProps) {
  const { data: comparison, error, refetch } = useComparison(left, right)
  if (comparison !== undefined)
    return <ComparisonView key={`${String(left)}/${String(right)}`} comparison={comparison} />
  if (error !== null)
    return (
      <Failed
        title={`Report ${String(left)} and report ${String(right)} compared`}
        error={error}
        onRetry={() => void refetch()}
      />
    )
  return (
    <Stack gap="sm" role="status" aria-busy="true" aria-label="Loading the comparison">
      <Skeleton height={120} />
      <Skeleton height={420} />
      <Skeleton height={300} />
    </Stack>
  )
}
