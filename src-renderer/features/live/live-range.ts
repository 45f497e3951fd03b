// Which stretch the live charts show. Pure: the core's clock counts, not the browser's.
import type { SourceStatus } from '../../../src-shared/contract/monitoring.ts'
import type { TimeRange } from '../../../src-shared/time.ts'

/** While no row comes, the charts move on this often, ms: a gap that grows is seen. */
const restlessMs = 60_000

/** Where the charts end now: the latest row, or later where rows stopped coming; undefined without rows. */
export function liveEnd({ lastRowAt, lagMs }: Pick<SourceStatus, 'lastRowAt' | 'lagMs'>): number | undefined {
  if (lastRowAt === null) return undefined
  const now = lastRowAt + Math.max(0, lagMs ?? 0)
  return Math.max(lastRowAt, Math.floor(now / restlessMs) * restlessMs)
}

/** The stretch of a length that ends there. */
export function liveRange(end: number, spanMs: number): TimeRange {
  return { from: end - spanMs, to: end }
}
