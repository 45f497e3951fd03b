// One document's numbers: which slot they go to, and what is no number.
import assert from 'node:assert/strict'
import test from 'node:test'
import { namenodeBean, singleDocument, withAttributes, withoutBeans } from '../../../e2e/recordings.ts'
import type { BeanRole } from '../../../src-shared/metrics.ts'
import { columns } from '../../../src-shared/signals.ts'
import type { JmxDocument } from './document.ts'
import { readingOf } from './reading.ts'
import { columnSlots, roleSlots, slotCount, slotOf } from './slots.ts'

const served = (document: JmxDocument, role: BeanRole, attribute: string): number => {
  const slot = slotOf(role, attribute)
  assert.ok(slot >= 0, attribute)
  return readingOf(document, 0).served[slot] ?? Number.NaN
}
const baseline = singleDocument('3.4.3-main-baseline')
const jvm = namenodeBean('JvmMetrics')

test('slots are dense, one per bean and attribute, and every column has its own', () => {
  const all = roleSlots.flatMap(({ first, attributes }) => attributes.map((_, offset) => first + offset))
  assert.deepEqual(
    all,
    Array.from({ length: slotCount }, (_, slot) => slot),
  )
  columns.forEach((column, index) => {
    const slots = columnSlots[index] ?? assert.fail(column.id)
    assert.equal(slots.role, column.bean)
    assert.equal(slots.value, slotOf(column.bean, column.attribute))
    assert.equal(slots.ops === -1, column.ops === undefined, column.id)
    assert.equal(slots.joinedOps === -1, column.joined === undefined, column.id)
  })
  assert.equal(new Set(columnSlots.map(({ value }) => value)).size, columns.length)
  assert.equal(slotOf('JvmMetrics', undefined), -1)
  assert.equal(slotOf('JvmMetrics', 'CreateAvgTime'), -1)
})

test('client and service port are not mixed up, nor Create with OverallCreate', () => {
  const client = namenodeBean('RpcDetailedActivityForPort8020')
  const edited = withAttributes(
    withAttributes(
      withAttributes(baseline, client, { CreateAvgTime: 2.5, OverallCreateAvgTime: 99 }),
      namenodeBean('RpcActivityForPort8020'),
      { RpcProcessingTimeAvgTime: 3 },
    ),
    namenodeBean('RpcActivityForPort8022'),
    { RpcProcessingTimeAvgTime: 44 },
  )
  assert.equal(served(edited, 'RpcDetailedActivity', 'CreateAvgTime'), 2.5)
  assert.equal(served(edited, 'RpcActivity', 'RpcProcessingTimeAvgTime'), 3)
  assert.equal(served(edited, 'RpcActivity@service', 'RpcProcessingTimeAvgTime'), 44)
})

test('texts, objects, booleans, null and numbers past float64 are no numbers; huge ones are', () => {
  const values: readonly unknown[] = [
    '12',
    {},
    [],
    true,
    null,
    Number.NaN,
    JSON.parse('1e999'),
    JSON.parse('-1e999'),
  ]
  for (const value of values)
    assert.ok(
      Number.isNaN(
        served(withAttributes(baseline, jvm, { ThreadsBlocked: value }), 'JvmMetrics', 'ThreadsBlocked'),
      ),
    )
  for (const value of [0, -1, 1e308, 9_007_199_254_740_993])
    assert.equal(
      served(withAttributes(baseline, jvm, { ThreadsBlocked: value }), 'JvmMetrics', 'ThreadsBlocked'),
      value,
    )
})

test('collectors’ own attributes are there under CMS only', () => {
  for (const [name, isCms] of [
    ['2.10.2-cms-light-load', true],
    ['3.3.6-cms-light-load', true],
    ['3.3.6-g1-light-load', false],
    ['3.4.3-main-baseline', false],
  ] as const) {
    const document = singleDocument(name)
    assert.equal(!Number.isNaN(served(document, 'JvmMetrics', 'GcTimeMillisParNew')), isCms, name)
    assert.equal(
      !Number.isNaN(served(document, 'JvmMetrics', 'GcTimeMillisConcurrentMarkSweep')),
      isCms,
      name,
    )
    assert.ok(served(document, 'JvmMetrics', 'GcTimeMillis') > 0, name)
    assert.ok(served(document, 'GarbageCollectorYoung', 'CollectionTime') > 0, name)
  }
})

test('without GcTimeMillis the time is the collectors’ sum; where it is served it is kept', () => {
  const collectors = baseline.beans
    .filter(({ name }) => name.includes('type=GarbageCollector'))
    .reduce((sum, bean) => sum + Number(bean['CollectionTime']), 0)
  assert.ok(collectors > 0)
  const gcTime = (document: JmxDocument): number => served(document, 'JvmMetrics', 'GcTimeMillis')
  assert.equal(gcTime(withAttributes(baseline, jvm, { GcTimeMillis: undefined })), collectors)
  assert.equal(gcTime(withoutBeans(baseline, (name) => name === jvm)), collectors)
  assert.equal(gcTime(withAttributes(baseline, jvm, { GcTimeMillis: 7 })), 7)
  const neither = withoutBeans(baseline, (name) => name === jvm || name.includes('type=GarbageCollector'))
  assert.ok(Number.isNaN(gcTime(neither)))
})

test('a fresh NameNode and one in safe mode serve no operation at all', () => {
  const operations = roleSlots.find(({ role }) => role === 'RpcDetailedActivity')
  assert.ok(operations !== undefined && operations.attributes.length > 40)
  for (const name of [
    '2.10.2-cms-safemode',
    '3.3.6-g1-fresh-empty-top',
    '3.4.3-g1-fresh-empty-top',
    '3.4.3-standby',
  ])
    for (const attribute of operations.attributes.filter((one) => one.endsWith('AvgTime')))
      assert.ok(
        Number.isNaN(served(singleDocument(name), 'RpcDetailedActivity', attribute)),
        `${name} ${attribute}`,
      )
})
