// What a person is looking at on Investigate: source, both windows, zoom, override. View state only; lives with the tab.
import { create } from 'zustand'
import type { TimeRange } from '../../src-shared/time.ts'

export type Step = 'baseline' | 'suspect'

interface Windows {
  /** Epoch ms; undefined until chosen. */
  readonly baseline: TimeRange | undefined
  readonly suspect: TimeRange | undefined
}

/** What an address can say; all of it optional. */
export interface Chosen extends Windows {
  /** Chosen source and node; undefined: the latest and its busiest. */
  readonly source: number | undefined
  readonly node: string | undefined
  /** Zoomed stretch; undefined: the whole history. */
  readonly view: TimeRange | undefined
  readonly thresholdOverride: number | undefined
}

interface Investigation extends Chosen {
  /** The step whose window the next drag draws. */
  readonly active: Step
  /** Metric of the strip's second lane. */
  readonly lane: string
  /** Metrics charted below, four at most. */
  readonly charted: readonly string[]
  /** Windows before each change, the latest last. */
  readonly past: readonly Windows[]
  /** The step that the last change nudged by keys: nudges in a row are undone together. */
  readonly nudged: Step | undefined
  readonly choose: (source: number, node?: string) => void
  readonly open: (chosen: Partial<Chosen>) => void
  readonly setWindow: (step: Step, range: TimeRange | undefined, isNudge?: boolean) => void
  readonly undo: () => void
  readonly setView: (view: TimeRange | undefined) => void
  readonly setThresholdOverride: (threshold: number | undefined) => void
  readonly setActive: (step: Step) => void
  readonly setLane: (metric: string) => void
  readonly setCharted: (metrics: readonly string[]) => void
}

/** Changes of windows that can be undone. */
const mostPast = 50
/** Charts below the cards. */
export const mostCharted = 4

const untouched = {
  baseline: undefined,
  suspect: undefined,
  view: undefined,
  thresholdOverride: undefined,
  active: 'baseline',
  past: [],
  nudged: undefined,
} as const

export const useInvestigation = create<Investigation>()((set) => ({
  source: undefined,
  node: undefined,
  ...untouched,
  lane: 'RpcQueueTimeAvgTime',
  charted: ['RpcProcessingTimeAvgTime', 'RpcQueueTimeAvgTime', 'GetContentSummaryAvgTime', 'ThreadsWaiting'],
  choose: (source, node) => set({ source, node, ...untouched }),
  open: (chosen) => set({ ...untouched, ...chosen }),
  setWindow: (step, range, isNudge = false) =>
    set(({ baseline, suspect, past, nudged }) => ({
      [step]: range,
      active: step,
      nudged: isNudge ? step : undefined,
      ...(isNudge && nudged === step ? {} : { past: [...past.slice(1 - mostPast), { baseline, suspect }] }),
    })),
  undo: () => set(({ past }) => ({ ...past.at(-1), past: past.slice(0, -1), nudged: undefined })),
  setView: (view) => set({ view }),
  setThresholdOverride: (thresholdOverride) => set({ thresholdOverride }),
  setActive: (active) => set({ active }),
  setLane: (lane) => set({ lane }),
  setCharted: (charted) => set({ charted: charted.slice(0, mostCharted) }),
}))
