// Worker: reads long ranges and reduces them, so that the main thread never does.
import { z } from 'zod'
import type { BaselineVerdict } from '../../../src-shared/contract/models.ts'
import type { History, Suggestion } from '../../../src-shared/contract/samples.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import { type Context, contextOf } from '../etl/context.ts'
import { windowStarts } from '../etl/sequences.ts'
import { storedJmx } from '../importer/stored-jmx.ts'
import { readBins } from '../store/bins.ts'
import { type ReadableDatabase, openReadable } from '../store/database.ts'
import { documentsBetween } from '../store/documents.ts'
import { chooseNode } from '../store/history.ts'
import { readSeries, seriesColumns } from '../store/series.ts'
import { inUsualState, readTimeline } from '../store/timeline.ts'
import { binsOutside } from '../suggestions/bins.ts'
import { suggestionsOf } from '../suggestions/suggestions.ts'
import { verdictOf } from '../suggestions/verdict.ts'
import { serveRequests } from '../worker/serve-requests.ts'
import { historyOf } from './history.ts'

export interface NodeRange {
  readonly sourceId: number
  readonly node: string | undefined
  /** Epoch ms; by default the node's first and last document. */
  readonly from: number | undefined
  readonly to: number | undefined
}

export interface SeriesColumns {
  readonly node: string
  readonly pointMs: number
  readonly times: number[]
  readonly metrics: ReturnType<typeof seriesColumns>
}

export interface NodeContexts {
  readonly node: string
  readonly contexts: ({ readonly time: number } & Context)[]
}

interface NodeChoice {
  readonly sourceId: number
  readonly node: string | undefined
}

export interface SequenceLength {
  /** Rows per window. */
  readonly sequenceLength: number
}

/** What the reading worker is asked. */
// eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- an interface has no index signature
export type Reads = {
  series(
    request: NodeRange & { readonly points: number; readonly metrics?: readonly string[] | undefined },
  ): SeriesColumns
  contexts(request: NodeRange & { readonly limit: number }): NodeContexts
  history(request: NodeChoice): History
  suggestions(request: NodeChoice & SequenceLength): Suggestion[]
  verdict(request: NodeChoice & SequenceLength & { readonly range: TimeRange }): BaselineVerdict
}

function resolved(
  db: ReadableDatabase,
  { sourceId, node, from, to }: NodeRange,
): { id: number; name: string; from: number; to: number } {
  const chosen = chooseNode(db, sourceId, node, [{ from: from ?? 0, to: to ?? Number.MAX_SAFE_INTEGER }])
  return { id: chosen.id, name: chosen.name, from: from ?? chosen.first ?? 0, to: to ?? chosen.last ?? 0 }
}

const always = { from: 0, to: Number.MAX_SAFE_INTEGER }
/** The widest bucket: the first and the last may reach so far beyond the history. */
const beyond = 3_600_000

function historyIn(db: ReadableDatabase, { sourceId, node }: NodeChoice): { id: number; history: History } {
  const { id, name } = chooseNode(db, sourceId, node, [always])
  return { id, history: historyOf(name, readTimeline(db, id, always.from, always.to)) }
}

serveRequests((dataFolder): Reads => {
  const db = openReadable(z.string().parse(dataFolder))
  return {
    series: ({ points, metrics, ...range }) => {
      const { id, name, from, to } = resolved(db, range)
      const series = readSeries(db, id, from, to, points)
      return {
        node: name,
        pointMs: series.pointMs,
        times: series.points.map((point) => point.time),
        metrics: seriesColumns(series, metrics),
      }
    },
    contexts: ({ limit, ...range }) => {
      const { id, name, from, to } = resolved(db, range)
      const contexts = documentsBetween(db, id, from, to)
        .take(limit)
        .map((document) => ({ time: document.time, ...contextOf(storedJmx(document)) }))
      return { node: name, contexts: [...contexts] }
    },
    history: (request) => historyIn(db, request).history,
    suggestions: ({ sequenceLength, ...request }) => {
      const { id, history } = historyIn(db, request)
      const { from, to } = history
      if (from === null || to === null) return []
      return suggestionsOf(history, readBins(db, id, from - beyond, to + beyond), sequenceLength)
    },
    verdict: ({ sourceId, node, range, sequenceLength }) => {
      const { id, name } = chooseNode(db, sourceId, node, [range])
      const timeline = readTimeline(db, id, range.from, range.to)
      const usual = inUsualState(timeline)
      const history = historyOf(name, timeline)
      const otherRoles = history.roles.filter(({ haState }) => haState !== usual.haStates[0])
      return verdictOf({
        node: name,
        rows: usual.times.length,
        windows: windowStarts(usual, sequenceLength).length,
        sequenceLength,
        history,
        bins: binsOutside(readBins(db, id, range.from, range.to), otherRoles),
      })
    },
  }
})
