// A NameNode's history out of a server: every scrape once, whatever the server's limits, grid and scrape times are.
import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { documentsOf } from './documents.ts'
import { EngineError, PointLimit } from './engine-problem.ts'
import { Slots } from './fetch-ahead.ts'
import { NodeParts } from './fetch-parts.ts'
import { type SeriesServer, type ServedSeries, seriesServer } from './fixtures/series-server.ts'
import type { NodeMapping } from './mapping.ts'
import { PrometheusClient } from './prometheus-client.ts'

const start = 1_771_966_801_234
const minute = 60_000
const bean = 'Hadoop:service=NameNode,name=FSNamesystem'
const node = { instance: 'nn1:9404', job: 'hdfs' }
const mapping: NodeMapping = {
  instance: 'nn1:9404',
  cluster: null,
  scrapeInterval: minute,
  sentinel: 'threads{instance="nn1:9404",job="hdfs"}',
  rows: [
    { bean, attribute: 'MissingBlocks', query: 'missing{instance="nn1:9404",job="hdfs"}' },
    { bean, attribute: 'CorruptBlocks', query: 'blocks{instance="nn1:9404",job="hdfs",kind="corrupt"}' },
    { bean, attribute: 'Snapshots', query: '2 * missing{instance="nn1:9404",job="hdfs"}' },
  ],
}

/** Series with a sample at each time: its index. */
function servedAt(times: readonly number[]): ServedSeries[] {
  const samples = times.map((time, index) => [time, index] as const)
  return [
    { labels: { __name__: 'threads', ...node }, samples },
    { labels: { __name__: 'missing', ...node }, samples },
    { labels: { __name__: 'blocks', ...node, kind: 'corrupt' }, samples },
    { labels: { __name__: 'blocks', ...node, kind: 'all' }, samples: samples.map(([time]) => [time, -1]) },
    { labels: { __name__: 'missing', ...node, instance: 'nn2:9404' }, samples: [[times[0] ?? 0, -1]] },
  ]
}

interface Setting {
  readonly range?: { readonly from: number; readonly to: number }
  readonly step?: number
  readonly interval?: number
  readonly attempts?: number
}

/** Reads all of a range; times and values of the documents, and how often ranges were asked for. */
async function read(context: TestContext, server: SeriesServer, setting: Setting = {}) {
  const client = new PrometheusClient(
    { url: server.url, headers: {}, tls: { ca: null, fingerprint: null, insecure: false } },
    { attempts: setting.attempts ?? 3, backOffMs: 1 },
  )
  context.after(() => client.close())
  const warnings = new Set<string>()
  const parts = new NodeParts({
    client,
    mapping: { ...mapping, scrapeInterval: setting.interval ?? minute },
    step: setting.step,
    bounds: { points: 11_000 },
    slots: new Slots(4),
    signal: new AbortController().signal,
    onWarning: (text) => warnings.add(text),
  })
  const range = setting.range ?? { from: start, to: start + 10 * 86_400_000 }
  const documents: { time: number; values: unknown }[] = []
  let reached = range.from - 1
  let unseen = 0
  const partial = new Set<boolean>()
  for await (const part of parts.read([range])) {
    assert.equal(part.range.from, reached + 1, 'parts follow one another')
    reached = part.range.to
    unseen += part.unseen
    partial.add(part.isPartial)
    for (const { chunk, answered } of part.chunks) {
      for (const { time, jmx } of documentsOf(chunk, answered, { engine: 'e', source: 's', node: 'n' })) {
        assert.ok(time >= part.range.from && time <= part.range.to, 'documents are of their part')
        const values = Object.fromEntries(
          Object.entries(jmx.beans[1] ?? {}).filter(([attribute]) => attribute !== 'name'),
        )
        documents.push({ time, values })
      }
    }
  }
  assert.equal(reached, range.to)
  return { documents, unseen, warnings: [...warnings], partial: [...partial] }
}

/** What is wanted of scrapes at such times: one document each, with its own values. */
const wanted = (times: readonly number[]) =>
  times.map((time, index) => ({
    time,
    values: { MissingBlocks: index, CorruptBlocks: index, Snapshots: 2 * index },
  }))

const regular = (count: number, every = minute): number[] =>
  Array.from({ length: count }, (_, index) => start + index * every)

/** Reproducible, between 0 and 1. */
const scattered = (index: number): number => ((index * 7919) % 1000) / 1000

test('each scrape once with its own values, in few requests', async (context) => {
  const times = regular(5000)
  const server = await seriesServer(context, servedAt(times))
  const { documents } = await read(context, server, { range: { from: start, to: times.at(-1) ?? 0 } })
  assert.deepEqual(documents, wanted(times))
  assert.ok(server.ranges.length <= 9, String(server.ranges.length))
})

test('jitter, gaps, a restart’s stale markers: nothing doubled, nothing lost, gaps stay gaps', async (context) => {
  const times = regular(3000)
    .map((time, index) => time + Math.round(scattered(index) * 40_000))
    .filter((_, index) => (index < 400 || index > 430) && index !== 900 && (index < 1000 || index > 2200))
  const served = servedAt(times).map(({ labels, samples }) => ({
    labels,
    samples: samples.flatMap((sample, index) => {
      const next = samples[index + 1]?.[0] ?? 0
      return next - sample[0] > 120_000 ? [sample, [sample[0] + minute, Number.NaN] as const] : [sample]
    }),
  }))
  const server = await seriesServer(context, served)
  const { documents, unseen } = await read(context, server)
  assert.deepEqual(documents, wanted(times))
  assert.equal(unseen, 0)
})

test('a server that allows few points is asked for as few, after two errors', async (context) => {
  const times = regular(2000)
  const server = await seriesServer(context, servedAt(times))
  server.points = 100
  const { documents } = await read(context, server)
  assert.deepEqual(documents, wanted(times))
  const refused = server.ranges.filter(({ from, to, step }) => (to - from) / step > 100)
  assert.ok(refused.length <= 2, String(refused.length))
})

test('a range that takes a server too long is asked for in smaller ones', async (context) => {
  const times = regular(2000)
  const server = await seriesServer(context, servedAt(times))
  server.slowPoints = 300
  const { documents } = await read(context, server)
  assert.deepEqual(documents, wanted(times))
  const sizes = server.ranges.map(({ from, to, step }) => (to - from) / step)
  assert.ok(sizes.filter((points) => points > 300).length <= 12, 'smaller ones are asked for from then on')

  server.slowPoints = 0
  await assert.rejects(read(context, server), (error) => {
    assert.ok(error instanceof PointLimit)
    assert.match(error.message, /timed out/)
    return true
  })
})

test('a server that evaluates on a grid of its own', async (context) => {
  for (const jitter of [0, 25_000]) {
    const times = regular(1500).map((time, index) => time + Math.round(scattered(index) * jitter))
    const server = await seriesServer(context, servedAt(times))
    server.isAligning = true
    const { documents, unseen } = await read(context, server)
    assert.deepEqual(documents, wanted(times))
    assert.equal(unseen, 0)
  }
})

test('scrapes closer together than the engine was thought to have them, and such further apart', async (context) => {
  for (const every of [10_000, 15_000, 300_000]) {
    const times = regular(1000, every)
    const server = await seriesServer(context, servedAt(times))
    assert.deepEqual((await read(context, server)).documents, wanted(times), String(every))
  }
})

test('steps that are no whole seconds', async (context) => {
  for (const every of [1001, 2002, 65_002]) {
    const times = regular(300, every)
    const server = await seriesServer(context, servedAt(times))
    const { documents, unseen } = await read(context, server, {
      range: { from: start, to: times.at(-1) ?? 0 },
      interval: every,
    })
    assert.deepEqual([documents, unseen], [wanted(times), 0], String(every))
  }
})

test('scrapes that were closer together for a while than most are', async (context) => {
  const close = Array.from({ length: 300 }, (_, index) => start + index * 15_000)
  const apart = regular(1000).map((time) => time + 300 * 15_000)
  const times = [...close, ...apart, ...close.map((time) => time + 1000 * minute + 300 * 15_000)]
  const server = await seriesServer(context, servedAt(times))
  const { documents, unseen } = await read(context, server)
  assert.deepEqual([documents, unseen], [wanted(times), 0])
})

test('a step of a person’s own: the scrape before each step, at its own time', async (context) => {
  const server = await seriesServer(context, servedAt(regular(1000)))
  const range = { from: start + 30_000, to: start + 500 * minute }
  const { documents } = await read(context, server, { range, step: 10 * minute })
  const every10 = Array.from({ length: 49 }, (_, index) => 10 * (index + 1))
  assert.deepEqual(
    documents.map(({ time, values }) => [(time - start) / minute, values]),
    [...every10, 500].map((at) => [at, { MissingBlocks: at, CorruptBlocks: at, Snapshots: 2 * at }]),
  )
})

test('a range without scrapes costs one small request a block and has no documents', async (context) => {
  const server = await seriesServer(context, servedAt(regular(10)))
  const range = { from: start + 86_400_000, to: start + 2 * 86_400_000 }
  assert.deepEqual((await read(context, server, { range })).documents, [])
  assert.deepEqual(server.ranges.length, 1)
})

test('what the server says besides is kept; what it refuses for good ends it', async (context) => {
  const server = await seriesServer(context, servedAt(regular(50)))
  server.warnings = ['store s3-7 did not answer']
  const { warnings, partial } = await read(context, server)
  assert.deepEqual([warnings, partial], [['store s3-7 did not answer'], [true]])
  server.warnings = []
  assert.deepEqual((await read(context, server)).partial, [false])
  let broken = 0
  server.fault = (query) => (query.startsWith('{') && (broken += 1) < 3 ? 503 : undefined)
  assert.equal((await read(context, server)).documents.length, 50, 'what passes is tried again')
  server.fault = (query) => (query.startsWith('2 *') ? 422 : undefined)
  await assert.rejects(read(context, server), EngineError)
})
