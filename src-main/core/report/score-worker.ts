// Worker: scores what people are looking at, before anybody makes a report. It stays, with its latest results.
import { z } from 'zod'
import type { ScoreSeries } from '../../../src-shared/contract/models.ts'
import type { Preview } from '../../../src-shared/contract/reports.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import type { ModelChoice } from '../model/model-choice.ts'
import type { TrainedModel } from '../model/model-file.ts'
import { openReadable } from '../store/database.ts'
import { chooseNode } from '../store/history.ts'
import type { NodeRow } from '../store/sources.ts'
import { extentBetween } from '../store/timeline.ts'
import { serveRequests } from '../worker/serve-requests.ts'
import { chooseModel } from './choose-model.ts'
import { previewOf } from './preview.ts'
import { Recent } from './recent.ts'
import { type ScoreStrip, scoreStrip, thinned } from './score-strip.ts'
import { type ScoredRows, readSuspect, readUsableModel, scoreWindows } from './score.ts'

export interface ScoreRequest {
  /** In the order of preference, see chooseModel; at least one. */
  readonly models: readonly ModelChoice[]
  readonly sourceId: number
  readonly node: string | undefined
}

/** What the scoring worker is asked. */
// eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- an interface has no index signature
export type Scorings = {
  scores(
    request: ScoreRequest & {
      readonly from: number | undefined
      readonly to: number | undefined
      readonly points: number
    },
  ): Promise<ScoreSeries>
  preview(
    request: ScoreRequest & { readonly window: TimeRange; readonly threshold: number | undefined },
  ): Promise<Preview>
}

/** Rows that a preview scores at most: seconds of work. */
const mostRows = 20_000

/** Results kept: a preview's holds up to 20,000 rows (25 MB). */
const kept = { models: 4, previews: 4, strips: 16 }

function tooManyRows(rows: number): DeclaredError {
  return new DeclaredError(
    'BAD_INPUT',
    `A preview takes windows of at most ${String(mostRows)} rows, this one has ${String(rows)}: ` +
      'choose a shorter one, or analyse it instead (POST /api/reports).',
  )
}

interface ScoredSuspect {
  readonly scored: ScoredRows
  /** Rows of the window itself. */
  readonly count: number
}

serveRequests((dataFolder): Scorings => {
  const db = openReadable(z.string().parse(dataFolder))
  const models = new Recent<Promise<TrainedModel>>(kept.models)
  const previews = new Recent<Promise<ScoredSuspect>>(kept.previews)
  const strips = new Recent<Promise<ScoreStrip>>(kept.strips)

  const modelOf = ({ id, folder }: ModelChoice): Promise<TrainedModel> =>
    models.get(id, () => readUsableModel(folder))

  async function scoredIn(model: TrainedModel, node: NodeRow, window: TimeRange): Promise<ScoredSuspect> {
    const { rows, starts, count } = readSuspect(db, node, model, window)
    return { scored: await scoreWindows(model, rows, starts), count }
  }

  return {
    async scores(request) {
      const range = { from: request.from ?? 0, to: request.to ?? Number.MAX_SAFE_INTEGER }
      const node = chooseNode(db, request.sourceId, request.node, [range])
      const choice = chooseModel(db, request.models, node.id, range)
      const model = await modelOf(choice)
      const { rows, last } = extentBetween(db, node.id, range.from, range.to)
      const key = JSON.stringify([choice.id, node.id, range, rows, last])
      const strip = await strips.get(key, () => scoreStrip(db, node.id, range, model))
      const threshold = model.facts.threshold.value
      return {
        model: choice.id,
        node: node.name,
        threshold,
        every: strip.every,
        ...thinned(strip, request.points),
      }
    },
    async preview({ window, threshold, ...request }) {
      const node = chooseNode(db, request.sourceId, request.node, [window])
      const choice = chooseModel(db, request.models, node.id, window)
      const model = await modelOf(choice)
      const { rows, last } = extentBetween(db, node.id, window.from, window.to)
      if (rows > mostRows) throw tooManyRows(rows)
      const key = JSON.stringify([choice.id, node.id, window, rows, last])
      const { scored, count } = await previews.get(key, () => scoredIn(model, node, window))
      const modelThreshold = model.facts.threshold.value
      return {
        model: choice.id,
        node: node.name,
        modelThreshold,
        ...previewOf(scored, count, threshold ?? modelThreshold),
      }
    },
  }
})
