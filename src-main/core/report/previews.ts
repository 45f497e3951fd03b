// Looking before reporting, as a service: the score strip and the preview of a report, by a worker that stays.
import type { ScoreSeries } from '../../../src-shared/contract/models.ts'
import type { Preview } from '../../../src-shared/contract/reports.ts'
import { type TimeRange, orderedRange } from '../../../src-shared/time.ts'
import type { Host } from '../host.ts'
import type { Models } from '../model/models.ts'
import type { Sources } from '../sources.ts'
import { StandingWorker } from '../worker/standing-worker.ts'
import { workerFile } from '../worker/task.ts'
import type { Scorings } from './score-worker.ts'

const scoreWorker = workerFile('score-worker', import.meta.url)

interface Choice {
  readonly source: number | undefined
  readonly node: string | undefined
}

export interface ScoresRequest extends Choice {
  /** By default the source's latest model of the state that most rows are in. */
  readonly model: string | undefined
  /** Epoch ms, both ends included; by default all there is. */
  readonly from: number | undefined
  readonly to: number | undefined
  readonly points: number
}

export interface PreviewRequest extends Choice {
  /** Epoch ms, both ends included. */
  readonly window: TimeRange
  /** By default the model's own. */
  readonly threshold: number | undefined
}

interface Parts {
  readonly host: Host
  readonly sources: Sources
  readonly models: Models
}

export class Previews {
  readonly #parts: Parts
  readonly #scorer: StandingWorker<Scorings>

  constructor(parts: Parts) {
    this.#parts = parts
    this.#scorer = new StandingWorker(scoreWorker, parts.host.dataFolder)
  }

  /** Scores of a source's history, highest of each point. Throws NOT_FOUND, NO_DATA (no source), NO_MODEL. */
  async scores({ source, node, model: id, ...range }: ScoresRequest): Promise<ScoreSeries> {
    const { sources, models } = this.#parts
    const sourceId = sources.choose(source, 'scoring')
    return this.#scorer.ask('scores', { models: models.choices(sourceId, id), sourceId, node, ...range })
  }

  /**
   * What a report would find with the source's latest model of the window's state. Throws NOT_FOUND, NO_DATA, NO_MODEL, BAD_INPUT (ends the
   * wrong way round, more than 20,000 rows).
   */
  async preview({ source, node, window, threshold }: PreviewRequest): Promise<Preview> {
    const { sources, models } = this.#parts
    const sourceId = sources.choose(source, 'analysis')
    orderedRange(window, 'a window')
    return this.#scorer.ask('preview', {
      models: models.choices(sourceId),
      sourceId,
      node,
      window,
      threshold,
    })
  }

  /** Ends the scoring thread. */
  stop(): Promise<void> {
    return this.#scorer.stop()
  }
}
