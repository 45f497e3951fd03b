// One job: what it works on, how far it is or how it ended, and where to go from there.
import { Anchor, Button } from '@mantine/core'
import { Link } from 'wouter'
import type { Job } from '../../../src-shared/contract/jobs.ts'
import { clockText, rangeText } from '../../../src-shared/zones.ts'
import { isActive } from '../../data/jobs.ts'
import { useZone } from '../../state/use-zone.ts'
import { importSample } from '../start/importing.ts'
import classes from './job-list.module.css'
import { JobProgress } from './job-progress.tsx'
import { jobTitle, outcomeText, wayOn } from './job-text.ts'

interface JobRowProps {
  readonly job: Job
  readonly onLeave: () => void
}

const stateNames: Readonly<Record<Job['state'], string>> = {
  waiting: 'Waiting',
  running: 'Running',
  done: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
}

const sampleName = 'sample.jsonl.zst'

export function JobRow({ job, onLeave }: JobRowProps) {
  const zone = useZone()
  const { kind, subject, range, state, finishedAt } = job
  const way = wayOn(job)
  const canRetry =
    kind === 'import' && subject === sampleName && (state === 'failed' || state === 'cancelled')
  return (
    <li className={classes['job']}>
      <div className={classes['head']}>
        <strong>{jobTitle(job)}</strong>
        <span className={`figures ${classes[state] ?? 'quiet'}`}>
          {stateNames[state]}
          {finishedAt !== null && ` ${clockText(finishedAt, zone.name)}`}
        </span>
      </div>
      {isActive(job) && <JobProgress job={job} />}
      <div className={classes['end']}>
        <div>
          {(state === 'failed' || state === 'cancelled') && <p>{outcomeText(job)}</p>}
          {range !== null && (
            <p className={`figures quiet ${classes['small'] ?? ''}`}>
              {rangeText(range.from, range.to, zone.name)} {zone.name}
            </p>
          )}
        </div>
        {canRetry && (
          <Button size="compact-xs" variant="default" onClick={() => void importSample()}>
            Import again
          </Button>
        )}
        {!isActive(job) && !canRetry && (
          <Anchor component={Link} href={way.to} onClick={onLeave} className={classes['way'] ?? ''}>
            {way.label}
          </Anchor>
        )}
      </div>
    </li>
  )
}
