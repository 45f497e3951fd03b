// What a person is looking at on Investigate: source, both windows, zoom, override. View state only; lives with the tab.
import { create } from 'zustand'
import type { TimeRange } from '../../src-shared/time.ts'
import { stretchesIn, withLeftOut } from './left-out.ts'

export type Step = 'baseline' | 'suspect'

interface Windows {
  /** Epoch ms; undefined until chosen. */
  readonly baseline: TimeRange | undefined
  readonly suspect: TimeRange | undefined
  /** Stretches of the baseline that are not learned; each shares a stretch with it. */
  readonly leftOut: readonly TimeRange[]
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
  /** The step whose window is on the move under the pointer: where it will be is not known yet. */
  readonly moving: Step | undefined
  /** The baseline was changed by hand, and no training of it was started since. */
  readonly isEdited: boolean
  /** A model is trained by itself where the baseline has come to rest. */
  readonly retrains: boolean
  readonly choose: (source: number, node?: string) => void
  readonly open: (chosen: Partial<Chosen>) => void
  readonly setWindow: (step: Step, range: TimeRange | undefined, isNudge?: boolean) => void
  /** Leaves a stretch of a window, which becomes the baseline, out of what is learned. */
  readonly leaveOut: (window: TimeRange, stretch: TimeRange) => void
  /** Learns one of the stretches left out again. */
  readonly putBack: (stretch: TimeRange) => void
  readonly undo: () => void
  readonly setView: (view: TimeRange | undefined) => void
  readonly setThresholdOverride: (threshold: number | undefined) => void
  readonly setActive: (step: Step) => void
  readonly setMoving: (step: Step | undefined) => void
  readonly setEdited: (isEdited: boolean) => void
  readonly setRetrains: (retrains: boolean) => void
  readonly setLane: (metric: string) => void
  readonly setCharted: (metrics: readonly string[]) => void
}

/** Changes of windows that can be undone. */
const mostPast = 50
/** Charts below the cards. */
export const mostCharted = 4

const noStretches: readonly TimeRange[] = []

const untouched = {
  baseline: undefined,
  suspect: undefined,
  leftOut: noStretches,
  view: undefined,
  thresholdOverride: undefined,
  active: 'baseline',
  past: [],
  nudged: undefined,
  moving: undefined,
  isEdited: false,
} as const

/** The past with what is there now, without the earliest where there are too many. */
const remembered = ({ past, baseline, suspect, leftOut }: Investigation): readonly Windows[] => [
  ...past.slice(1 - mostPast),
  { baseline, suspect, leftOut },
]

/** What changes where a window becomes another. */
function windowSet(
  now: Investigation,
  step: Step,
  range: TimeRange | undefined,
  isNudge: boolean,
): Partial<Investigation> {
  const isSameNudge = isNudge && now.nudged === step
  // A row of nudges past a stretch and back again loses nothing.
  const leftOut = (isSameNudge ? now.past.at(-1)?.leftOut : undefined) ?? now.leftOut
  return {
    [step]: range,
    active: step,
    moving: undefined,
    nudged: isNudge ? step : undefined,
    past: isSameNudge ? now.past : remembered(now),
    ...(step === 'baseline' ? { leftOut: stretchesIn(leftOut, range), isEdited: true } : {}),
  }
}

export const useInvestigation = create<Investigation>()((set) => ({
  source: undefined,
  node: undefined,
  ...untouched,
  retrains: true,
  lane: 'RpcQueueTimeAvgTime',
  charted: ['RpcProcessingTimeAvgTime', 'RpcQueueTimeAvgTime', 'GetContentSummaryAvgTime', 'ThreadsWaiting'],
  choose: (source, node) => set({ source, node, ...untouched }),
  open: (chosen) => set({ ...untouched, ...chosen }),
  setWindow: (step, range, isNudge = false) => set((now) => windowSet(now, step, range, isNudge)),
  leaveOut: (window, stretch) =>
    set((now) => ({
      ...windowSet(now, 'baseline', window, false),
      leftOut: withLeftOut(stretchesIn(now.leftOut, window), stretch),
    })),
  putBack: ({ from }) =>
    set((now) => ({
      ...windowSet(now, 'baseline', now.baseline, false),
      leftOut: now.leftOut.filter((one) => one.from !== from),
    })),
  undo: () =>
    set(({ past, baseline, leftOut, isEdited }) => {
      const before = past.at(-1)
      if (before === undefined) return {}
      const isOther = before.baseline !== baseline || before.leftOut !== leftOut
      return {
        ...before,
        past: past.slice(0, -1),
        nudged: undefined,
        moving: undefined,
        isEdited: isEdited || isOther,
      }
    }),
  setView: (view) => set({ view }),
  setThresholdOverride: (thresholdOverride) => set({ thresholdOverride }),
  setActive: (active) => set({ active, nudged: undefined }),
  setMoving: (moving) => set({ moving }),
  setEdited: (isEdited) => set({ isEdited }),
  setRetrains: (retrains) => set({ retrains }),
  setLane: (lane) => set({ lane }),
  setCharted: (charted) => set({ charted: charted.slice(0, mostCharted) }),
}))
