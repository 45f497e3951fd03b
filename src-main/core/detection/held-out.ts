// What networks that never saw a part of the baseline make of it: how far they are off, and how high they score.
import { heldOutPlan, partCount } from '../../../src-shared/check-plan.ts'
import { metrics } from '../../../src-shared/metrics.ts'
import { madDeviation } from '../../../src-shared/statistics.ts'
import { type CutBaseline, partsOf, windowsApart } from '../model/cross-validation.ts'
import type { RecipeParts } from '../model/recipe.ts'
import { rowsInWindows } from '../model/windows-view.ts'
import type { Weights } from '../model/weights.ts'
import { detect, lastRowErrors } from './detect.ts'
import { deviationsOf } from './deviations.ts'
import { networkWindows } from './network-input.ts'
import { usualOf } from './usual.ts'

export interface HeldOut {
  /** Per metric: how far a network is off on rows that it never saw, in deviations, 1 at least. */
  readonly errorSpreads: readonly number[]
  /** [windows], in their order. */
  readonly scores: Float64Array
}

/** Watches and stops it: epochs trained so far of those of all parts. */
export interface HeldOutListener {
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

/** Windows and what was learned from the others. */
interface Fold extends Whole {
  readonly starts: Int32Array
}

/** What the held-out part needs of a finished training: it stands in where the baseline is too short to be cut. */
interface Whole {
  /** All rows' deviations from what is usual in what was learned. */
  readonly deviations: Float64Array
  readonly weights: Weights
}

function errorSpreadsOf(errors: readonly Float64Array[]): readonly number[] {
  return metrics.map((_, metric) => {
    const sizes = errors
      .flatMap((part) => [...part.filter((_error, cell) => cell % metrics.length === metric)])
      .filter((error) => !Number.isNaN(error))
    return sizes.length === 0 ? 1 : Math.max(1, madDeviation(sizes, 0))
  })
}

/** Epochs that `heldOut` trains in all beside those of the training itself, for so many windows. */
export function heldOutEpochs(windows: number, length: number, epochs: number): number {
  return partCount(windows, length) === 0 ? 0 : heldOutPlan.parts * epochs
}

/**
 * Scores each third of a baseline by what the other two teach. `values`: [rows, columns], NaN where there is no value.
 * A baseline too short to be cut is scored by `whole`, which knows it. Errors as Engine.train.
 */
export async function heldOut(
  { engine, scoring, architecture, training }: Omit<RecipeParts, 'settings'>,
  { values, starts }: CutBaseline,
  whole: Whole,
  { signal, onProgress }: HeldOutListener = {},
): Promise<HeldOut> {
  const length = architecture.sequenceLength
  const folds: Fold[] = []
  const total = heldOutEpochs(starts.length, length, training.epochs)
  if (total === 0) folds.push({ starts, ...whole })
  else {
    for (const [index, part] of partsOf(starts.length, heldOutPlan.parts).entries()) {
      const learned = windowsApart(starts, part, length, heldOutPlan.mostLearned)
      const deviations = deviationsOf(values, usualOf(values, rowsInWindows(learned, length)))
      const { weights } = await engine.train(
        architecture,
        networkWindows(architecture, deviations, learned),
        { ...training, validationSplit: 0 },
        {
          signal,
          onEpoch: ({ epoch }) => onProgress?.(index * training.epochs + epoch, total),
        },
      )
      folds.push({ starts: starts.subarray(part.first, part.end), deviations, weights })
    }
  }
  const errors: Float64Array[] = []
  for (const fold of folds) {
    errors.push(
      await lastRowErrors(scoring, { architecture, ...fold }, fold.deviations, fold.starts, { signal }),
    )
  }
  const errorSpreads = errorSpreadsOf(errors)
  const scores = new Float64Array(starts.length)
  let done = 0
  for (const fold of folds) {
    const found = await detect(
      scoring,
      { architecture, ...fold, errorSpreads },
      fold.deviations,
      fold.starts,
      {
        signal,
      },
    )
    scores.set(found.scores, done)
    done += fold.starts.length
  }
  return { errorSpreads, scores }
}
