// How far a waiting or running job is, with Cancel.
import { Button } from '@mantine/core'
import type { Job } from '../../../src-shared/contract/jobs.ts'
import { isActive, useCancelJob } from '../../data/jobs.ts'
import classes from './job-progress.module.css'
import { doneShare, jobTitle, progressText } from './job-text.ts'
import { ProgressBar } from './progress-bar.tsx'

interface JobProgressProps {
  readonly job: Job
  /** Instead of cancelling the job itself. */
  readonly onCancel?: () => void
}

/** Bar, amount, rate, estimate and Cancel; of a job that has ended, nothing. */
export function JobProgress({ job, onCancel }: JobProgressProps) {
  const cancel = useCancelJob()
  if (!isActive(job)) return null
  const isCancelling = cancel.isPending || cancel.isSuccess
  return (
    <div className={classes['progress']}>
      <ProgressBar
        label={jobTitle(job)}
        share={doneShare(job)}
        text={isCancelling ? 'Cancelling' : progressText(job)}
      />
      <Button
        size="compact-xs"
        variant="default"
        disabled={isCancelling}
        aria-label={`Cancel: ${jobTitle(job)}`}
        onClick={() => (onCancel === undefined ? cancel.mutate(job.id) : onCancel())}
      >
        Cancel
      </Button>
    </div>
  )
}
