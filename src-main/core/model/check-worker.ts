// Worker: checks a baseline by cross-validation. Nothing is kept of it.
import type { BaselineCheck } from '../../../src-shared/contract/models.ts'
import type { Settings } from '../../../src-shared/contract/settings.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { metrics } from '../../../src-shared/metrics.ts'
import type { Profile } from '../../../src-shared/profiles.ts'
import { profileValues } from '../etl/features.ts'
import { serveTask } from '../worker/serve-task.ts'
import type { Task } from '../worker/task.ts'
import type { Architecture } from './architecture.ts'
import { type BaselinePlace, readBaseline } from './baseline.ts'
import { chooseEngine } from './choose-engine.ts'
import { crossValidate, leastWindows, partCount } from './cross-validation.ts'
import { trainingDefaults } from './training-options.ts'
import { unlikeStretches } from './unlike-stretches.ts'

export interface CheckInput extends BaselinePlace {
  readonly profile: Profile
  readonly settings: Settings
}

/** Each part's. Twice as many find no more faults in recordings of which they are known. */
const epochs = 25

/** Parts, the one under way by its share of epochs. */
export interface CheckProgress {
  readonly done: number
  readonly total: number
}

export type CheckTask = Task<CheckInput, CheckProgress, BaselineCheck>

serveTask<CheckTask>(async (input, { signal, progress }) => {
  const { settings } = input
  const length = settings['model.sequence_length']
  const { node, rows, starts } = readBaseline(input, length, 'a check')
  const parts = partCount(starts.length, length)
  if (parts === 0) {
    throw new DeclaredError(
      'NO_DATA',
      `A check needs ${String(leastWindows(length))} windows to cut into parts, the baseline has ${String(starts.length)}: choose a longer one.`,
      { windows: starts.length, windowsNeeded: leastWindows(length) },
    )
  }
  // The original's network whatever the settings say: what is looked at are the data, and it takes the same few seconds.
  const architecture: Architecture = {
    kind: 'lstm-autoencoder',
    sequenceLength: length,
    features: metrics.length,
    latentDim: 10,
    hiddenDim: 0,
    recurrentActivation: 'sigmoid',
  }
  const { engine } = await chooseEngine('fused', architecture)
  const training = { ...trainingDefaults, epochs, validationSplit: 0, seed: settings['model.seed'] }
  const values = profileValues(input.profile, rows)
  const heldOut = await crossValidate(engine, architecture, training, { values, starts }, parts, {
    signal,
    onProgress: (done, total) => progress({ done: (done / total) * parts, total: parts }),
  })
  const ids = metrics.map(({ id }) => id)
  const found = unlikeStretches({ ...heldOut, starts, length, times: rows.times, metrics: ids })
  return { node, windows: starts.length, parts, ...found }
})
