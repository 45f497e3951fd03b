// The rig itself: dialects, a real Prometheus that scrapes them, history made of recordings, faults before it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventuallyPasses } from '../app/eventually.ts'
import { recordedDocuments, singleDocument, temporaryFolder } from '../recordings.ts'
import { fillBlocks } from '../prometheus/blocks.ts'
import { speak } from '../prometheus/dialects.ts'
import { Exporter } from '../prometheus/exporter.ts'
import { seriesText } from '../prometheus/exposition.ts'
import { FaultProxy } from '../prometheus/fault-proxy.ts'
import { sparing } from '../prometheus/known-attributes.ts'
import { fleetText, recordedSeries } from '../prometheus/made-fleet.ts'
import { missingForPrometheus } from '../prometheus/programs.ts'
import { prometheusName } from '../prometheus/prom-lines.ts'
import { PrometheusServer } from '../prometheus/prometheus-server.ts'
import { scraped } from '../prometheus/scraped.ts'

test('names of /prom are those of Hadoop’s own test of them', () => {
  const names = [
    ['RpcTime', 'SomeMetrics', 'rpc_time_some_metrics'],
    ['OMRpcTime', 'OMInfoKeys', 'om_rpc_time_om_info_keys'],
    ['RpcTime', 'small', 'rpc_time_small'],
    ['JvmMetrics', 'GcCountG1 Old Generation', 'jvm_metrics_gc_count_g1_old_generation'],
    ['FSNamesystem', 'MissingBlocks', 'fs_namesystem_missing_blocks'],
    ['rpcdetailed', 'GetListingNumOps', 'rpcdetailed_get_listing_num_ops'],
  ] as const
  for (const [record, metric, wanted] of names) assert.equal(prometheusName(record, metric), wanted)
})

test('the queue of the client port in every dialect', () => {
  const document = singleDocument('3.4.3-main-baseline')
  const series = Object.entries(speak).map(([dialect, lines]) => {
    const queues = lines(document).filter(({ name }) => /call_?queue_?length$/i.test(name))
    return [dialect, queues.map(({ name, labels }) => seriesText(name, labels)).toSorted()] as const
  })
  const host = 'hostname="'
  const found = Object.fromEntries(
    series.map(([dialect, texts]) => [dialect, texts.map((text) => text.split(host)[0])]),
  )
  const plain = (text: string): string[] => [text.replace('PORT', '8020'), text.replace('PORT', '8022')]
  assert.deepEqual(
    found['jmx_exporter'],
    plain('Hadoop_NameNode_CallQueueLength{name="RpcActivityForPortPORT"}'),
  )
  assert.deepEqual(
    found['jmx_exporter-lowercase'],
    plain('hadoop_namenode_callqueuelength{name="RpcActivityForPortPORT"}'),
  )
  assert.deepEqual(
    found['jmx_exporter-rules'],
    plain('hadoop_namenode_rpcactivity_callqueuelength{port="PORT"}'),
  )
  const prom = plain('rpc_call_queue_length{port="PORT",servername="ClientNamenodeProtocol",context="rpc",')
  assert.deepEqual(found['prom-c'], prom)
  assert.deepEqual(found['prom-b'], prom)
  assert.equal(found['prom-a']?.length, 1)
})

const skip = missingForPrometheus()

test(
  'a real Prometheus scrapes a NameNode as it goes, and a recording under its own times',
  { skip },
  async (context) => {
    const documents = (await recordedDocuments('light-3.3-cms')).map(sparing)
    await using exporter = await Exporter.start({ documents, dialect: 'jmx_exporter' })
    await using live = await PrometheusServer.start(temporaryFolder(context), {
      prefix: '/prometheus',
      targets: [{ job: 'live', address: exporter.address, labels: { instance: 'nn1' }, interval: '200ms' }],
    })
    await eventuallyPasses(
      async () => [...(await live.query('count_over_time(Hadoop_NameNode_MissingBlocks[1m])')).values()],
      ([count = 0]) => assert.ok(count >= 3, `scraped ${count} times`),
    )
    assert.match(live.url, /\/prometheus$/)

    await using past = await scraped(temporaryFolder(context), documents, [
      { instance: 'nn1', dialect: 'jmx_exporter' },
      { instance: 'nn2', dialect: 'prom-c' },
    ])
    const end = (documents.at(-1)?.time ?? 0) + past.shift
    for (const name of ['Hadoop_NameNode_MissingBlocks', 'fs_namesystem_missing_blocks']) {
      const counts = await past.server.query(`count_over_time(${name}[10m])`, end)
      const sum = [...counts.values()].reduce((left, right) => left + right, 0)
      assert.equal(sum, documents.length, name)
    }
  },
)

test(
  'days of a fleet are blocks of a real Prometheus: every sample once, counters that go on, a fault where it was put',
  { skip },
  async (context) => {
    const folder = temporaryFolder(context)
    const recorded = await recordedSeries('jmx_exporter')
    const from = Date.UTC(2026, 10, 1)
    const to = from + 86_400_000
    const fault = { node: 1, event: 'a06', at: from + 43_200_000 }
    const plan = { nodes: 2, from, to, spacing: 60_000, dialect: 'jmx_exporter', faults: [fault] } as const
    await fillBlocks(folder, plan, fleetText(recorded, plan))
    await using server = await PrometheusServer.start(folder)
    const counts = await server.query('count_over_time(up[1d])', to)
    assert.deepEqual([...counts.values()], [1440, 1440])
    const deletes = 'Hadoop_NameNode_DeleteNumOps{name="RpcDetailedActivityForPort8020"}'
    assert.deepEqual([...(await server.query(`resets(${deletes}[1d])`, to)).values()], [0, 0])
    const during = [...(await server.query(`rate(${deletes}[5m])`, fault.at + 20 * 60_000)).values()]
    assert.ok((during[1] ?? 0) > 5 * (during[0] ?? Infinity), `deletes a second: ${during.join(', ')}`)
  },
)

test('the proxy fails on demand, then lets through again', { skip }, async (context) => {
  await using server = await PrometheusServer.start(temporaryFolder(context))
  await using proxy = await FaultProxy.start(server.url)
  const ask = async (): Promise<number | string> => {
    const url = `${proxy.url}/api/v1/query_range?query=vector(1)&start=0&end=60&step=1`
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(2000) })
      await answer.text()
      return answer.status
    } catch {
      return 'broken'
    }
  }
  assert.equal(await ask(), 200)
  proxy.failAfter(1, { kind: 'status', status: 503 })
  assert.deepEqual([await ask(), await ask(), await ask()], [200, 503, 503])
  proxy.heal()
  proxy.fault = { kind: 'cut' }
  assert.equal(await ask(), 'broken')
  proxy.heal()
  await server.kill()
  assert.equal(await ask(), 'broken')
  await server.start()
  assert.equal(await ask(), 200)
  proxy.failAfter(0, 'refuse')
  assert.deepEqual([await ask(), await ask()], ['broken', 'broken'])
  proxy.heal()
  await proxy.start()
  assert.equal(await ask(), 200)
  assert.equal(proxy.ranges, 9)
})
