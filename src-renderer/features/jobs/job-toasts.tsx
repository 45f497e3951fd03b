// Tells of jobs that end while another page is open; of those that the product started on its own nobody is told.
import { Anchor } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useLocation } from 'wouter'
import type { Job } from '../../../src-shared/contract/jobs.ts'
import { useEndedJobs } from '../../data/jobs.ts'
import { hrefOf } from '../../state/address.ts'
import { jobTitle, outcomeText, wayOn } from './job-text.ts'

const colors: Partial<Record<Job['state'], string>> = { done: 'green', failed: 'red' }

/** Whether the page that shows what a job did is open. */
function isOnItsPage({ kind, result }: Job, at: string): boolean {
  if (kind === 'import') return at === '/'
  if (kind === 'fetch') return /^\/engines\/\d+$/.test(at)
  if (kind === 'fleet') return at === `/fleet/${String(result?.id)}`
  return at === '/investigate'
}

export function JobToasts() {
  const [at] = useLocation()
  useEndedJobs((job) => {
    if (job.quiet || isOnItsPage(job, at)) return
    const { label, to } = wayOn(job)
    notifications.show({
      id: job.id,
      title: jobTitle(job),
      color: colors[job.state] ?? 'gray',
      autoClose: job.state === 'failed' ? false : 8000,
      message: (
        <>
          {outcomeText(job)}{' '}
          {job.state !== 'cancelled' && (
            <Anchor href={hrefOf(to)} inherit underline="always" onClick={() => notifications.hide(job.id)}>
              {label}
            </Anchor>
          )}
        </>
      ),
    })
  })
  return null
}
