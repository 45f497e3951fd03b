// Makes a new report of the same window with another threshold.
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useLocation } from 'wouter'
import type { SavedReport } from '../../../src-shared/contract/reports.ts'
import { figure } from '../../../src-shared/figures.ts'
import { client } from '../../client.ts'
import { failureOf } from '../../data/failure.ts'
import { isActive, lookAtJobs, useJobs } from '../../data/jobs.ts'
import { useModels } from '../../data/models.ts'
import { JobProgress } from '../jobs/job-progress.tsx'

interface AnalyzeAgainProps {
  readonly report: SavedReport
  /** The source here that it is of. */
  readonly source: number
  readonly threshold: number
  /** The threshold is the report's: there is nothing to do again. */
  readonly isOwn: boolean
}

export function AnalyzeAgain({ report, source, threshold, isOwn }: AnalyzeAgainProps) {
  const { window, model, source: of } = report.analysis
  const [, go] = useLocation()
  const { data: jobs = [] } = useJobs()
  const { data: models = [] } = useModels(source)
  const start = useMutation({
    mutationFn: () =>
      client.reports.start({
        source,
        node: of.node,
        from: window.from,
        to: window.to,
        thresholdOverride: threshold,
      }),
    onSuccess: lookAtJobs,
  })
  const job = jobs.find(({ id }) => id === start.data?.id) ?? start.data
  const made = job?.result?.kind === 'report' ? job.result.id : undefined
  useEffect(() => {
    if (made !== undefined) go(`/reports/${made}`)
  }, [made, go])
  const isBusy = start.isPending || (job !== undefined && isActive(job))
  // The model of a report that others made is theirs.
  const isTrainedSince = report.receivedAt === null && models[0] !== undefined && models[0].id !== model.id
  const failure = start.isError ? failureOf(start.error).message : job?.error?.message
  if (isOwn && !isBusy && failure === undefined) return null
  return (
    <div>
      {job !== undefined && isActive(job) ? (
        <JobProgress job={job} />
      ) : (
        <Button size="xs" variant="default" disabled={isBusy || isOwn} onClick={() => start.mutate()}>
          {`Analyze again with ${figure(threshold)}`}
        </Button>
      )}
      {isTrainedSince && !isBusy && (
        <p className="quiet">
          The model was trained again since this report: a new report compares with the new baseline.
        </p>
      )}
      {failure !== undefined && <p role="alert">{failure}</p>}
    </div>
  )
}
