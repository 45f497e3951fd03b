// Running and recent jobs.
import type { Job } from '../../../src-shared/contract/jobs.ts'
import { isActive } from '../../data/jobs.ts'
import classes from './job-list.module.css'
import { JobRow } from './job-row.tsx'

interface JobListProps {
  readonly jobs: readonly Job[]
  /** Called when a link leads away. */
  readonly onLeave: () => void
}

/** Ended ones that are listed. */
const recent = 8

export function JobList({ jobs, onLeave }: JobListProps) {
  const running = jobs.filter(isActive).toReversed()
  const ended = jobs.filter((job) => !isActive(job) && !job.quiet).slice(0, recent)
  return (
    <div className={classes['panel']} tabIndex={-1} data-autofocus>
      <h2 className={classes['title']}>Jobs</h2>
      {running.length + ended.length === 0 && (
        <p className="quiet">Nothing runs, and nothing has run since nnad was started.</p>
      )}
      <ul className={classes['list']}>
        {[...running, ...ended].map((job) => (
          <JobRow key={job.id} job={job} onLeave={onLeave} />
        ))}
      </ul>
    </div>
  )
}
