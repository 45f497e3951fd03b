// The mapping file for Telegraf's jolokia2 input, its blocks named as the beans: what it reads of real documents.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { z } from 'zod'
import { singleDocument } from '../../../e2e/recordings.ts'
import { MappingRow } from '../../../src-shared/contract/engines.ts'
import { packageRoot } from '../package-root.ts'
import { plainSelector, rpcPortsIn, withOwnRows } from './mapping.ts'
import { coverageBy, rolesIn } from './places.ts'

const file = path.join(packageRoot(), 'assets/mappings/telegraf.json')
const rows = z.array(MappingRow).parse(JSON.parse(readFileSync(file, 'utf8')))

type Labels = Record<string, string>

/** A document's numbers by the names that Telegraf's Prometheus output gives them: measurement and field, dots as underscores. */
function telegrafMetrics(name: Parameters<typeof singleDocument>[0]): Map<string, Labels[]> {
  const metrics = new Map<string, Labels[]>()
  for (const bean of singleDocument(name).beans) {
    const isCollector = bean.name.includes('type=GarbageCollector')
    const own = /(?:name|type)=([A-Za-z]+?)(?:ForPort8020)?$/.exec(bean.name)?.[1] ?? bean.name
    const block = isCollector ? 'jvm_garbage_collector' : own === 'Runtime' ? 'jvm_runtime' : own
    const labels = isCollector ? { name: /name=([^,]+)/.exec(bean.name)?.[1] ?? '' } : {}
    for (const [attribute, value] of Object.entries(bean)) {
      if (typeof value !== 'number') continue
      const metric = `hadoop_hdfs_namenode_${block}_${attribute}`
      metrics.set(metric, [...(metrics.get(metric) ?? []), labels])
    }
  }
  return metrics
}

test('every row is a plain selector of this NameNode', () => {
  for (const { query } of rows) {
    const selector = plainSelector(query.replace(/\$node,?/, ''))
    assert.ok(selector !== undefined && query.includes('{$node'), query)
  }
})

test('all metrics of a NameNode under load are mapped, but those of other collectors', () => {
  const mapped = withOwnRows([], rows, telegrafMetrics('3.4.3-main-baseline'))
  const seen = mapped.filter(({ isSeen }) => isSeen)
  const { metrics, missing } = coverageBy(rolesIn(seen, rpcPortsIn(seen)))
  assert.ok(['GcTimeMillisParNew', 'GcTimeMillisConcurrentMarkSweep'].every((id) => missing.includes(id)))
  assert.deepEqual(metrics, { mapped: 26, of: 28 })
})
