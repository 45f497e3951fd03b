// Fetches one NameNode's range: what is missing of it, part by part, and what came of it.
import { createHash } from 'node:crypto'
import type { FetchedNode } from '../../../src-shared/contract/fetches.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import { formatDuration } from '../../../src-shared/time.ts'
import type { WritableDatabase } from '../store/database.ts'
import type { Slots } from './fetch-ahead.ts'
import { type Bounds, NodeParts } from './fetch-parts.ts'
import { type Covered, FetchStore } from './fetch-store.ts'
import type { FetchInput } from './fetch-task.ts'
import { mappingAt } from './found.ts'
import type { NodeMapping } from './mapping.ts'
import type { PrometheusClient } from './prometheus-client.ts'

/** What all NameNodes of a fetch have in common. */
export interface NodeFetch {
  readonly input: FetchInput
  readonly client: PrometheusClient
  readonly db: WritableDatabase
  readonly bounds: Bounds
  readonly slots: Slots
  readonly signal: AbortSignal
  /** The server's time, epoch ms. */
  readonly serverNow: number
  /** How far it has come, epoch ms. */
  onReached(time: number): void
}

/** Twice and a half the time between scrapes without one is more than a missed scrape. */
const gapFactor = 2.5
/** Samples may arrive at a server so much later than they were taken (remote write, a busy ingester), ms. */
const settling = 300_000
/** Warnings that are kept of one NameNode. */
const warningsKept = 20

/** Tells one set of own rows from another; what is found beside them changes only with the engine's data. */
const mappingKey = ({ engine }: FetchInput): string =>
  createHash('sha256').update(JSON.stringify(engine.mapping)).digest('hex').slice(0, 16)

/** Fetches one NameNode. Throws NOT_FOUND for one that the engine does not know, EngineError, BUSY, CANCELLED. */
export async function fetchNode(instance: string, fetch: NodeFetch): Promise<FetchedNode> {
  const { input, client, db, bounds, slots, signal, serverNow } = fetch
  const { engine, range, step } = input
  const sentBefore = client.requests
  const warnings = new Set<string>()
  const mappingBy = (time: number): Promise<NodeMapping> =>
    mappingAt(client, engine, instance, { time, now: serverNow, signal })
  let mapping = await mappingBy(range.to)
  const store = new FetchStore({
    db,
    folder: input.dataFolder,
    whose: { engine: engine.name, source: mapping.cluster ?? instance, node: instance },
    as: { step: step ?? 0, mapping: mappingKey(input) },
    settledTo: serverNow - settling,
    signal,
  })
  const already = store.documents(range)
  let unseen = 0
  const read = async (ranges: readonly TimeRange[]): Promise<void> => {
    const onWarning = (text: string) => warnings.size < warningsKept && warnings.add(text)
    const parts = new NodeParts({ client, mapping, step, bounds, slots, signal, onWarning })
    for await (const part of parts.read(ranges)) {
      await store.take(part)
      unseen += part.unseen
      fetch.onReached(part.range.to)
    }
  }
  try {
    for (let missing = store.missing(range); missing.length > 0;) {
      await read(missing)
      // A site may have called its metrics otherwise before: what lies ahead of the first document is looked at as of then.
      const head = { from: range.from, to: (store.covered(range).from ?? range.to + 1) - 1 }
      const isLate = head.to - head.from > gapFactor * Math.max(step ?? 0, mapping.scrapeInterval)
      const earlier = isLate ? await mappingBy(head.to) : mapping
      missing = earlier.sentinel === mapping.sentinel ? [] : [head]
      mapping = earlier
    }
  } finally {
    await store.finish()
  }
  if (unseen > 0) warnings.add(`${String(unseen)} scrapes lay too close to others to be told apart.`)
  const covered = store.covered(range)
  const note = coverText(instance, range, covered)
  const ids = store.ids
  return {
    instance,
    sourceId: ids?.source ?? null,
    node: ids === undefined ? null : instance,
    documents: store.added,
    already,
    gaps: covered.gaps,
    requests: client.requests - sentBefore,
    warnings: note === undefined ? [...warnings] : [note, ...warnings],
  }
}

/** What of a range is not there, for people; undefined where nothing to speak of is missing. */
function coverText(instance: string, range: TimeRange, { from, to, spacing }: Covered): string | undefined {
  if (from === null || to === null) return `The engine has no scrapes of ${instance} in this range.`
  const late = from - range.from > gapFactor * spacing
  const early = range.to - to > gapFactor * spacing
  if (!late && !early) return undefined
  const between = `${new Date(from).toISOString()} to ${new Date(to).toISOString()}`
  return `The engine has scrapes of ${instance} from ${between} only, ${formatDuration(to - from)} of ${formatDuration(range.to - range.from)}.`
}
