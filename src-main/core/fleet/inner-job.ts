// A job that another one waits for: what stops the one stops the other.
import type { Jobs, StartedJob } from '../jobs.ts'

/** The job's outcome; rejects as the job does. An abort of the signal cancels it. */
export async function innerJob<T>(jobs: Jobs, job: StartedJob<T>, signal: AbortSignal): Promise<T> {
  const cancel = (): void => {
    jobs.cancel(job.id)
  }
  if (signal.aborted) cancel()
  signal.addEventListener('abort', cancel, { once: true })
  try {
    return await job.outcome
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}
