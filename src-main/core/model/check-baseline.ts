// A check of a baseline: cross-validation, then the stretches that do not look like the rest.
import { checkPlan, leastWindows, partCount } from '../../../src-shared/check-plan.ts'
import type { BaselineCheck } from '../../../src-shared/contract/models.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { metrics } from '../../../src-shared/metrics.ts'
import { type Architecture, originalArchitecture } from './architecture.ts'
import { type CutBaseline, crossValidate } from './cross-validation.ts'
import type { Engine } from './engine.ts'
import { trainingDefaults } from './training-options.ts'
import { unlikeStretches } from './unlike-stretches.ts'

/** A baseline to check. */
export interface TimedBaseline extends CutBaseline {
  /** Epoch ms, [rows]. */
  readonly times: Float64Array
}

/** Parts, the one under way by its share of epochs. */
export interface CheckProgress {
  readonly done: number
  readonly total: number
}

/** Stops and watches a check. */
interface CheckListener {
  readonly signal?: AbortSignal | undefined
  readonly progress?: ((progress: CheckProgress) => void) | undefined
}

/** The network of checks over windows of so many rows. */
export function checkingArchitecture(length: number): Architecture {
  return { ...originalArchitecture, sequenceLength: length, latentDim: checkPlan.latentDim }
}

/**
 * Checks a baseline with an engine that takes the architecture of `checkingArchitecture`. Throws NO_DATA where its
 * windows are too few to cut into parts, otherwise as Engine.train.
 */
export async function checkBaseline(
  engine: Engine,
  architecture: Architecture,
  baseline: TimedBaseline,
  seed: number,
  { signal, progress }: CheckListener = {},
): Promise<Omit<BaselineCheck, 'node'>> {
  const { starts, times } = baseline
  const length = architecture.sequenceLength
  const parts = partCount(starts.length, length)
  if (parts === 0) {
    throw new DeclaredError(
      'NO_DATA',
      `A check needs ${String(leastWindows(length))} windows to cut into parts, the baseline has ${String(starts.length)}: choose a longer one.`,
      { windows: starts.length, windowsNeeded: leastWindows(length) },
    )
  }
  const training = { ...trainingDefaults, epochs: checkPlan.epochs, validationSplit: 0, seed }
  const heldOut = await crossValidate(engine, architecture, training, baseline, parts, {
    signal,
    onProgress: (done, total) => progress?.({ done: (done / total) * parts, total: parts }),
  })
  const found = unlikeStretches({ ...heldOut, starts, length, times, metrics: metrics.map(({ id }) => id) })
  return { windows: starts.length, parts, ...found }
}
