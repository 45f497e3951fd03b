// Which bean plays which role: client port, service port, lifeline, collectors.
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import test from 'node:test'
import {
  namenodeBean,
  recordingsFolder,
  singleDocument,
  withAttributes,
  withoutBeans,
} from '../../../e2e/recordings.ts'
import { type BeanParts, documentOf } from './fixtures/polls.ts'
import { type JmxDocument, beansByName } from './document.ts'
import { identityOf } from './identity.ts'
import { beansByRole, choosePorts, collectorsTime } from './roles.ts'

const portsOf = (document: JmxDocument): ReturnType<typeof choosePorts> => {
  const beans = beansByName(document)
  return choosePorts(beans, identityOf(beans).clientPort)
}

/** A document with RPC servers on these ports: their file calls and all calls. */
function servers(ports: Readonly<Record<number, readonly [files: number, calls: number]>>, client?: string) {
  const rpc = Object.entries(ports).flatMap(([port, [files, calls]]): [string, BeanParts[string]][] => [
    [`RpcActivityForPort${port}`, { RpcProcessingTimeNumOps: calls }],
    [`RpcDetailedActivityForPort${port}`, files > 0 ? { GetFileInfoNumOps: files } : {}],
  ])
  const status = client === undefined ? {} : { NameNodeStatus: { HostAndPort: `nn1:${client}` } }
  return documentOf({ ...Object.fromEntries(rpc), ...status })
}

test('client and service ports of every recorded document', () => {
  for (const file of readdirSync(path.join(recordingsFolder, 'documents'))) {
    const document = singleDocument(file.replace('.json', ''))
    const wanted = file.startsWith('3.4.3-main')
      ? { client: '8020', service: '8022' }
      : { client: '9000', service: file.includes('standby') ? undefined : '9001' }
    assert.deepEqual(portsOf(document), wanted, file)
  }
})

test('NameNodeStatus decides, whatever the counts say', () => {
  assert.deepEqual(portsOf(servers({ 8020: [5, 10], 8022: [900, 9000] }, '8020')), {
    client: '8020',
    service: '8022',
  })
  assert.deepEqual(portsOf(servers({ 8020: [5, 10], 8022: [900, 9000] }, '8022')), {
    client: '8022',
    service: '8020',
  })
})

test('without NameNodeStatus, or where its port has no bean, the port of the file calls is the client’s', () => {
  for (const client of [undefined, '50070'])
    assert.deepEqual(portsOf(servers({ 8020: [0, 9000], 9000: [7, 100] }, client)), {
      client: '9000',
      service: '8020',
    })
  assert.equal(
    portsOf(servers({ 10020: [0, 0], 8020: [0, 0], 9000: [0, 0] })).client,
    '8020',
    'lowest of equals',
  )
  const loaded = withoutBeans(singleDocument('3.4.3-main-baseline'), (name) =>
    name.endsWith('NameNodeStatus'),
  )
  assert.deepEqual(portsOf(loaded), { client: '8020', service: '8022' })
})

test('of service and lifeline the busier is the service port', () => {
  const three = { 8020: [50, 100], 8022: [0, 400], 8050: [0, 30] } as const
  assert.deepEqual(portsOf(servers(three, '8020')), { client: '8020', service: '8022' })
  assert.deepEqual(portsOf(servers({ ...three, 8050: [0, 500] }, '8020')), {
    client: '8020',
    service: '8050',
  })
})

test('one port has no service port, none has neither', () => {
  assert.deepEqual(portsOf(servers({ 8020: [1, 1] })), { client: '8020', service: undefined })
  assert.deepEqual(portsOf(servers({}, '8020')), { client: undefined, service: undefined })
})

test('a port with RpcActivity alone has no detailed bean', () => {
  const document = documentOf({ RpcActivityForPort8020: { CallQueueLength: 3 } })
  const roles = beansByRole(beansByName(document), '8020')
  assert.equal(roles.RpcActivity?.['CallQueueLength'], 3)
  assert.equal(roles.RpcDetailedActivity, undefined)
})

test('collectors of G1, CMS, Parallel and Serial, by either order of their names’ parts', () => {
  const pairs = [
    ['G1 Young Generation', 'G1 Old Generation'],
    ['ParNew', 'ConcurrentMarkSweep'],
    ['PS Scavenge', 'PS MarkSweep'],
    ['Copy', 'MarkSweepCompact'],
  ] as const
  for (const [young, old] of pairs) {
    const document = documentOf({
      [`java.lang:name=${young},type=GarbageCollector`]: { CollectionTime: 30 },
      [`java.lang:type=GarbageCollector,name=${old}`]: { CollectionTime: 400 },
      'java.lang:name=G1 Eden Space,type=MemoryPool': { CollectionTime: 5000 },
    })
    const beans = beansByName(document)
    const roles = beansByRole(beans, undefined)
    assert.equal(roles.GarbageCollectorYoung?.['CollectionTime'], 30)
    assert.equal(roles.GarbageCollectorOld?.['CollectionTime'], 400)
    assert.equal(collectorsTime(beans), 430)
  }
})

test('the collectors’ time is unknown without collectors, and skips what is no number', () => {
  assert.ok(Number.isNaN(collectorsTime(beansByName({ beans: [] }))))
  const odd = documentOf({
    'java.lang:name=Copy,type=GarbageCollector': { CollectionTime: 'long' },
    'java.lang:name=MarkSweepCompact,type=GarbageCollector': { CollectionTime: 8 },
  })
  assert.equal(collectorsTime(beansByName(odd)), 8)
  const jvm = namenodeBean('JvmMetrics')
  const cms = singleDocument('3.3.6-cms-light-load')
  const served = beansByName(cms).get(jvm)?.['GcTimeMillis']
  assert.equal(collectorsTime(beansByName(withAttributes(cms, jvm, { GcTimeMillis: 0 }))), served)
})
