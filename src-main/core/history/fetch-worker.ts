// Worker: fetches the history of NameNodes out of an engine and stores it, on a database connection of its own.
import { DeclaredError, errorText } from '../../../src-shared/errors.ts'
import type { FetchedNode } from '../../../src-shared/contract/fetches.ts'
import { formatDuration } from '../../../src-shared/time.ts'
import { openDatabase } from '../store/database.ts'
import { serveTask } from '../worker/serve-task.ts'
import { Slots } from './fetch-ahead.ts'
import { fetchNode } from './fetch-node.ts'
import { usualPoints } from './fetch-parts.ts'
import type { FetchTask } from './fetch-task.ts'
import { findNameNodes } from './found.ts'
import { PrometheusClient } from './prometheus-client.ts'

/** Requests under way at once. */
const requestsAtOnce = 4
/** Clocks further apart than this are worth a word, ms. */
const skewMost = 60_000
const hour = 3_600_000

/** The server's own time, epoch ms; undefined where it does not tell. */
async function serverTime(client: PrometheusClient, signal: AbortSignal): Promise<number | undefined> {
  const { series } = await client.instant('vector(time())', undefined, signal)
  const seconds = series[0]?.values[0]
  return seconds === undefined || !Number.isFinite(seconds) ? undefined : Math.round(seconds * 1000)
}

function skewText(ahead: number): string | undefined {
  if (Math.abs(ahead) <= skewMost) return undefined
  const way = ahead > 0 ? 'ahead of' : 'behind'
  return `The engine's clock is ${formatDuration(Math.abs(ahead))} ${way} this machine's; times are the engine's.`
}

/** A NameNode of several that could not be fetched for a reason of its own. */
const failedNode = (instance: string, error: unknown): FetchedNode => ({
  instance,
  sourceId: null,
  node: null,
  documents: 0,
  already: 0,
  gaps: 0,
  requests: 0,
  warnings: [errorText(error)],
})

serveTask<FetchTask>(async (input, { signal, progress }) => {
  const client = new PrometheusClient(input.target)
  const db = openDatabase(input.dataFolder)
  try {
    const startedAt = performance.now()
    const told = await serverTime(client, signal)
    const here = input.at + (performance.now() - startedAt)
    const serverNow = told ?? here
    const skew = skewText(serverNow - here)
    const range = { from: input.range.from, to: Math.min(input.range.to, serverNow) }
    const instances =
      input.instances ??
      (await findNameNodes(client, input.engine, serverNow, signal)).map(({ instance }) => instance)
    const length = Math.max(0, range.to - range.from) / hour
    const total = length * instances.length
    const bounds = { points: usualPoints }
    const slots = new Slots(requestsAtOnce)
    const nodes: FetchedNode[] = []
    for (const [index, instance] of instances.entries()) {
      const before = index * length
      progress({ done: before, total })
      const onReached = (time: number): void => progress({ done: before + (time - range.from) / hour, total })
      const shared = { input: { ...input, range }, client, db, bounds, slots, signal, serverNow, onReached }
      try {
        const node = await fetchNode(instance, shared)
        nodes.push(skew === undefined ? node : { ...node, warnings: [skew, ...node.warnings] })
      } catch (error) {
        const isItsOwn = error instanceof DeclaredError && error.code === 'NOT_FOUND'
        if (!isItsOwn || instances.length === 1) throw error
        nodes.push(failedNode(instance, error))
      }
    }
    return { nodes }
  } finally {
    await client.close()
    db.close()
  }
})
