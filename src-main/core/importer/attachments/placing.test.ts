// Whose a file is.
import assert from 'node:assert/strict'
import test from 'node:test'
import { ensureNode, ensureSource } from '../../store/sources.ts'
import { temporaryStore } from '../../store/fixtures/temporary-store.ts'
import { placingOf } from './placing.ts'

test('the host that a place names, whole or by its first label, decides; a part of a word does not', (context) => {
  const { db, source } = temporaryStore(context)
  const second = ensureNode(db, source, 'nn2.lab:8020')
  const other = ensureSource(db, 'CID-2/BP-2', 'hdfs')
  const generic = ensureNode(db, other, 'hdfs.lab:8020')
  const node = (place: string): unknown => {
    const placing = placingOf(db, place, [], undefined)
    return 'unplaced' in placing ? placing.unplaced.slice(0, 8) : [placing.source, placing.node?.id]
  }
  assert.deepEqual(node('logs/hadoop-hdfs-namenode-nn2.lab.log'), [source, second])
  assert.deepEqual(node('case.zip › NN2/hdfs-audit.log'), [source, second])
  assert.deepEqual(node('hdfs.lab/audit.log'), [other, generic])
  for (const place of ['nn22/audit.log', 'hdfs-audit.log', 'nn1-and-nn2/audit.log'])
    assert.equal(node(place), 'of which')
})

test('the node of the import, else the only one of the source; of several none in particular', (context) => {
  const { db, source, node } = temporaryStore(context)
  const of = (nodes: string[]) => placingOf(db, 'x.log', [{ id: source, name: 'nn1', nodes }], undefined)
  const nodeOf = (placing: ReturnType<typeof of>): number | undefined =>
    'unplaced' in placing ? -1 : placing.node?.id
  assert.equal(nodeOf(placingOf(db, 'x.log', [], undefined)), node)
  ensureNode(db, source, 'nn2:8020')
  assert.equal(nodeOf(of(['nn1:8020'])), node)
  assert.equal(nodeOf(of(['nn1:8020', 'nn2:8020'])), undefined)
  assert.equal(nodeOf(placingOf(db, 'x.log', [], source)), undefined)
})
