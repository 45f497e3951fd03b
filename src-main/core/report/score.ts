// Scores windows of rows with a trained model: what a report, a preview and the score strip have in common.
import { DeclaredError } from '../../../src-shared/errors.ts'
import { metricCount } from '../../../src-shared/metrics.ts'
import { profiles } from '../../../src-shared/profiles.ts'
import type { Scored } from '../diagnosis/incidents.ts'
import { profileValues, scaled } from '../etl/features.ts'
import type { Rows } from '../etl/rows.ts'
import { scoringEngine } from '../model/choose-engine.ts'
import type { ScoringListener } from '../model/engine.ts'
import { type TrainedModel, readModelFolder } from '../model/model-file.ts'
import { windowScores } from '../model/threshold.ts'

/** Scored windows before anybody has said from which score on one is flagged. */
export interface ScoredRows extends Omit<Scored, 'threshold'> {
  /** Engine.name of what scored them. */
  readonly engine: string
}

/** Reads a model that this version can score with. Throws as readModelFolder, and NEWER_VERSION for other metrics. */
export async function readUsableModel(folder: string): Promise<TrainedModel> {
  const model = await readModelFolder(folder)
  if (model.facts.metrics.length === metricCount) return model
  throw new DeclaredError(
    'NEWER_VERSION',
    `The model reads ${String(model.facts.metrics.length)} metrics, this nnad ${String(metricCount)}: train again.`,
  )
}

/** Scores the windows that begin at the given rows. Throws NEWER_VERSION (an unknown profile), CANCELLED. */
export async function scoreWindows(
  { facts, weights }: TrainedModel,
  rows: Rows,
  starts: Int32Array,
  on: ScoringListener = {},
): Promise<ScoredRows> {
  const profile = profiles.find((one) => one === facts.profile)
  if (profile === undefined) {
    throw new DeclaredError(
      'NEWER_VERSION',
      `The model was trained with the profile "${facts.profile}", this nnad knows ${profiles.join(', ')}: train again.`,
    )
  }
  const { sequenceLength: length, features } = facts.architecture
  const values = profileValues(profile, rows)
  const engine = await scoringEngine(facts.architecture)
  const windows = { rows: scaled(values, facts.scaler.columns), features, length, starts }
  const errors = await engine.reconstructionErrors(facts.architecture, weights, windows, on)
  const scores = windowScores(errors, features)
  return {
    length,
    starts,
    errors,
    scores,
    times: rows.times,
    values,
    normals: facts.baseline,
    engine: engine.name,
  }
}
