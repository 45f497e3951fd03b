// Queries as texts, own rows over those that were found, what is chosen as the series that tells scrapes.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  type FoundRow,
  filledIn,
  matchersText,
  plainSelector,
  rpcPortsIn,
  sentinelOf,
  withOwnRows,
} from './mapping.ts'
import { columnsFed, coverageBy, placesOf, rolesIn } from './places.ts'

const row = (bean: string, attribute: string, query = 'a{$node}', isSeen = true): FoundRow => ({
  bean: `Hadoop:service=NameNode,name=${bean}`,
  attribute,
  query,
  found: isSeen ? query : null,
  isOwn: false,
  isSeen,
})

test('a plain selector is read back as it was written, whatever its values hold', () => {
  const labels = fc.dictionary(fc.stringMatching(/^[a-z_][a-z0-9_]{0,8}$/), fc.string({ maxLength: 12 }), {
    maxKeys: 5,
    noNullPrototype: true,
  })
  fc.assert(
    fc.property(fc.stringMatching(/^[a-zA-Z_:][a-zA-Z0-9_:]{0,20}$/), labels, (metric, wanted) => {
      assert.deepEqual(plainSelector(`${metric}{${matchersText(wanted)}}`), { metric, labels: wanted })
    }),
  )
})

test('what is more than a plain selector is none', () => {
  const expressions = [
    '1000 * a{b="c"}',
    'a{b=~"c"}',
    'a{b!="c"}',
    'a{b="c"}[5m]',
    'rate(a[5m])',
    'a{b="c"} offset 5m',
    'a{b="c",b="d"}',
    'a or b',
    '',
  ]
  for (const query of expressions) assert.equal(plainSelector(query), undefined, query)
  assert.deepEqual(plainSelector(' up '), { metric: 'up', labels: {} })
  assert.deepEqual(plainSelector('up{a="1", b = "2",}'), { metric: 'up', labels: { a: '1', b: '2' } })
})

test('$node is filled in as it is, also where it holds dollar signs', () => {
  assert.equal(filledIn('a{$node} / b{$node}', 'instance="$&$1"'), 'a{instance="$&$1"} / b{instance="$&$1"}')
})

test('own rows replace, switch off and add; what was found stays known', () => {
  const found = [row('FSNamesystem', 'MissingBlocks'), row('FSNamesystem', 'CorruptBlocks')]
  const bean = 'Hadoop:service=NameNode,name=FSNamesystem'
  const own = [
    { bean, attribute: 'MissingBlocks', query: '' },
    { bean, attribute: 'CorruptBlocks', query: 'corrupt{$node}' },
    { bean, attribute: 'Snapshots', query: 'sum(snapshots{$node})' },
  ]
  const rows = withOwnRows(found, own, new Map())
  assert.deepEqual(
    rows.map(({ attribute, query, found: was, isOwn, isSeen }) => [attribute, query, was, isOwn, isSeen]),
    [
      ['MissingBlocks', '', 'a{$node}', true, false],
      ['CorruptBlocks', 'corrupt{$node}', 'a{$node}', true, false],
      ['Snapshots', 'sum(snapshots{$node})', null, true, true],
    ],
  )
  assert.equal(withOwnRows(found, own, new Map([['corrupt', [{}]]]))[1]?.isSeen, true)
})

test('the client’s port is the one with file calls, else the lower one', () => {
  const calls = [
    row('RpcActivityForPort8022', 'CallQueueLength'),
    row('RpcDetailedActivityForPort8022', 'GetFileInfoNumOps', 'x', false),
    row('RpcActivityForPort9000', 'CallQueueLength'),
    row('RpcDetailedActivityForPort9000', 'GetFileInfoNumOps'),
  ]
  assert.deepEqual(rpcPortsIn(calls), { client: '9000', service: '8022' })
  assert.deepEqual(rpcPortsIn(calls.slice(0, 3)), { client: '8022', service: '9000' })
  assert.deepEqual(rpcPortsIn([]), { client: undefined, service: undefined })
})

test('scrapes are told by a series whose labels stay; never by one that is not there, nor by an expression', () => {
  const blocks = row('FSNamesystem', 'BlocksTotal', 'fs_namesystem_blocks_total{$node}')
  const threads = row('JvmMetrics', 'ThreadsRunnable', 'jvm_metrics_threads_runnable{$node}')
  assert.equal(sentinelOf([blocks, threads]), threads.query)
  assert.equal(sentinelOf([blocks, { ...threads, isSeen: false }]), blocks.query)
  assert.equal(sentinelOf([{ ...blocks, query: '2 * a{$node}' }]), undefined)
})

test('which columns an attribute feeds depends on whose port it is', () => {
  const ports = { client: '8020', service: '8022' }
  const bean = (port: string): string => `Hadoop:service=NameNode,name=RpcActivityForPort${port}`
  assert.deepEqual(columnsFed(bean('8020'), 'CallQueueLength', ports), ['CallQueueLength'])
  assert.deepEqual(columnsFed(bean('8022'), 'CallQueueLength', ports), ['CallQueueLength@service'])
  assert.deepEqual(columnsFed(bean('1'), 'CallQueueLength', ports), [])
})

test('a mean counts as mapped only with the count of its operations; all places together feed all columns', () => {
  const ports = { client: '8020', service: '8022' }
  const all = placesOf(['8020', '8022'])
  assert.deepEqual(coverageBy(rolesIn(all, ports)).missing, [])
  const lame = all.filter(({ attribute }) => attribute !== 'SyncsNumOps')
  assert.deepEqual(coverageBy(rolesIn(lame, ports)).missing, ['SyncsAvgTime', 'SyncsNumOps'])
})
