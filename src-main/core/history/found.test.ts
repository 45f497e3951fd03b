// Discovery against a real Prometheus that scrapes NameNodes in several dialects.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { eventuallyPasses } from '../../../e2e/app/eventually.ts'
import { recordedDocuments } from '../../../e2e/recordings.ts'
import { Exporter } from '../../../e2e/prometheus/exporter.ts'
import { sparing } from '../../../e2e/prometheus/known-attributes.ts'
import { missingForPrometheus } from '../../../e2e/prometheus/programs.ts'
import { PrometheusServer } from '../../../e2e/prometheus/prometheus-server.ts'
import { findNameNodes, mappingAt, shownMapping } from './found.ts'
import { plainSelector } from './mapping.ts'
import { PrometheusClient } from './prometheus-client.ts'

const skip = missingForPrometheus()
const prefix = '/prometheus'
const nobody = { clusterLabel: null, mapping: [] }
const tls = { ca: null, fingerprint: null, insecure: false }
/** As of now. */
const latest = () => ({ time: Date.now(), now: Date.now() })
const bean = (name: string): string => `Hadoop:service=NameNode,name=${name}`

const sites = [
  { dialect: 'jmx_exporter', labels: { instance: 'nn1:9404', cluster: 'blue' } },
  { dialect: 'prom-c', labels: { instance: 'nn1:9404', cluster: 'green' } },
  { dialect: 'jmx_exporter-rules', labels: { instance: 'nn2:9404', cluster: 'green' } },
] as const

const resources = new AsyncDisposableStack()
let client: PrometheusClient

before(async () => {
  if (skip !== false) return
  const documents = (await recordedDocuments('light-3.4-g1')).map(sparing)
  const folder = mkdtempSync(path.join(os.tmpdir(), 'nnad-found-'))
  resources.defer(() => rmSync(folder, { recursive: true, force: true }))
  const targets = []
  for (const { dialect, labels } of sites) {
    const exporter = resources.use(await Exporter.start({ documents, dialect }))
    targets.push({ job: 'hdfs', address: exporter.address, labels, interval: '500ms' })
  }
  const server = resources.use(await PrometheusServer.start(folder, { targets, prefix }))
  client = new PrometheusClient({ url: server.url, headers: {}, tls })
  resources.defer(() => client.close())
  await eventuallyPasses(
    async () => (await client.instant('count_over_time(up[1m]) > 8')).series.length,
    (count) => assert.equal(count, sites.length),
  )
})
after(() => resources.disposeAsync())

test('NameNodes are found with their dialects, clusters and times', { skip }, async (context) => {
  const nodes = await findNameNodes(client, nobody, Date.now(), context.signal)
  assert.deepEqual(
    nodes.map(({ instance, cluster, dialect }) => [instance, cluster, dialect]),
    [
      ['nn1:9404{cluster="blue"}', 'blue', 'jmx_exporter'],
      ['nn1:9404{cluster="green"}', 'green', 'prom-c'],
      ['nn2:9404', 'green', 'jmx_exporter-rules'],
    ],
  )
  for (const { from, to, scrapeInterval, metrics, missing } of nodes) {
    assert.ok(from !== null && to !== null && to - from >= 3000 && Date.now() - to < 10_000)
    assert.ok(Math.abs(scrapeInterval - 500) < 50, `scraped every ${scrapeInterval} ms`)
    assert.deepEqual(metrics, { mapped: 26, of: 28 })
    assert.ok(missing.includes('GcTimeMillisParNew'))
  }
  const another = await findNameNodes(client, { ...nobody, clusterLabel: 'job' }, Date.now())
  assert.ok(another.every(({ cluster }) => cluster?.startsWith('hdfs')))
})

test(
  'every query of a mapping is one that the server answers, for this NameNode alone',
  { skip },
  async () => {
    for (const name of ['nn1:9404{cluster="green"}', 'nn2:9404']) {
      const mapping = await mappingAt(client, nobody, name, latest())
      assert.equal(mapping.cluster, 'green')
      const sentinel = await client.instant(mapping.sentinel)
      assert.equal(sentinel.series.length, 1)
      const plain = mapping.rows.filter(({ query }) => plainSelector(query) !== undefined)
      assert.ok(plain.length > 150)
      for (const { query } of mapping.rows.filter((_, index) => index % 10 === 0)) {
        const { series } = await client.instant(query)
        assert.ok(
          series.every(
            ({ labels }) => labels['instance'] === plainSelector(mapping.sentinel)?.labels['instance'],
          ),
        )
      }
    }
    await assert.rejects(mappingAt(client, nobody, 'nn9:9404', latest()), { code: 'NOT_FOUND' })
  },
)

test('the state comes from a label where the dialect has it', { skip }, async () => {
  const states = async (name: string): Promise<unknown> => {
    const { rows } = await mappingAt(client, nobody, name, latest())
    const row = rows.find(({ attribute }) => attribute === 'tag.HAState')
    return row === undefined ? undefined : (await client.instant(row.query)).series[0]?.labels['hastate']
  }
  assert.equal(await states('nn1:9404{cluster="green"}'), 'active')
  assert.equal(await states('nn2:9404'), undefined)
})

test('a mapping shows what feeds what, what is missing, and own rows', { skip }, async () => {
  const mapping = [
    { bean: bean('FSNamesystem'), attribute: 'MissingBlocks', query: '' },
    { bean: bean('FSNamesystem'), attribute: 'CorruptBlocks', query: 'nothing_of_this_name{$node}' },
    { bean: bean('JvmMetrics'), attribute: 'GcTimeMillisParNew', query: '0 * up{$node}' },
  ]
  const engine = { ...nobody, mapping }
  const shown = await shownMapping(client, engine, 'nn2:9404', Date.now())
  assert.equal(shown.node, 'instance="nn2:9404"')
  assert.equal(shown.dialect, 'jmx_exporter-rules')
  assert.equal(shown.metrics.mapped, 27)
  assert.ok(['MissingBlocks', 'CorruptBlocks'].every((id) => shown.missing.includes(id)))
  const rowOf = (attribute: string): unknown => shown.rows.find((one) => one.attribute === attribute)
  assert.deepEqual(rowOf('MissingBlocks'), {
    ...{ bean: bean('FSNamesystem'), attribute: 'MissingBlocks', query: '' },
    ...{ found: 'hadoop_namenode_fsnamesystem_missingblocks{$node}', isOwn: true, isSeen: false },
    columns: ['MissingBlocks'],
  })
  const asked = await mappingAt(client, engine, 'nn2:9404', latest())
  assert.ok(!asked.rows.some(({ attribute }) => attribute === 'MissingBlocks'))
  assert.ok(asked.rows.some(({ query }) => query === '0 * up{instance="nn2:9404"}'))
  const first = await shownMapping(client, nobody, undefined, Date.now())
  assert.ok(first.rows.length > 150)
})

test(
  'a site without NameNodes has none, and says so where a mapping is wanted',
  { skip },
  async (context) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'nnad-none-'))
    context.after(() => rmSync(folder, { recursive: true, force: true }))
    await using server = await PrometheusServer.start(folder)
    const empty = new PrometheusClient({ url: server.url, headers: {}, tls })
    assert.deepEqual(await findNameNodes(empty, nobody, Date.now()), [])
    await assert.rejects(shownMapping(empty, nobody, undefined, Date.now()), { code: 'NO_DATA' })
    await empty.close()
  },
)

test('names that no dialect has are read by own rows', { skip }, async (context) => {
  const text = ['site_blocks 7', 'site_missing{kind="replicated"} 2', 'site_queue{rpc="8020"} 5', '']
  const exporter = createServer((_, response) => response.end(text.join('\n'))).listen(0, '127.0.0.1')
  context.after(() => exporter.close())
  await once(exporter, 'listening')
  const bound = exporter.address()
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0
  const folder = mkdtempSync(path.join(os.tmpdir(), 'nnad-own-'))
  context.after(() => rmSync(folder, { recursive: true, force: true }))
  const target = { job: 'site', address: `127.0.0.1:${port}`, labels: { instance: 'nn7' }, interval: '500ms' }
  await using server = await PrometheusServer.start(folder, { targets: [target] })
  await eventuallyPasses(
    () => server.query('count_over_time(site_blocks[1m]) > 4'),
    ({ size }) => assert.equal(size, 1),
  )
  const mapping = [
    { bean: bean('FSNamesystem'), attribute: 'BlocksTotal', query: 'site_blocks{$node}' },
    {
      bean: bean('FSNamesystem'),
      attribute: 'MissingBlocks',
      query: 'site_missing{$node,kind="replicated"}',
    },
    {
      bean: bean('RpcActivityForPort8020'),
      attribute: 'CallQueueLength',
      query: 'site_queue{$node,rpc="8020"}',
    },
    { bean: bean('JvmMetrics'), attribute: 'ThreadsBlocked', query: 'up{$node}' },
  ]
  const site = new PrometheusClient({ url: server.url, headers: {}, tls })
  const engine = { ...nobody, mapping }
  const [node, ...others] = await findNameNodes(site, engine, Date.now())
  assert.deepEqual([node?.instance, node?.dialect, node?.metrics.mapped, others.length], ['nn7', 'own', 2, 0])
  const asked = await mappingAt(site, engine, 'nn7', latest())
  assert.equal(asked.sentinel, 'site_blocks{instance="nn7"}')
  assert.equal(asked.rows.length, mapping.length)
  const shown = await shownMapping(site, engine, undefined, Date.now())
  const open = shown.rows.filter(({ query }) => query === '')
  assert.ok(open.some(({ attribute }) => attribute === 'CorruptBlocks'))
  assert.deepEqual(await findNameNodes(site, nobody, Date.now()), [])
  await site.close()
})
