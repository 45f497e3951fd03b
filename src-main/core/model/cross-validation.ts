// Cross-validation: how well each stretch of a baseline is foretold by models that never saw it.
import { checkPlan } from '../../../src-shared/check-plan.ts'
import { fitScaler, scaled } from '../etl/features.ts'
import type { Architecture } from './architecture.ts'
import type { Engine } from './engine.ts'
import { windowScores } from './threshold.ts'
import type { TrainingOptions } from './training-options.ts'
import { rowsInWindows } from './windows-view.ts'

/** A baseline as rows and windows. */
export interface CutBaseline {
  /** The metrics' values under a profile, [rows, features]; NaN where missing. */
  readonly values: Float64Array
  /** First row of each window, rising, [windows]. */
  readonly starts: Int32Array
}

/** What models that never saw a window say of it. */
export interface HeldOut {
  /** Mean squared error of each window and metric, [windows, features]. */
  readonly errors: Float32Array
  /** Mean of a window's errors, [windows]. */
  readonly scores: Float64Array
}

/** Stops and watches a cross-validation. */
export interface CrossListener {
  readonly signal?: AbortSignal | undefined
  /** Epochs trained so far, of those of all parts. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

/** Consecutive windows, `end` excluded. */
export interface Part {
  readonly first: number
  readonly end: number
}

/** Scaled values lie within 0 and 1 where the model learned; farther out than this they say no more than "outside". */
const clip = 1

/** So many parts, as equal as they can be. */
export function partsOf(windows: number, count: number): readonly Part[] {
  const edge = (part: number): number => Math.round((windows * part) / count)
  return Array.from({ length: count }, (_, part) => ({ first: edge(part), end: edge(part + 1) }))
}

/** Windows that share no row with a part, at most `most` of them, evenly chosen. */
export function windowsApart(
  starts: Int32Array,
  { first, end }: Part,
  length: number,
  most: number,
): Int32Array {
  const [from, to] = [starts[first] ?? 0, (starts[end - 1] ?? 0) + length]
  const apart = starts.filter((start) => start + length <= from || start >= to)
  const step = Math.max(1, apart.length / most)
  return Int32Array.from(
    { length: Math.floor(apart.length / step) },
    (_, index) => apart[Math.floor(index * step)] ?? 0,
  )
}

const clipped = (rows: Float32Array): Float32Array =>
  rows.map((value) => Math.min(1 + clip, Math.max(-clip, value)))

/**
 * Cuts the windows into `parts` consecutive parts and scores each by a model that was trained on the others
 * alone: windows that share a row with the part are left out, and the scaling is learned anew. Errors as Engine.train.
 */
export async function crossValidate(
  engine: Engine,
  architecture: Architecture,
  training: TrainingOptions,
  { values, starts }: CutBaseline,
  parts: number,
  on: CrossListener = {},
): Promise<HeldOut> {
  const { sequenceLength: length, features } = architecture
  const errors = new Float32Array(starts.length * features)
  const total = parts * training.epochs
  for (const [index, part] of partsOf(starts.length, parts).entries()) {
    const learnedStarts = windowsApart(starts, part, length, checkPlan.mostLearned)
    const rows = clipped(scaled(values, fitScaler(values, rowsInWindows(learnedStarts, length))))
    const windows = { rows, features, length }
    const { weights } = await engine.train(architecture, { ...windows, starts: learnedStarts }, training, {
      signal: on.signal,
      onEpoch: ({ epoch }) => on.onProgress?.(index * training.epochs + epoch, total),
    })
    const left = { ...windows, starts: starts.subarray(part.first, part.end) }
    const partErrors = await engine.reconstructionErrors(architecture, weights, left, { signal: on.signal })
    errors.set(partErrors, part.first * features)
  }
  return { errors, scores: windowScores(errors, features) }
}
