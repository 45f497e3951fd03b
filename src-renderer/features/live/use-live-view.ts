// What the live charts show: the latest stretch, moving with time, or the one that somebody stopped at to look closer.
import { useDebouncedValue } from '@mantine/hooks'
import { useMemo, useState } from 'react'
import type { SourceStatus } from '../../../src-shared/contract/monitoring.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import { spans, useLive } from '../../state/live.ts'
import { liveEnd, liveRange } from './live-range.ts'

/** A view has to stay this long before its values are asked for, ms. */
const settleMs = 180

/** `whole` is undefined without rows. */
export function useLiveView(status: SourceStatus) {
  const span = useLive((state) => state.span)
  const latest = liveEnd(status)
  const [stoppedAt, setStoppedAt] = useState<number>()
  const [view, setView] = useState<TimeRange>()
  const [settled] = useDebouncedValue(view, settleMs)
  const end = stoppedAt ?? latest
  const whole = useMemo(() => (end === undefined ? undefined : liveRange(end, spans[span])), [end, span])
  return {
    whole,
    view,
    /** The view once it has come to rest. */
    settled,
    isFollowing: stoppedAt === undefined,
    follow: (): void => {
      setView(undefined)
      setStoppedAt(undefined)
    },
    stop: (): void => setStoppedAt(latest),
    /** Looking closer stops the charts: what is looked at must not run away. */
    look: (next: TimeRange | undefined): void => {
      setView(next)
      if (next !== undefined) setStoppedAt((before) => before ?? latest)
    },
    /** For another length. */
    showAll: (): void => setView(undefined),
  }
}

export type LiveView = ReturnType<typeof useLiveView>
