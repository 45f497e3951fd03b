// A real Prometheus that has scraped a recording, whatever time that took when it was recorded.
import { setTimeout as wait } from 'node:timers/promises'
import type { FoundDocument } from '../../src-main/core/importer/found-document.ts'
import type { SpokenDialect } from './dialects.ts'
import { Exporter } from './exporter.ts'
import { PrometheusServer } from './prometheus-server.ts'

/** A NameNode that is to be scraped. */
export interface ScrapedNode {
  readonly instance: string
  readonly dialect: SpokenDialect
}

export interface Scraped extends AsyncDisposable {
  readonly server: PrometheusServer
  /** What was added to the recorded times, ms: the recording ends a minute ago, for Prometheus takes no sample of the future. */
  readonly shift: number
}

const perScrape = 300
const interval = '3s'
/** Longest wait for the scrapes, ms. */
const longest = 180_000

/** Scrapes all documents of each node, whose dialects differ. */
export async function scraped(
  folder: string,
  documents: readonly FoundDocument[],
  nodes: readonly ScrapedNode[],
  flags: readonly string[] = [],
): Promise<Scraped> {
  const last = documents.at(-1)?.time ?? 0
  const shift = Math.floor((Date.now() - 60_000 - last) / 1000) * 1000
  await using exporters = new AsyncDisposableStack()
  const started: Exporter[] = []
  for (const { dialect } of nodes)
    started.push(exporters.use(await Exporter.start({ documents, dialect, stamped: { perScrape, shift } })))
  const targets = nodes.map(({ instance }, index) => ({
    ...{ job: 'hdfs-namenode', address: started[index]?.address ?? '', interval },
    labels: { instance },
  }))
  const server = await PrometheusServer.start(folder, { targets, flags })
  try {
    await Promise.all(started.map((exporter) => servedWhole(server, exporter)))
  } catch (error) {
    await server.kill()
    throw error
  }
  return { server, shift, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() }
}

/** Has an exporter go on whenever the server has what it serves: a scrape that took too long is lost, and comes again. */
async function servedWhole(server: PrometheusServer, exporter: Exporter): Promise<void> {
  const newest = `max(timestamp(${exporter.sentinel}))`
  const deadline = performance.now() + longest
  for (let last = exporter.lastTime; last !== undefined; last = exporter.lastTime) {
    if (performance.now() > deadline) throw new Error('the scrapes take too long')
    const times = [...(await server.query(newest, last)).values()]
    if (times.some((time) => Math.round(time * 1000) === last)) exporter.advance()
    else await wait(100)
  }
}
