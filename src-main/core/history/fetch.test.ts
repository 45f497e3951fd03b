// Fetching out of a real Prometheus: what is stored, what is not asked for twice, what a kill leaves.
import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { FaultProxy } from '../../../e2e/prometheus/fault-proxy.ts'
import { sparing } from '../../../e2e/prometheus/known-attributes.ts'
import { missingForPrometheus } from '../../../e2e/prometheus/programs.ts'
import { recordedPrometheus } from '../../../e2e/prometheus/recorded-prometheus.ts'
import { recordedDocuments, temporaryFolder } from '../../../e2e/recordings.ts'
import { EngineInput } from '../../../src-shared/contract/engines.ts'
import type { FetchedNode } from '../../../src-shared/contract/fetches.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { type JmxDocument, beansByName } from '../etl/document.ts'
import { testHost } from '../fixtures/test-host.ts'
import { storedJmx } from '../importer/stored-jmx.ts'
import { Jobs } from '../jobs.ts'
import { openDatabase } from '../store/database.ts'
import { documentsBetween } from '../store/documents.ts'
import { documentTimes } from '../store/fetched-ranges.ts'
import { findNode } from '../store/sources.ts'
import { Engines } from './engines.ts'
import { Fetches } from './fetch.ts'

const skip = missingForPrometheus()
const documents = skip === false ? (await recordedDocuments('day-a', 600)).map(sparing) : []
const times = documents.map(({ time }) => time)
const [first = 0] = times
const last = times.at(-1) ?? 0
const [one, two] = ['nn1.example:9404', 'nn2.example:9404'] as const
const instances = [one, two]

/** The numbers of a rebuilt document are those that were served, as far as a column is made of them. */
function assertSameNumbers(rebuilt: JmxDocument | undefined, served: JmxDocument | undefined): void {
  assert.ok(rebuilt && served)
  const beans = beansByName(served)
  let count = 0
  for (const { name, ...attributes } of rebuilt.beans) {
    for (const [attribute, value] of Object.entries(attributes)) {
      if (typeof value !== 'number') continue
      assert.equal(value, beans.get(name)?.[attribute], `${name} ${attribute}`)
      count += 1
    }
  }
  assert.ok(count > 100, `${String(count)} numbers`)
}

const isDeclared = (code: string) => (error: unknown) => error instanceof DeclaredError && error.code === code

interface Site {
  readonly fetches: Fetches
  readonly jobs: Jobs
  readonly engines: Engines
  readonly engine: number
  readonly times: (instance?: string) => number[]
  /** The first one's document of a time. */
  readonly jmxAt: (time: number) => JmxDocument | undefined
  /** The first one's samples: time, interval and values. */
  readonly samples: () => unknown[]
}

async function siteOf(context: TestContext, url: string): Promise<Site> {
  const folder = temporaryFolder(context)
  const host = testHost({ dataFolder: folder, clock: { now: () => Date.now() } })
  const db = openDatabase(folder)
  const jobs = new Jobs(host)
  context.after(async () => {
    await jobs.stop()
    db.close()
  })
  const engines = new Engines({ db, host })
  const { id } = await engines.add(EngineInput.parse({ name: 'site', url }))
  const nodeOf = (instance: string): number | undefined =>
    findNode(db, `engine site ${instance}`, instance)?.node
  return {
    jobs,
    engines,
    fetches: new Fetches({ host, jobs, engines }),
    engine: id,
    times: (instance = one) => {
      const node = nodeOf(instance)
      return node === undefined ? [] : [...documentTimes(db, node, { from: 0, to: Number.MAX_SAFE_INTEGER })]
    },
    jmxAt: (time) => {
      const [document] = documentsBetween(db, nodeOf(one) ?? 0, time, time)
      return document === undefined ? undefined : storedJmx(document)
    },
    samples: () => db.all('SELECT * FROM samples WHERE node_id = ? ORDER BY time', nodeOf(one) ?? 0),
  }
}

function only(nodes: readonly FetchedNode[]): FetchedNode {
  assert.equal(nodes.length, 1)
  const [node] = nodes
  assert.ok(node)
  return node
}

test('out of a real Prometheus', { skip }, async (context) => {
  const server = await recordedPrometheus(temporaryFolder(context), documents, instances)
  context.after(() => server[Symbol.asyncDispose]())
  const middle = times[250] ?? 0

  await context.test(
    'every scrape once, with the values that were scraped; the second time nothing is asked',
    async (inner) => {
      const { fetches, jobs, engine, times: stored, jmxAt } = await siteOf(inner, server.url)
      const request = { engine, instances: [one], from: first, to: last }
      const { id, outcome } = fetches.start(request)
      const node = only((await outcome).nodes)
      assert.deepEqual(stored(), times)
      assert.deepEqual(
        [node.documents, node.already, node.instance, node.warnings],
        [times.length, 0, one, []],
      )
      assert.deepEqual([jobs.get(id).result, jobs.get(id).progress?.unit], [{ kind: 'fetch', id }, 'hours'])
      for (const index of [0, 100, times.length - 1])
        assertSameNumbers(jmxAt(times[index] ?? 0), documents[index]?.jmx)
      const again = only((await fetches.start(request).outcome).nodes)
      assert.deepEqual([again.documents, again.already], [0, times.length])
      assert.ok(again.requests < node.requests, 'no series are asked for')
      assert.deepEqual(
        fetches.list(engine, 10).map(({ summary }) => summary.nodes[0]?.documents),
        [0, times.length],
      )
    },
  )

  await context.test('a range that grows at both ends; its samples are those of one fetch', async (inner) => {
    const grown = await siteOf(inner, server.url)
    const at = { engine: grown.engine, instances: [one] }
    const parts = [
      { from: middle, to: times[350] ?? 0 },
      { from: times[300] ?? 0, to: last },
      { from: first, to: times[260] ?? 0 },
    ]
    let added = 0
    for (const part of parts)
      added += only((await grown.fetches.start({ ...at, ...part }).outcome).nodes).documents
    assert.deepEqual([added, grown.times()], [times.length, times])
    const whole = await siteOf(inner, server.url)
    await whole.fetches.start({ engine: whole.engine, instances: [one], from: first, to: last }).outcome
    assert.deepEqual(grown.samples(), whole.samples())
    assert.ok(whole.samples().length > times.length / 2)
  })

  await context.test(
    'all that are found; one that is not known is a word in its row, alone it is an error',
    async (inner) => {
      const { fetches, engine, times: stored } = await siteOf(inner, server.url)
      const range = { from: first, to: middle }
      const { nodes } = await fetches.start({ engine, ...range }).outcome
      assert.deepEqual(
        nodes.map(({ instance, documents: count }) => [instance, count]),
        [
          [one, 251],
          [two, 251],
        ],
      )
      assert.deepEqual([stored(one), stored(two)], [times.slice(0, 251), times.slice(0, 251)])
      const { nodes: mixed } = await fetches.start({ engine, instances: ['nn9:1', two], ...range }).outcome
      assert.match(mixed[0]?.warnings[0] ?? '', /no series of a NameNode "nn9:1"/)
      assert.equal(mixed[1]?.already, 251)
      const alone = fetches.start({ engine, instances: ['nn9:1'], ...range }).outcome
      await assert.rejects(alone, isDeclared('NOT_FOUND'))
      await assert.rejects(fetches.start({ engine: 99, ...range }).outcome, isDeclared('NOT_FOUND'))
      assert.throws(() => fetches.start({ engine, from: 2, to: 1 }), isDeclared('BAD_INPUT'))
    },
  )

  await context.test(
    'a part of the range without data is told; with nothing at all there is no source',
    async (inner) => {
      const { fetches, engine, times: stored } = await siteOf(inner, server.url)
      const day = 86_400_000
      const before = only(
        (await fetches.start({ engine, instances: [one], from: first - 3 * day, to: first - day }).outcome)
          .nodes,
      )
      assert.deepEqual([before.sourceId, before.node, before.documents], [null, null, 0])
      assert.match(before.warnings.join(), /no scrapes of nn1/)
      const wider = only(
        (await fetches.start({ engine, instances: [one], from: first - day, to: last + day }).outcome).nodes,
      )
      assert.deepEqual([wider.documents, stored()], [times.length, times])
      assert.match(wider.warnings.join(), /only, 10 min of /)
    },
  )

  await context.test(
    'a mapping that a person has changed: what is here is fetched anew in its place',
    async (inner) => {
      const { fetches, engines, engine, times: stored, jmxAt, samples } = await siteOf(inner, server.url)
      const request = { engine, instances: [one], from: first, to: last }
      await fetches.start(request).outcome
      const before = samples().length
      const row = {
        bean: 'Hadoop:service=NameNode,name=FSNamesystem',
        attribute: 'MissingBlocks',
        query: '41 + vector(1)',
      }
      await engines.change(engine, { mapping: [row] })
      const part = only((await fetches.start({ ...request, from: middle }).outcome).nodes)
      assert.deepEqual([part.documents, part.already], [times.length - 250, times.length - 250])
      const missing = (time = 0): unknown =>
        jmxAt(time)?.beans.find(({ name }) => name === row.bean)?.[row.attribute]
      assert.deepEqual([missing(times[249]), missing(middle), missing(last)], [0, 42, 42])
      assert.deepEqual([stored(), samples().length], [times, before])
      assert.equal(only((await fetches.start({ ...request, from: middle }).outcome).nodes).documents, 0)
      assert.equal(only((await fetches.start(request).outcome).nodes).documents, 250)
      assert.equal(missing(first), 42)
    },
  )

  await context.test(
    'cancelled in the middle: what came is kept whole, the next fetch brings the rest',
    async (inner) => {
      await using proxy = await FaultProxy.start(server.url)
      const site = await siteOf(inner, proxy.url)
      const request = { engine: site.engine, from: first, to: last }
      const { id, outcome } = site.fetches.start(request)
      const cancelAfter = setInterval(() => {
        if (site.times(one).length === times.length) site.jobs.cancel(id)
      }, 5)
      await assert.rejects(outcome, isDeclared('CANCELLED'))
      clearInterval(cancelAfter)
      const kept = site.times(two).length
      assert.ok(kept < times.length)
      const { nodes } = await site.fetches.start(request).outcome
      assert.deepEqual(
        nodes.map(({ documents: count }) => count),
        [0, times.length - kept],
      )
      assert.deepEqual([site.times(one), site.times(two)], [times, times])
    },
  )
})

test(
  'a site that changed the names of its metrics: all of it is fetched, each part by its own',
  { skip },
  async (context) => {
    const [change = 0, before = 0] = [times[300], times[250]]
    await using server = await recordedPrometheus(temporaryFolder(context), documents, [one], {
      dialect: (time) => (time < change ? 'jmx_exporter' : 'jmx_exporter-rules'),
    })
    const whole = await siteOf(context, server.url)
    const node = only(
      (await whole.fetches.start({ engine: whole.engine, instances: [one], from: first, to: last }).outcome)
        .nodes,
    )
    assert.deepEqual([node.documents, node.warnings, whole.times()], [times.length, [], times])
    for (const index of [0, 299, 300, times.length - 1])
      assertSameNumbers(whole.jmxAt(times[index] ?? 0), documents[index]?.jmx)

    const early = await siteOf(context, server.url)
    await early.fetches.start({ engine: early.engine, instances: [one], from: first, to: before }).outcome
    assert.deepEqual(early.times(), times.slice(0, 251))
  },
)
