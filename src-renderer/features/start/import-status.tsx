// What an import is doing, and what came of the last one.
import { Button } from '@mantine/core'
import { useEffect } from 'react'
import { Problem } from '../../components/problem.tsx'
import { isActive, useJobs } from '../../data/jobs.ts'
import { bytesText } from '../../../src-shared/figures.ts'
import { navigate } from '../../state/address.ts'
import { JobProgress } from '../jobs/job-progress.tsx'
import { failureText, jobTitle, outcomeText } from '../jobs/job-text.ts'
import progress from '../jobs/job-progress.module.css'
import { ProgressBar } from '../jobs/progress-bar.tsx'
import { ImportOutcome } from './import-outcome.tsx'
import { useImporting } from './importing.ts'
import classes from './start.module.css'

/** The upload under way. */
function Sending() {
  const sending = useImporting((state) => state.sending)
  if (sending === undefined) return null
  const { name, sent, total, cancel } = sending
  const isSent = sent === total && total > 0
  const text = isSent ? 'Sent; being written to disk' : `${bytesText(sent)} of ${bytesText(total)} sent`
  return (
    <section className="card" aria-label={`Upload of ${name}`}>
      <h2 className={classes['title']}>Upload of {name}</h2>
      <div className={progress['progress']}>
        <ProgressBar label={`Upload of ${name}`} share={total === 0 ? undefined : sent / total} text={text} />
        <Button size="compact-xs" variant="default" aria-label={`Cancel: upload of ${name}`} onClick={cancel}>
          Cancel
        </Button>
      </div>
    </section>
  )
}

export function ImportStatus() {
  const { data: jobs } = useJobs()
  const started = useImporting((state) => state.jobs)
  const failure = useImporting((state) => state.failure)
  const imports = jobs?.filter(({ kind }) => kind === 'import') ?? []
  const ended = imports.find((job) => job.id === started[0] && !isActive(job))
  // A report that came alone is what was meant to be opened; going back to Start must not lead to it again.
  const report = ended?.result?.kind === 'report' ? ended.result.id : undefined
  useEffect(() => {
    if (report === undefined) return
    useImporting.setState({ jobs: [] })
    navigate(`/reports/${report}`)
  }, [report])
  return (
    <>
      <Sending />
      {imports.filter(isActive).map((job) => (
        <section key={job.id} className="card" aria-label={jobTitle(job)}>
          <h2 className={classes['title']}>{jobTitle(job)}</h2>
          <JobProgress job={job} />
        </section>
      ))}
      <div aria-live="polite" className={classes['live']}>
        {failure !== undefined && <Problem title="The import could not begin">{failure}</Problem>}
        {ended?.state === 'done' && ended.result?.kind === 'import' && (
          <ImportOutcome key={ended.id} job={ended} />
        )}
        {ended?.state === 'failed' && (
          <Problem title={`Nothing was imported from ${ended.subject}`}>{failureText(ended)}</Problem>
        )}
        {ended?.state === 'cancelled' && <p className="card">{outcomeText(ended)}</p>}
      </div>
    </>
  )
}
