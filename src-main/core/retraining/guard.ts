// What stands between a retraining and an incident that nobody recorded: the model in use looks at the baseline first.
import { percent } from '../../../src-shared/figures.ts'
import { takeOut } from '../../../src-shared/ranges.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import { incidentsOf } from '../diagnosis/incidents.ts'
import { windowStarts } from '../etl/sequences.ts'
import type { Baseline } from '../model/baseline.ts'
import type { TrainedModel } from '../model/model-file.ts'
import { scoreWindows } from '../report/score.ts'
import { around, marginMs, overlap } from './stretches.ts'

/** Part of a baseline's windows that must be left; where more is flagged, the model in use or the baseline is wrong. */
const leastLeft = 0.5

/** A baseline without what the model in use flags. */
interface Guarded {
  readonly ranges: readonly TimeRange[]
  /** First row of each window that is learned. */
  readonly starts: Int32Array
  /** Why the model must not be put into use; null where it may. */
  readonly refused: string | null
}

/**
 * Leaves out what the model in use flags, with two minutes on either side, but for what touches a stretch judged normal.
 * Where that is half of the windows or more, all is learned and the model is refused. A model of the profile original flags a
 * part of any baseline (its threshold is a percentile), so it is not asked. Errors as scoreWindows.
 */
export async function guarded(
  inUse: TrainedModel,
  { rows, starts }: Baseline,
  { ranges, normal }: { readonly ranges: readonly TimeRange[]; readonly normal: readonly TimeRange[] },
  length: number,
  signal: AbortSignal,
): Promise<Guarded> {
  const { architecture, scaler, threshold } = inUse.facts
  const all: Guarded = { ranges, starts, refused: null }
  const seen = windowStarts(rows, architecture.sequenceLength)
  if (scaler.kind !== 'deviations' || seen.length === 0) return all
  const scored = await scoreWindows(inUse, rows, seen, { signal })
  const flagged = incidentsOf({ ...scored, threshold: threshold.value })
    .map(({ start, end }) => ({ from: start, to: end }))
    .filter((stretch) => normal.every((one) => !overlap(one, stretch)))
  if (flagged.length === 0) return all
  const kept = takeOut(
    ranges,
    flagged.map((stretch) => around(stretch, marginMs)),
  )
  const left = windowStarts(rows, length, kept)
  if (left.length >= starts.length * leastLeft) return { ranges: kept, starts: left, refused: null }
  const share = percent(1 - left.length / starts.length)
  return {
    ...all,
    refused:
      `The model in use finds something wrong in ${share} of its baseline: it was kept out of use. ` +
      'If that is normal from now on, judge those incidents normal, or put this model into use.',
  }
}
