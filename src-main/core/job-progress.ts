// How fast a job goes and how long it will still take, out of what its work reports.
import type { JobProgress } from '../../src-shared/contract/jobs.ts'

/** How far work has come, as it reports it; `total` is 0 while it is not known. */
export type WorkProgress = Pick<JobProgress, 'done' | 'total' | 'unit'>

/** Below these an estimate would jump about: share of the work, and ms since it began. */
const leastShare = 0.02
const leastElapsed = 1000

/** Work with its rate, `elapsed` ms after it began, and the rest as it was estimated then. */
export function withEstimate(work: WorkProgress, elapsed: number): JobProgress {
  const { done, total } = work
  const rate = elapsed > 0 ? (done / elapsed) * 1000 : null
  const isKnown = rate !== null && elapsed >= leastElapsed && total > 0 && done / total >= leastShare
  return { ...work, rate, remainingMs: isKnown ? Math.max(0, ((total - done) / rate) * 1000) : null }
}
