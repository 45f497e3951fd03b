// Whether a new model is worse than the one in use: both score the new one's hold-out, in the same units.
import { figure } from '../../../src-shared/figures.ts'
import { columns } from '../../../src-shared/signals.ts'
import type { FullRows } from '../etl/rows.ts'
import type { ModelFacts } from '../model/model-facts.ts'
import type { TrainedModel } from '../model/model-file.ts'
import { trainingWindowCount } from '../model/training-options.ts'
import { type ScoredRows, scoreWindows } from '../report/score.ts'

/** What a comparison came to. */
export type Comparison =
  /** Why the new one must not be put into use; null where it may. */
  | { readonly kind: 'compared'; readonly refused: string | null }
  /** The two cannot be compared, or there is nothing to compare them on: a sentence for people. */
  | { readonly kind: 'incomparable'; readonly reason: string }

/** A mean score so much higher is worse: less is what another seed makes of the same rows. */
const tolerance = 1.05
/** Nor is worse what differs by less than this part of the threshold: two models that both see nothing. */
const leastOfThreshold = 0.01

function objection(own: ModelFacts, other: ModelFacts): string | undefined {
  if (own.profile !== other.profile || own.scaler.kind !== other.scaler.kind)
    return `the model in use is of another kind (profile ${other.profile})`
  if (own.architecture.sequenceLength !== other.architecture.sequenceLength)
    return `the model in use looks at ${String(other.architecture.sequenceLength)} rows together`
  if (own.metrics.join() !== other.metrics.join()) return 'the model in use reads other metrics'
  return undefined
}

/**
 * What brings squared errors of another model's column to this one's scale: the square of the ratio of their units. A unit
 * is the column's range in the baseline (min-max), or how far it strays (deviations).
 */
function factorsTo(own: ModelFacts, other: ModelFacts, scored: readonly string[]): number[] {
  const place = new Map(columns.map(({ id }, position) => [id, position]))
  return scored.map((id, position) => {
    if (own.scaler.kind === 'min-max') {
      const ratio = (own.scaler.columns[position]?.scale ?? 0) / (other.scaler.columns[position]?.scale ?? 0)
      return Number.isFinite(ratio) ? ratio ** 2 : 1
    }
    const spreadIn = ({ baseline }: ModelFacts): number => baseline[place.get(id) ?? -1]?.spread ?? 1
    return (spreadIn(other) / spreadIn(own)) ** 2
  })
}

/** Mean score of windows whose columns' errors are multiplied by the factors. */
function meanScore(
  { errors, columns: scored, scores }: ScoredRows,
  kind: string,
  factors: readonly number[],
): number {
  const width = scored.length
  let total = 0
  for (let window = 0; window < scores.length; window += 1) {
    let sum = 0
    for (let column = 0; column < width; column += 1)
      sum += (errors[window * width + column] ?? 0) * (factors[column] ?? 1)
    // As the profiles score: the mean of squared errors, or the root of the sum of squared deviations.
    total += kind === 'min-max' ? sum / width : Math.sqrt(sum)
  }
  return total / scores.length
}

/**
 * Scores the hold-out of a new model's baseline, its last windows, with it and with the model in use. Worse is a mean score
 * more than 5 % (and 1 % of the threshold) above the other's. Errors as scoreWindows.
 */
export async function compareModels(
  own: TrainedModel,
  other: TrainedModel,
  { rows, starts }: { readonly rows: FullRows; readonly starts: Int32Array },
  signal: AbortSignal,
): Promise<Comparison> {
  const reason = objection(own.facts, other.facts)
  if (reason !== undefined) return { kind: 'incomparable', reason }
  const heldOut = starts.subarray(trainingWindowCount(starts.length, own.facts.training.validationSplit))
  if (heldOut.length === 0)
    return { kind: 'incomparable', reason: 'nothing of the baseline was held out (model.validation_split)' }
  const scoredBy = (model: TrainedModel): Promise<ScoredRows> =>
    scoreWindows(model, rows, heldOut, { signal })
  const [mine, theirs] = [await scoredBy(own), await scoredBy(other)]
  const { kind } = own.facts.scaler
  const score = meanScore(mine, kind, [])
  const inUse = meanScore(theirs, kind, factorsTo(own.facts, other.facts, theirs.columns))
  const isWorse = score > inUse * tolerance && score - inUse > own.facts.threshold.value * leastOfThreshold
  const refused = isWorse
    ? `Its own hold-out scores ${figure(score)} by it, ${figure(inUse)} by the model in use: it was kept out of use.`
    : null
  return { kind: 'compared', refused }
}
