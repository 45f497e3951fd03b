// Worker: scores a window with a trained model and builds the report. Saving it is the caller's.
import { type Analysis, analysisVersion } from '../../../src-shared/contract/analysis.ts'
import { type Report, reportVersion } from '../../../src-shared/contract/reports.ts'
import { type TimeRange, localZone } from '../../../src-shared/time.ts'
import { rangeText } from '../../../src-shared/zones.ts'
import { type Scored, incidentsOf, isFlagged, metricShares } from '../diagnosis/incidents.ts'
import type { FullRows } from '../etl/rows.ts'
import type { ModelChoice } from '../model/model-choice.ts'
import { knownModel } from '../model/model-summary.ts'
import type { TrainedModel } from '../model/model-file.ts'
import { type ReadableDatabase, openReadable } from '../store/database.ts'
import { chooseNode } from '../store/history.ts'
import { migrations } from '../store/migrations.ts'
import { readSeries, seriesColumns } from '../store/series.ts'
import { type NodeRow, type SourceRow, getSource } from '../store/sources.ts'
import { serveTask } from '../worker/serve-task.ts'
import type { Task } from '../worker/task.ts'
import { chooseModel } from './choose-model.ts'
import { explainIncidents } from './explain.ts'
import { readSuspect, readUsableModel, scoreWindows } from './score.ts'
import { namedSignals, signalSeries } from './signal-series.ts'
import { surroundingsOf } from './surroundings.ts'

export interface AnalyzeInput {
  readonly dataFolder: string
  /** In the order of preference, see chooseModel; at least one. */
  readonly models: readonly ModelChoice[]
  readonly sourceId: number
  /** The node to look at; by default the one that the model was trained on, where it has rows. */
  readonly node: string | undefined
  readonly window: TimeRange
  readonly thresholdOverride: number | undefined
  readonly createdAt: number
  readonly appVersion: string
}

export interface AnalyzeProgress {
  readonly done: number
  readonly total: number
}

export type AnalyzeTask = Task<
  AnalyzeInput,
  AnalyzeProgress,
  { readonly report: Report; readonly nodeId: number }
>

/** Flagged windows whose root cause a report holds one by one. */
const detailed = 1000
/** Samples up to which a report keeps every value; beyond, minimum and maximum of `points` stretches. */
const fullSamples = 5000
const points = 2000

function modelSummary({ id }: ModelChoice, { facts }: TrainedModel, threshold: number): Analysis['model'] {
  const { profile, engine, rows, windows, epochs, loss, validationLoss, ranges } = knownModel(facts)
  return {
    ...{ id, profile, engine, rows, windows, epochs, loss, validationLoss, ranges },
    threshold,
    modelThreshold: facts.threshold.value,
    thresholdPercentile: facts.threshold.percentile,
    falseAlarms: facts.threshold.falseAlarms,
    spacing: facts.spacing,
    seed: facts.training.seed,
    trainedAt: facts.createdAt,
  }
}

function analysisOf(
  input: AnalyzeInput,
  choice: ModelChoice,
  model: TrainedModel,
  scored: Scored,
  source: SourceRow,
  node: NodeRow,
  found: Pick<Analysis, 'incidents' | 'rows' | 'states' | 'sources'>,
): Analysis {
  const windows = Array.from(scored.starts, (first, window) => ({
    start: scored.times[first] ?? Number.NaN,
    end: scored.times[first + scored.length - 1] ?? Number.NaN,
    score: scored.scores[window] ?? Number.NaN,
    flagged: isFlagged(scored, window),
  }))
  return {
    version: analysisVersion,
    source: { id: source.id, name: source.name, key: source.key, node: node.name, version: node.version },
    model: modelSummary(choice, model, scored.threshold),
    window: { from: input.window.from, to: input.window.to },
    windows,
    ...found,
  }
}

/** Of the many columns of the default profile few have a part in a window's score. */
function partsOf(scored: Scored, window: number): Report['anomalies'][number]['metrics'] {
  const shares = metricShares(scored, [window])
  return scored.rowScores === null ? shares : shares.filter(({ contribution }) => contribution > 0)
}

function anomaliesOf(scored: Scored, windows: Analysis['windows']): Report['anomalies'] {
  return windows
    .map(({ start, end, score, flagged }, window) => ({ start, end, score, flagged, window }))
    .filter(({ flagged }) => flagged)
    .toSorted((left, right) => right.score - left.score)
    .slice(0, detailed)
    .map(({ start, end, score, window }) => ({ start, end, score, metrics: partsOf(scored, window) }))
}

function seriesOf(
  db: ReadableDatabase,
  nodeId: number,
  { window, rows: samples, incidents }: Analysis,
  rows: FullRows,
): Report['series'] {
  const most = samples <= fullSamples ? fullSamples * 2 : points
  const read = readSeries(db, nodeId, window.from, window.to, most)
  const times = read.points.map((point) => point.time)
  const series = { pointMs: read.pointMs, times, metrics: seriesColumns(read) }
  return {
    ...series,
    metrics: { ...series.metrics, ...signalSeries(rows, series, namedSignals(incidents)) },
  }
}

serveTask<AnalyzeTask>(async (input, on) => {
  const db = openReadable(input.dataFolder)
  try {
    const source = getSource(db, input.sourceId)
    const node = chooseNode(db, input.sourceId, input.node ?? undefined, [input.window])
    const choice = chooseModel(db, input.models, node.id, input.window)
    const model = await readUsableModel(choice.folder)
    const length = model.facts.architecture.sequenceLength
    const { rows, starts, count } = readSuspect(db, node, model, input.window)
    const windows = await scoreWindows(model, rows, starts, {
      signal: on.signal,
      onProgress: (done, total) => on.progress({ done, total }),
    })
    const scored = { ...windows, threshold: input.thresholdOverride ?? model.facts.threshold.value }
    const incidents = explainIncidents(
      { db, sourceId: source.id, nodeId: node.id, rows },
      model.facts,
      incidentsOf(scored),
    )
    const analysis = analysisOf(input, choice, model, scored, source, node, {
      incidents,
      rows: count,
      ...surroundingsOf(db, source.id, node.id, input.window),
    })
    const zone = localZone()
    const report: Report = {
      reportVersion,
      title: `${source.name}, ${rangeText(input.window.from, input.window.to, zone)} ${zone}`,
      createdAt: input.createdAt,
      zone,
      analysis,
      anomalies: anomaliesOf(scored, analysis.windows),
      series: seriesOf(db, node.id, analysis, rows),
      settings: {
        'model.sequence_length': length,
        'model.latent_dim': model.facts.architecture.latentDim,
        'model.hidden_dim': model.facts.architecture.hiddenDim,
        'model.recurrent_activation': model.facts.architecture.recurrentActivation,
        'model.batch_size': model.facts.training.batchSize,
        'model.validation_split': model.facts.training.validationSplit,
        ...(model.facts.threshold.percentile === null
          ? { 'model.false_alarms': model.facts.threshold.falseAlarms ?? 0 }
          : { 'model.anomaly_threshold_percentile': model.facts.threshold.percentile }),
        threshold_override: input.thresholdOverride ?? false,
      },
      versions: {
        nnad: input.appVersion,
        node: process.versions.node,
        engine: windows.engine,
        schema: migrations.length,
      },
    }
    return { report, nodeId: node.id }
  } finally {
    db.close()
  }
})
