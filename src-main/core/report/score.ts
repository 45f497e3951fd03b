// Scores windows of rows with a trained model: what a report, a preview and the score strip have in common.
import { DeclaredError } from '../../../src-shared/errors.ts'
import { metricCount, metrics } from '../../../src-shared/metrics.ts'
import { profiles } from '../../../src-shared/profiles.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import { detect } from '../detection/detect.ts'
import { deviationsOf } from '../detection/deviations.ts'
import { watchedScoring } from '../detection/watched-scoring.ts'
import type { Scored } from '../diagnosis/incidents.ts'
import { columnValues, profileValues, scaled } from '../etl/features.ts'
import type { FullRows } from '../etl/rows.ts'
import { windowStarts } from '../etl/sequences.ts'
import { scoringEngine } from '../model/choose-engine.ts'
import type { Engine, ScoringListener } from '../model/engine.ts'
import type { ModelFacts } from '../model/model-facts.ts'
import { type TrainedModel, readModelFolder } from '../model/model-file.ts'
import { windowScores } from '../model/threshold.ts'
import type { ReadableDatabase } from '../store/database.ts'
import { ofState, tooFewRows, usualState } from '../store/history.ts'
import { readFullRows, samplesBack } from '../store/samples.ts'
import type { NodeRow } from '../store/sources.ts'

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

type Scoring = Omit<ScoredRows, 'engine' | 'starts' | 'times' | 'length'>

const metricIds = metrics.map(({ id }) => id)

/** Mean squared error of whole windows: the profile original, and models before format 3. */
async function byWholeWindows(
  engine: Engine,
  { facts, weights }: TrainedModel,
  rows: FullRows,
  starts: Int32Array,
  on: ScoringListener,
): Promise<Scoring> {
  const { sequenceLength: length, features } = facts.architecture
  const values = profileValues(facts.profile === 'original' ? 'original' : 'default', rows)
  const windows = { rows: scaled(values, facts.scaler.columns), features, length, starts }
  const errors = await engine.reconstructionErrors(facts.architecture, weights, windows, on)
  return {
    reach: length,
    persistence: 1,
    endsBelow: 1,
    columns: metricIds,
    falling: new Set(),
    errors,
    scores: windowScores(errors, features),
    rowScores: null,
    values,
    normals: facts.baseline,
  }
}

/** Whether a model's score is about a window's last rows, not about all of it. */
const speaksOfLastRows = ({ scaler }: ModelFacts): boolean => scaler.kind === 'deviations'

/** Deviations of the last rows: the default profile. */
async function byDeviations(
  engine: Engine,
  { facts, weights }: TrainedModel,
  rows: FullRows,
  starts: Int32Array,
  on: ScoringListener,
): Promise<Scoring> {
  const { architecture, baseline: usual, errorSpreads } = facts
  const all = columnValues(rows)
  const { scores, parts, rowScores } = await detect(
    engine,
    { architecture, weights, errorSpreads },
    deviationsOf(all, usual),
    starts,
    on,
  )
  return { ...watchedScoring(all, usual), errors: parts, scores, rowScores }
}

/** A suspected window as it is scored. */
export interface Suspect {
  readonly rows: FullRows
  /** First row of each window that is scored, rising, at least one. */
  readonly starts: Int32Array
  /** Rows within the window itself. */
  readonly count: number
}

/**
 * The rows of a suspected window, of the state that most of its own are in. Where a score speaks of a window's last rows,
 * rows before it are read, too, so that its first row has a score. Throws NO_DATA where no window of rows can be scored.
 */
export function readSuspect(
  db: ReadableDatabase,
  node: NodeRow,
  { facts }: TrainedModel,
  window: TimeRange,
): Suspect {
  const length = facts.architecture.sequenceLength
  const before = speaksOfLastRows(facts) ? length - 1 : 0
  const all = readFullRows(db, node.id, samplesBack(db, node.id, window.from, before), window.to)
  const own = all.haStates.filter((_, row) => (all.times[row] ?? Number.NaN) >= window.from)
  const rows = ofState(all, usualState({ haStates: own }))
  const starts = windowStarts(rows, length).filter(
    (start) => (rows.times[start + length - 1] ?? Number.NaN) >= window.from,
  )
  const count = rows.times.filter((time) => time >= window.from).length
  if (starts.length === 0) throw tooFewRows('analysis', count, length, [window], node)
  return { rows, starts, count }
}

/** Scores the windows that begin at the given rows. Throws NEWER_VERSION (an unknown profile), CANCELLED. */
export async function scoreWindows(
  model: TrainedModel,
  rows: FullRows,
  starts: Int32Array,
  on: ScoringListener = {},
): Promise<ScoredRows> {
  const { facts } = model
  if (profiles.every((one) => one !== facts.profile)) {
    throw new DeclaredError(
      'NEWER_VERSION',
      `The model was trained with the profile "${facts.profile}", this nnad knows ${profiles.join(', ')}: train again.`,
    )
  }
  const engine = await scoringEngine(facts.architecture)
  const score = speaksOfLastRows(facts) ? byDeviations : byWholeWindows
  const scoring = await score(engine, model, rows, starts, on)
  const { sequenceLength: length } = facts.architecture
  return { ...scoring, length, starts, times: rows.times, engine: engine.name }
}
