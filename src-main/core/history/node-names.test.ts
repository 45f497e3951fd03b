// Whose series are: as few labels as single a NameNode out, and names that lead back to them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { finders, nodeKey, nodesIn, parsedInstance } from './node-names.ts'

const engine = { clusterLabel: null, mapping: [] }

const named = (labels: readonly Readonly<Record<string, string>>[], of = engine): string[] => {
  const keys = labels.map(nodeKey(of))
  return nodesIn([...new Set(keys)], of).map(({ instance }) => instance)
}

test('the instance is the name; only where it is not enough, the cluster, then the job', () => {
  assert.deepEqual(named([{ instance: 'nn1:9404', job: 'a', cluster: 'x' }, { instance: 'nn2:9404' }]), [
    'nn1:9404',
    'nn2:9404',
  ])
  assert.deepEqual(
    named([
      { instance: 'nn1:9404', cluster: 'x' },
      { instance: 'nn1:9404', cluster: 'y' },
    ]),
    ['nn1:9404{cluster="x"}', 'nn1:9404{cluster="y"}'],
  )
  assert.deepEqual(
    named([
      { instance: 'nn1:9404', job: 'jmx' },
      { instance: 'nn1:9404', job: 'prom' },
    ]),
    ['nn1:9404{cluster="",job="jmx"}', 'nn1:9404{cluster="",job="prom"}'],
  )
  assert.deepEqual(named([{ job: 'x' }]), [])
})

test('a site’s own label names the cluster', () => {
  const site = { clusterLabel: 'hdfs', mapping: [] }
  const keys = [nodeKey(site)({ instance: 'nn1', hdfs: 'blue', cluster: 'k8s-1' })]
  assert.equal(nodesIn(keys, site)[0]?.cluster, 'blue')
  assert.equal(nodesIn(keys, engine)[0]?.cluster, 'blue')
})

test('names lead back to labels', () => {
  for (const labels of [
    [
      { instance: 'nn1:9404', cluster: 'a "b" \\ c' },
      { instance: 'nn1:9404', cluster: 'y}' },
    ],
    [{ instance: 'nn{1}', cluster: '' }],
  ]) {
    const nodes = nodesIn(labels.map(nodeKey(engine)), engine)
    for (const node of nodes) assert.deepEqual(parsedInstance(node.instance), node.labels)
  }
})

test('a NameNode of a dialect that nobody knows is looked for by the engine’s own rows', () => {
  const bean = 'Hadoop:service=NameNode,name=FSNamesystem'
  const mapping = [
    { bean, attribute: 'a', query: 'hdfs_blocks{$node,state="missing"}' },
    { bean, attribute: 'c', query: 'rate(other{$node}[5m])' },
    // Any JVM has that.
    { bean: 'java.lang:type=Runtime', attribute: 'd', query: 'other_start_time{$node}' },
  ]
  const found = finders({ clusterLabel: null, mapping }, { instance: 'nn1' })
  assert.ok(found.includes('hdfs_blocks{state="missing",instance="nn1"}'))
  assert.ok(found.every((selector) => !selector.includes('other')))
})
