// Whose answers are: HA pairs, NameNodes that start, addresses that are of another cluster or of one NameNode.
import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { namenodeBean, withAttributes, withoutBeans } from '../../../e2e/recordings.ts'
import { storeContents } from '../../../e2e/store-contents.ts'
import { WatchInput } from '../../../src-shared/contract/watches.ts'
import type { JmxDocument } from '../etl/document.ts'
import { listNodes, listSources } from '../store/sources.ts'
import { readRows } from '../store/samples.ts'
import { insertWatch } from '../store/watches.ts'
import {
  type LiveStore,
  type Served,
  answer,
  edited,
  liveStore,
  servedDocuments,
} from '../../../e2e/live-store.ts'
import { Keeping } from './keeping.ts'

const documents = await servedDocuments('slow-sync-3.4', 20)
const at = (index: number): Served => documents[index] ?? assert.fail('the recording is shorter')
const [first, second] = ['http://nn1:9870/jmx', 'http://nn2:9870/jmx']

/** The document as one NameNode of a pair serves it. */
const asNode =
  (host: string, state: string) =>
  (document: JmxDocument): JmxDocument => {
    const status = { State: state, HostAndPort: `${host}:8020` }
    const tagged = withAttributes(document, namenodeBean('NameNodeStatus'), status)
    return withAttributes(tagged, namenodeBean('FSNamesystem'), {
      'tag.HAState': state,
      'tag.Hostname': host,
    })
  }

const ofCluster =
  (cluster: string) =>
  (document: JmxDocument): JmxDocument =>
    withAttributes(document, namenodeBean('NameNodeInfo'), { ClusterId: cluster })

/** Neither namesystem nor RPC are there yet. */
const asStarting = (document: JmxDocument): JmxDocument =>
  withoutBeans(document, (name) => name.startsWith('Hadoop:') && !name.endsWith('name=JvmMetrics'))

function keeping(context: TestContext): LiveStore & { readonly keeping: Keeping } {
  const store = liveStore(context, [first, second])
  return { ...store, keeping: new Keeping(store.db, store.folder) }
}

test('an HA pair is one source; each sample has its node and state, a failover is a break', async (context) => {
  const { db, watch, keeping: keeper } = keeping(context)
  for (let index = 0; index < 12; index += 1) {
    const isOver = index >= 6
    const states = isOver ? ['standby', 'active'] : ['active', 'standby']
    for (const [node, url] of [first, second].entries()) {
      const document = edited(at(index), asNode(`nn${String(node + 1)}`, states[node] ?? ''))
      const kept = keeper.keep(answer(watch, document, url))
      assert.deepEqual(
        [kept.problem, kept.node, kept.haState, kept.sourceId],
        [null, `nn${String(node + 1)}:8020`, states[node], 1],
      )
    }
  }
  await keeper.process()
  const nodes = listNodes(db, 1)
  assert.deepEqual(
    nodes.map(({ name, ha_state }) => [name, ha_state]),
    [
      ['nn1:8020', 'standby'],
      ['nn2:8020', 'active'],
    ],
  )
  for (const [index, { id }] of nodes.entries()) {
    const { breaks, haStates } = readRows(db, id, 0, Number.MAX_SAFE_INTEGER)
    assert.deepEqual(
      breaks.filter((one) => one !== null),
      ['start', 'ha-change'],
    )
    const [before, after] = index === 0 ? ['active', 'standby'] : ['standby', 'active']
    const change = breaks.indexOf('ha-change')
    assert.deepEqual(new Set(haStates.slice(0, change)), new Set([before]))
    assert.deepEqual(new Set(haStates.slice(change)), new Set([after]))
  }
})

test('a NameNode that starts is the one that its address was, also after a restart of the thread', async (context) => {
  const { db, folder, watch, keeping: keeper } = keeping(context)
  for (let index = 0; index < 4; index += 1) keeper.keep(answer(watch, at(index), first))
  const before = storeContents(folder).documents.length
  const [{ name: node } = assert.fail()] = listNodes(db, 1)
  const starting = keeper.keep(answer(watch, edited(at(5), asStarting), first))
  assert.deepEqual(
    [starting.isStarting, starting.node, starting.fate, starting.problem],
    [true, node, 'stored', null],
  )
  const again = new Keeping(db, folder)
  const later = again.keep(answer(watch, edited(at(6), asStarting), first))
  assert.deepEqual([later.isStarting, later.node, later.fate], [true, node, 'stored'])
  await again.process()
  assert.equal(listNodes(db, 1).length, 1)
  assert.equal(storeContents(folder).documents.length, before + 2)
})

test('a NameNode that starts and was never seen is said to start, and not stored', (context) => {
  const { db, watch, keeping: keeper } = keeping(context)
  const kept = keeper.keep(answer(watch, edited(at(0), asStarting), first))
  assert.deepEqual([kept.isStarting, kept.fate, kept.problem, kept.sourceId], [true, 'none', null, null])
  assert.deepEqual(listSources(db), [])
})

test('an answer of another cluster is a problem and not stored', (context) => {
  const { db, watch, keeping: keeper } = keeping(context)
  keeper.keep(answer(watch, at(0), first))
  const { problem, fate } = keeper.keep(answer(watch, edited(at(1), ofCluster('CID-other')), second))
  assert.deepEqual([problem?.kind, fate], ['other-cluster', 'none'])
  assert.match(
    problem?.message ?? '',
    /^http:\/\/nn2:9870\/jmx answers as cluster CID-other\/BP-\S+, this watch is of CID-/,
  )
  assert.equal(listSources(db).length, 1)
  assert.equal(keeper.keep(answer(watch, at(2), first)).fate, 'stored')
})

test('two addresses of one NameNode: the second is a problem, in one watch and in two, until the first is forgotten', (context) => {
  const { db, watch, keeping: keeper } = keeping(context)
  const other = insertWatch(db, WatchInput.parse({ name: 'other', urls: ['http://alias:9870'] }), 0)
  assert.equal(keeper.keep(answer(watch, at(0), first)).problem, null)
  const twice = keeper.keep(answer(watch, at(1), second))
  assert.deepEqual([twice.problem?.kind, twice.fate], ['same-node', 'none'])
  assert.match(twice.problem?.message ?? '', /which is read at http:\/\/nn1:9870\/jmx already\.$/)
  const elsewhere = keeper.keep(answer(other, at(2), 'http://alias:9870/jmx'))
  assert.match(elsewhere.problem?.message ?? '', /read at http:\/\/nn1:9870\/jmx for watch 1 already\.$/)
  assert.equal(keeper.keep(answer(watch, at(3), first)).fate, 'stored')
  keeper.forget(watch)
  assert.equal(keeper.keep(answer(other, at(4), 'http://alias:9870/jmx')).fate, 'stored')
})

test('what is no /jmx document, or nested too deep, is a problem', (context) => {
  const { watch, keeping: keeper } = keeping(context)
  const deep = `{"beans":[${'['.repeat(70)}${']'.repeat(70)}]}`
  for (const text of ['', '<html>', '[]', '{"beans":1}', '{"a":{"beans":[]}}', deep]) {
    const kept = keeper.keep(answer(watch, { time: 1, body: Buffer.from(text) }, first))
    assert.deepEqual([kept.problem?.kind, kept.fate], ['garbage', 'none'], text.slice(0, 20))
  }
})
