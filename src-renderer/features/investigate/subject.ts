// What is being investigated: a source's node with its history, and the windows on it.
import type { Model } from '../../../src-shared/contract/models.ts'
import type { History, Suggestion } from '../../../src-shared/contract/samples.ts'
import type { Source } from '../../../src-shared/contract/sources.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import { useMemo } from 'react'
import { useModels } from '../../data/models.ts'
import { useSuggestions } from '../../data/sources.ts'
import { type Step, useInvestigation } from '../../state/investigation.ts'
import { type Baseline, stretchesIn } from '../../state/left-out.ts'
import { baselinePresets, suspectPresets } from './presets.ts'

/** What calls take to mean a node. */
export interface NodeOf {
  readonly source: number
  readonly node: string
}

export interface Subject {
  readonly source: Source
  readonly of: NodeOf
  readonly history: History
  /** First to last row, epoch ms. */
  readonly whole: TimeRange
  /** Usual time from row to row, ms. */
  readonly spacingMs: number
}

/** A subject out of what the core said; undefined where there is no row. */
export function subjectOf(source: Source, history: History): Subject | undefined {
  const { from, to, node, spacingMs } = history
  if (from === null || to === null) return undefined
  // A history of one row still needs a width to be drawn in.
  const whole = to > from ? { from, to } : { from: from - 30_000, to: to + 30_000 }
  return { source, of: { source: source.id, node }, history, whole, spacingMs: spacingMs ?? 1000 }
}

const offered = (suggestions: readonly Suggestion[] | undefined, step: Step): TimeRange | undefined => {
  const found = suggestions?.find((one) => one.step === step)
  return found === undefined ? undefined : { from: found.from, to: found.to }
}

/** The window of each step: the one chosen, else what the core suggests, else what is there. */
export function useWindows({ of, whole }: Subject): Readonly<Record<Step, TimeRange | undefined>> {
  const chosen = useInvestigation(({ baseline }) => baseline)
  const chosenSuspect = useInvestigation(({ suspect }) => suspect)
  const { data: suggestions, isPending } = useSuggestions(of)
  if (isPending) return { baseline: chosen, suspect: chosenSuspect }
  const baseline = chosen ?? offered(suggestions, 'baseline') ?? baselinePresets(whole, undefined)[0]?.range
  const suspect =
    chosenSuspect ?? offered(suggestions, 'suspect') ?? suspectPresets(whole, baseline)[0]?.range ?? whole
  return { baseline, suspect }
}

/** The baseline's window with what of it is left out; undefined until there is one. */
export function useBaseline(subject: Subject): Baseline | undefined {
  const window = useWindows(subject).baseline
  const leftOut = useInvestigation((state) => state.leftOut)
  const [from, to] = [window?.from, window?.to]
  return useMemo(() => {
    if (from === undefined || to === undefined) return undefined
    return { window: { from, to }, leftOut: stretchesIn(leftOut, { from, to }) }
  }, [from, to, leftOut])
}

/** The model that scores: the source's latest; undefined before the first. */
export function useModel({ of }: Subject): Model | undefined {
  return useModels(of.source).data?.[0]
}
