// What a person looks at on Live: how long a stretch, which metrics. View state only; lives with the tab.
import { create } from 'zustand'

/** Stretches that can be looked at, ms. */
export const spans = {
  '15 min': 15 * 60_000,
  '1 h': 3_600_000,
  '6 h': 6 * 3_600_000,
  '24 h': 24 * 3_600_000,
  '7 d': 7 * 24 * 3_600_000,
} as const
export type Span = keyof typeof spans

interface Live {
  readonly span: Span
  /** Metrics charted, six at most. */
  readonly charted: readonly string[]
  readonly setSpan: (span: Span) => void
  readonly setCharted: (charted: readonly string[]) => void
}

/** Charts beside the score. */
export const mostLive = 6

export const useLive = create<Live>()((set) => ({
  span: '1 h',
  charted: ['RpcProcessingTimeAvgTime', 'RpcQueueTimeAvgTime', 'CallQueueLength', 'ThreadsWaiting'],
  setSpan: (span) => set({ span }),
  setCharted: (charted) => set({ charted: charted.slice(-mostLive) }),
}))
