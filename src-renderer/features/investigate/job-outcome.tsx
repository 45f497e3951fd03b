// Under a step's button: the job's progress, and why the last one did not do.
import type { Job } from '../../../src-shared/contract/jobs.ts'
import { failureOf } from '../../data/failure.ts'
import { JobProgress } from '../jobs/job-progress.tsx'
import { outcomeText } from '../jobs/job-text.ts'
import { Note } from './note.tsx'

interface JobOutcomeProps {
  /** The latest job of the step. */
  readonly job: Job | undefined
  /** Why it could not be started. */
  readonly error: Error | null
}

export function JobOutcome({ job, error }: JobOutcomeProps) {
  if (error !== null) return <Note tone="bad">{failureOf(error).message}</Note>
  if (job === undefined || job.state === 'done') return null
  if (job.finishedAt === null) return <JobProgress job={job} />
  return <Note tone={job.state === 'failed' ? 'bad' : 'plain'}>{outcomeText(job)}</Note>
}
