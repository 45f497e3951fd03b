// Dialects against what exporters make of real documents: every number that a column needs is found again, under its own name.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { speak } from '../../../e2e/prometheus/dialects.ts'
import type { MetricLine } from '../../../e2e/prometheus/exposition.ts'
import { namenodeBean, singleDocument } from '../../../e2e/recordings.ts'
import { dialects } from '../../../src-shared/contract/engines.ts'
import { type JmxDocument, beansByName, numberOf } from '../etl/document.ts'
import { readingOf } from '../etl/reading.ts'
import { type RoleSlots, roleSlots } from '../etl/slots.ts'
import { snakeCase } from './dialects-prom.ts'
import { jmxRules } from './dialects-rules.ts'
import { type Vocabulary, vocabularies } from './dialects.ts'
import {
  type FoundRow,
  type Sighting,
  dialectRows,
  filledIn,
  plainSelector,
  rpcPortsIn,
  sentinelOf,
} from './mapping.ts'
import { coverageBy, rolesIn } from './places.ts'
import { sourcesOf } from './sources.ts'

const sightingOf = (lines: readonly MetricLine[]): Sighting =>
  new Map(
    [...Map.groupBy(lines, ({ name }) => name)].map(([name, of]) => [name, of.map(({ labels }) => labels)]),
  )

const portsOf = (document: JmxDocument): string[] =>
  document.beans.flatMap(({ name }) => /RpcActivityForPort(\d+)/.exec(name)?.[1] ?? [])

/** The vocabulary that sees most, and its rows. */
function understood(
  lines: readonly MetricLine[],
  ports: readonly string[],
): [Vocabulary, readonly FoundRow[]] {
  const sighting = sightingOf(lines)
  const all = vocabularies.map((one): [Vocabulary, FoundRow[]] => [
    one,
    dialectRows(sourcesOf(one, ports), sighting),
  ])
  const seen = (rows: readonly FoundRow[]): number => rows.filter(({ isSeen }) => isSeen).length
  return all.reduce((left, right) => (seen(right[1]) > seen(left[1]) ? right : left))
}

/** The document that the rows' values make. */
function rebuilt(lines: readonly MetricLine[], rows: readonly FoundRow[]): JmxDocument {
  const byName = Map.groupBy(lines, ({ name }) => name)
  const beans = new Map<string, Record<string, unknown> & { name: string }>()
  for (const { bean, attribute, query, isSeen } of rows) {
    const { metric = '', labels: wanted = {} } = plainSelector(query.replaceAll(/\$node,?/g, '')) ?? {}
    const line = byName
      .get(metric)
      ?.find(({ labels }) => Object.entries(wanted).every(([label, value]) => labels[label] === value))
    if (line === undefined || !isSeen) continue
    const known = beans.get(bean) ?? { name: bean }
    known[attribute] = attribute === 'tag.HAState' ? line.labels['hastate'] : line.value
    beans.set(bean, known)
  }
  return { beans: [...beans.values()] }
}

/** Numbers of a sample that a rebuilt document has not, or has otherwise, as role and attribute. */
function lostIn(served: Float64Array, again: Float64Array, roles: readonly RoleSlots[]): string[] {
  return roles.flatMap(({ role, first, attributes }) =>
    attributes
      .filter((_, index) => {
        const value = served[first + index] ?? Number.NaN
        return !Number.isNaN(value) && !Object.is(again[first + index], value)
      })
      .map((attribute) => `${role} ${attribute}`),
  )
}

/** Roles whose beans are metrics records: /prom has them. */
const records = roleSlots.filter(({ role }) => /^(?:Rpc|Jvm|Ugi|NameNodeActivity|FSNamesystem$)/.test(role))

const names = [
  '3.4.3-main-baseline',
  '3.4.3-standby',
  '3.4.3-g1-light-load',
  '3.3.6-cms-light-load',
  '2.10.2-cms-light-load',
] as const

/** Which metrics a JVM and version do not have, so that no dialect can. */
const withoutCollector = ['GcTimeMillisParNew', 'GcTimeMillisConcurrentMarkSweep']

for (const dialect of dialects.filter((one) => one !== 'own')) {
  test(`${dialect}: real documents come back as they were`, () => {
    for (const name of names) {
      const document = singleDocument(name)
      const lines = speak[dialect](document)
      const [vocabulary, rows] = understood(lines, portsOf(document))
      assert.equal(vocabulary.dialect.replace(/-a$/, ''), dialect.replace(/-[abc]$/, ''), name)
      // Without NameNodeStatus the client's port is told by its calls, here as well as there.
      const { identity, served } = readingOf(document, 0)
      const again = readingOf(rebuilt(lines, rows), 0)
      const isProm = dialect.startsWith('prom')
      // Of two ports prom-a has one.
      const roles = dialect === 'prom-a' ? records.slice(0, 0) : isProm ? records : roleSlots
      assert.deepEqual(lostIn(served, again.served, roles), [], name)
      if (isProm) assert.equal(again.identity.haState, identity.haState)
      const { metrics } = coverageBy(
        rolesIn(
          rows.filter(({ isSeen }) => isSeen),
          rpcPortsIn(rows),
        ),
      )
      const has = coverageBy((role, attribute) => {
        const bean = role.startsWith('Rpc')
          ? document.beans.find(
              (one) =>
                one.name ===
                namenodeBean(`${role.replace(/@.*/, '')}ForPort${rpcPortsIn(rows).client ?? ''}`),
            )
          : beansByName(document).get(namenodeBean(role))
        return !Number.isNaN(numberOf(bean, attribute))
      }).metrics
      assert.equal(metrics.mapped, has.mapped, `${name}: metrics mapped`)
      assert.ok(sentinelOf(rows) !== undefined)
    }
  })
}

test('a G1 NameNode under load has all metrics but those of other collectors', () => {
  const document = singleDocument('3.4.3-main-baseline')
  const [, rows] = understood(speak.jmx_exporter(document), portsOf(document))
  const { client, service } = rpcPortsIn(rows)
  assert.deepEqual([client, service], ['8020', '8022'])
  const { missing } = coverageBy(
    rolesIn(
      rows.filter(({ isSeen }) => isSeen),
      { client, service },
    ),
  )
  assert.ok(withoutCollector.every((id) => missing.includes(id)))
})

test('ports within the metric’s name, snake case, other capitals', () => {
  const rules: readonly (readonly [Vocabulary, string, string])[] = [
    [
      jmxRules('hadoop_namenode_', 'lower'),
      'hadoop_namenode_rpcactivityforport8020_callqueuelength',
      'hadoop_namenode_rpcactivityforport8020_callqueuelength{$node}',
    ],
    [
      jmxRules('hadoop_namenode_', 'snake'),
      'hadoop_namenode_rpcactivity_call_queue_length',
      'hadoop_namenode_rpcactivity_call_queue_length{$node,port="8020"}',
    ],
    [
      jmxRules('Hadoop_NameNode_', 'mixed'),
      'Hadoop_NameNode_RpcActivity_CallQueueLength',
      'Hadoop_NameNode_RpcActivity_CallQueueLength{$node,port="8020"}',
    ],
  ]
  for (const [vocabulary, metric, query] of rules) {
    const sighting = new Map([[metric, [{ port: '8020' }]]])
    const row = dialectRows(sourcesOf(vocabulary, ['8020']), sighting).find(
      ({ attribute }) => attribute === 'CallQueueLength',
    )
    assert.deepEqual(row?.query, query)
    assert.equal(row.isSeen, true)
  }
})

test('a run of capitals is one word with what follows it, as jmx_exporter has it', () => {
  const metric = 'hadoop_namenode_namenodeactivity_generate_edektime_num_ops'
  const rows = dialectRows(sourcesOf(jmxRules('hadoop_namenode_', 'snake'), []), new Map([[metric, [{}]]]))
  const seen = rows.filter(({ isSeen }) => isSeen).map(({ attribute }) => attribute)
  assert.deepEqual(seen, ['GenerateEDEKTimeNumOps'])
})

test('attributes that are not there now are asked for in the way that the others are', () => {
  const sighting = new Map([['hadoop_namenode_rpcactivityforport8020_callqueuelength', [{}]]])
  const rows = dialectRows(sourcesOf(jmxRules('hadoop_namenode_', 'lower'), ['8020']), sighting)
  const snapshot = rows.find(({ attribute }) => attribute === 'CreateSnapshotAvgTime')
  assert.equal(snapshot?.query, 'hadoop_namenode_rpcdetailedactivityforport8020_createsnapshotavgtime{$node}')
  assert.deepEqual([snapshot.isSeen, snapshot.found], [false, null])
})

test('the collectors of jmx_exporter itself stand in for beans that a site leaves out', () => {
  const sighting = new Map([
    ['jvm_gc_collection_seconds_sum', [{ gc: 'ParNew' }]],
    ['process_start_time_seconds', [{}]],
  ])
  const [jmx] = vocabularies
  assert.ok(jmx !== undefined)
  const seen = dialectRows(sourcesOf(jmx, []), sighting).filter(({ isSeen }) => isSeen)
  assert.deepEqual(
    seen.map(({ attribute, query }) => [attribute, query]),
    [
      ['CollectionTime', '1000 * jvm_gc_collection_seconds_sum{$node,gc="ParNew"}'],
      ['StartTime', '1000 * process_start_time_seconds{$node}'],
    ],
  )
  assert.equal(plainSelector(filledIn(seen[0]?.query ?? '', 'instance="a"')), undefined)
})

test('names of /prom as Hadoop’s sink makes them', () => {
  const wanted = {
    FSNamesystemMissingBlocks: 'fs_namesystem_missing_blocks',
    'JvmMetricsGcTimeMillisG1 Young Generation': 'jvm_metrics_gc_time_millis_g1_young_generation',
    NamenodeGenerateEDEKTimeNumOps: 'namenode_generate_edek_time_num_ops',
    RpcdetailedRename2NumOps: 'rpcdetailed_rename2_num_ops',
  }
  for (const [name, snake] of Object.entries(wanted)) assert.equal(snakeCase(name), snake)
})
