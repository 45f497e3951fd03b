// Worker: looks at what has come of watched nodes. It stays, with the models and the baselines that it used last.
import { z } from 'zod'
import { type TrainedModel } from '../model/model-file.ts'
import { type KnownBaseline, knownBaseline } from '../report/explain.ts'
import { Recent } from '../report/recent.ts'
import { readUsableModel } from '../report/score.ts'
import { openReadable } from '../store/database.ts'
import { lastSampleTime } from '../store/samples.ts'
import { statesSince } from '../store/scored.ts'
import { serveRequests } from '../worker/serve-requests.ts'
import { type Look, lookAt } from './look.ts'
import type { Stretch } from './stretch.ts'

/** What came of a node. */
export interface News {
  /** States of the rows that came. */
  readonly states: readonly string[]
  /** Time of its last row, epoch ms; null without any. */
  readonly last: number | null
}

/** What the live scoring worker is asked. */
// eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- an interface has no index signature
export type LiveScorings = {
  /** Rows after a time, up to another, epoch ms. */
  news(request: { readonly nodeId: number; readonly after: number; readonly to: number }): News
  look(request: {
    readonly modelId: string
    readonly modelFolder: string
    readonly stretch: Stretch
  }): Promise<Look>
}

/** A model takes some 100 kB; a baseline with fitted detectors some MB. */
const kept = { models: 200, baselines: 4 }

serveRequests((dataFolder): LiveScorings => {
  const db = openReadable(z.string().parse(dataFolder))
  const models = new Recent<Promise<TrainedModel>>(kept.models)
  const baselines = new Recent<KnownBaseline>(kept.baselines)

  function baselineOf(
    modelId: string,
    { facts }: TrainedModel,
    { sourceId, nodeId }: Stretch,
  ): KnownBaseline {
    const key = `${modelId} ${String(nodeId)}`
    return baselines.get(key, () => knownBaseline({ db, sourceId, nodeId }, facts))
  }

  return {
    news: ({ nodeId, after, to }) => ({
      states: statesSince(db, nodeId, after, to),
      last: lastSampleTime(db, nodeId, to) ?? null,
    }),
    async look({ modelId, modelFolder, stretch }) {
      const model = await models.get(modelId, () => readUsableModel(modelFolder))
      return lookAt(db, model, stretch, () => baselineOf(modelId, model, stretch))
    },
  }
})
