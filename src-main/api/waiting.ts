// Waiting for a job within a call: whoever hangs up while waiting stops the job; a job merely started goes on.
import type { Jobs, StartedJob } from '../core/jobs.ts'

/** The job's outcome; rejects as the job does. An abort of the signal (the caller hung up) cancels the job. */
export async function outcomeOf<T>(
  jobs: Jobs,
  job: StartedJob<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  const cancel = (): void => {
    jobs.cancel(job.id)
  }
  if (signal?.aborted === true) cancel()
  signal?.addEventListener('abort', cancel, { once: true })
  try {
    return await job.outcome
  } finally {
    signal?.removeEventListener('abort', cancel)
  }
}
