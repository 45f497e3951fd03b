// The storing half of an import on a real database: what is kept, what is derived, and in which order it may come.
import assert from 'node:assert/strict'
import { cpSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import test from 'node:test'
import {
  namenodeBean,
  recordedBatches,
  recordedDocuments,
  temporaryFolder,
  withAttributes,
  withoutBeans,
} from '../../../e2e/recordings.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { signals } from '../../../src-shared/signals.ts'
import type { JmxDocument } from '../etl/document.ts'
import { documentOf, process343 } from '../etl/fixtures/polls.ts'
import { engineBean } from '../etl/identity.ts'
import { bucketWidths, readBuckets } from '../store/buckets.ts'
import {
  type ReadableDatabase,
  type WritableDatabase,
  databaseFile,
  openDatabase,
} from '../store/database.ts'
import { documentsBetween } from '../store/documents.ts'
import { temporaryStore } from '../store/fixtures/temporary-store.ts'
import { readRows, readSignals } from '../store/samples.ts'
import {
  countHeld,
  derivedFrom,
  listNodes,
  listSources,
  markDerivedFrom,
  nodesToDerive,
} from '../store/sources.ts'
import { deriveAgain } from './derive-again.ts'
import type { FoundDocument } from './found-document.ts'
import { newSummary } from './import-summary.ts'
import { Ingest } from './ingest.ts'
import { withReading } from './read-ahead.ts'

const always = Number.MAX_SAFE_INTEGER
const day = await recordedDocuments('day-a', 300)
const other = await recordedDocuments('slow-sync-3.4', 40)
const repeating = await recordedDocuments('light-3.3-g1')

/** Stores batches of documents in one import; its summary. */
function stored(db: WritableDatabase, ...batches: (readonly FoundDocument[])[]) {
  const summary = newSummary(['test'])
  const ingest = new Ingest(db, summary)
  for (const batch of batches) ingest.add(batch.map(withReading))
  ingest.finish()
  return summary
}

/** The ids of all nodes by name. */
function nodesOf(db: ReadableDatabase): Record<string, number> {
  return Object.fromEntries(
    listSources(db)
      .flatMap(({ id }) => listNodes(db, id))
      .map(({ name, id }) => [name, id]),
  )
}
const onlyNode = (db: ReadableDatabase): number => {
  const ids = Object.entries(nodesOf(db)).filter(([name]) => name !== 'nn1:8020')
  assert.equal(ids.length, 1)
  return ids[0]?.[1] ?? Number.NaN
}
/** Everything that is derived for a node. */
const derivedOf = (db: ReadableDatabase, node: number) => ({
  rows: readRows(db, node, 0, always),
  signals: readSignals(db, node, 0, always, signals.length),
  buckets: bucketWidths.map((width) => readBuckets(db, node, width, 0, always)),
})

/** The same order for the same seed (a linear congruential generator). */
function shuffled<T>(list: readonly T[], seed: number): T[] {
  let state = seed
  const next = (): number => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648)
  return list
    .map((value) => ({ value, key: next() }))
    .toSorted((left, right) => left.key - right.key)
    .map(({ value }) => value)
}

/** A document at another time with another content; its text is made anew. */
function edited(
  document: FoundDocument,
  time: number,
  change: (jmx: JmxDocument) => JmxDocument,
): FoundDocument {
  const jmx = change(document.jmx)
  return { ...document, time, jmx, text: Buffer.from(JSON.stringify({ ts: time, jmx })) }
}

test('what is stored comes back byte for byte, with its times', (context) => {
  const { db } = temporaryStore(context)
  const summary = stored(db, day.slice(0, 100), day.slice(100))
  assert.deepEqual(
    [summary.found, summary.added, summary.duplicates, summary.from, summary.to],
    [300, 300, 0, day[0]?.time, day.at(-1)?.time],
  )
  assert.deepEqual(summary.timeFrom, { wrapper: 300, runtime: 0, name: 0, file: 0 })
  const node = onlyNode(db)
  const found = [...documentsBetween(db, node, 0, always)]
  assert.equal(found.length, 300)
  found.forEach(({ time, text, wrapped }, index) => {
    const original = day[index] ?? assert.fail()
    assert.ok(original.text.equals(text))
    assert.deepEqual([time, wrapped], [original.time, true])
  })
  assert.deepEqual(countHeld(db, node), { documents: 300, samples: summary.rows })
  assert.deepEqual(
    listSources(db).map(({ name }) => name),
    ['nn1.lab', 'nn1'],
  )
})

test('all of day-a is kept at least 25 times smaller than its texts', async (context) => {
  const { db } = temporaryStore(context)
  const summary = newSummary([])
  const ingest = new Ingest(db, summary)
  let bytes = 0
  for await (const batch of recordedBatches('day-a')) {
    bytes += batch.reduce((sum, { text }) => sum + text.length, 0)
    ingest.add(batch.map(withReading))
  }
  ingest.finish()
  assert.deepEqual([summary.added, summary.rows], [3214, 3134])
  const kept = Number(db.get('SELECT sum(length(data)) AS bytes FROM document_groups')?.['bytes'])
  assert.ok(bytes > 300e6 && bytes / kept >= 25, `${bytes / kept} times smaller`)
  assert.equal(db.get('SELECT sum(length) AS bytes FROM documents')?.['bytes'], bytes)
})

test('the same data twice adds nothing, within one import or in two', (context) => {
  const { db } = temporaryStore(context)
  const some = day.slice(0, 75)
  const first = stored(db, some, some.slice(40), some.slice(0, 10))
  assert.deepEqual([first.found, first.added, first.duplicates], [120, 75, 45])
  const node = onlyNode(db)
  const before = derivedOf(db, node)
  const second = stored(db, shuffled(some, 3))
  assert.deepEqual([second.found, second.added, second.duplicates, second.rows], [75, 0, 75, 0])
  assert.deepEqual(derivedOf(db, node), before)
  assert.deepEqual(countHeld(db, node), { documents: 75, samples: first.rows })
})

test('an import that goes on where another ended gives the same samples as one', (context) => {
  const [whole, parts] = [temporaryStore(context).db, temporaryStore(context).db]
  const summary = stored(whole, repeating)
  let sum = 0
  for (const [first, end] of [
    [0, 47],
    [47, 48],
    [48, 131],
  ] as const)
    sum += stored(parts, repeating.slice(first, end)).rows
  assert.equal(sum, summary.rows)
  assert.deepEqual(derivedOf(parts, onlyNode(parts)), derivedOf(whole, onlyNode(whole)))
})

test('documents in any order, in several batches and imports, give the samples of those in order, bit for bit', (context) => {
  for (const [documents, seed] of [
    [day.slice(0, 200), 1],
    [repeating.slice(0, 80), 2],
  ] as const) {
    const inOrder = temporaryStore(context).db
    const summary = stored(inOrder, documents)
    const { db } = temporaryStore(context)
    const mixed = shuffled(documents, seed)
    const [a, b, c] = [mixed.slice(0, 45), mixed.slice(45, 60), mixed.slice(60)]
    const first = stored(db, a.slice(0, 33), a.slice(33))
    const second = stored(db, b)
    const third = stored(db, c.slice(0, 1), c.slice(1), a)
    assert.equal(third.duplicates, 45)
    assert.equal(first.rows + second.rows + third.rows, summary.rows)
    assert.equal(derivedFrom(db, onlyNode(db)), undefined)
    assert.deepEqual(derivedOf(db, onlyNode(db)), derivedOf(inOrder, onlyNode(inOrder)))
  }
})

test('blocks imported from the last to the first', (context) => {
  const [inOrder, { db }] = [temporaryStore(context).db, temporaryStore(context)]
  stored(inOrder, repeating)
  for (const first of [100, 50, 0]) stored(db, repeating.slice(first, first + 50))
  assert.deepEqual(derivedOf(db, onlyNode(db)), derivedOf(inOrder, onlyNode(inOrder)))
})

test('two NameNodes in one stream are told apart by their ports', (context) => {
  const { db } = temporaryStore(context)
  const mixed = Array.from({ length: 40 }, (_, index) => [day[index], other[index]])
    .flat()
    .filter((document) => document !== undefined)
    .map((document) => ({ ...document, input: 'both' }))
  const summary = stored(db, mixed)
  assert.deepEqual(
    summary.sources.map(({ name, nodes }) => [name, nodes]),
    [['nn1.lab', ['nn1.lab:8020', 'nn1.lab:9000']]],
  )
  const nodes = nodesOf(db)
  for (const [name, documents] of [
    ['nn1.lab:8020', day.slice(0, 40)],
    ['nn1.lab:9000', other],
  ] as const) {
    const alone = temporaryStore(context).db
    stored(alone, documents)
    assert.deepEqual(derivedOf(db, nodes[name] ?? 0), derivedOf(alone, onlyNode(alone)), name)
  }
})

test('a starting NameNode that does not say who it is belongs to the one before it in the same input', (context) => {
  const { db } = temporaryStore(context)
  const isIdentity = (name: string): boolean =>
    /NameNodeInfo|NameNodeStatus|RpcActivity|RpcDetailed/.test(name)
  const silent = (jmx: JmxDocument): JmxDocument => withoutBeans(jmx, isIdentity)
  const mute = (jmx: JmxDocument): JmxDocument =>
    withoutBeans(jmx, (name) => isIdentity(name) || /JvmMetrics|FSNamesystem$/.test(name))
  const [a, b] = [day[0] ?? assert.fail(), day[1] ?? assert.fail()]
  const at = (archive: string, document: FoundDocument): FoundDocument => ({
    ...document,
    input: `${archive} › ${document.time}`,
  })
  stored(db, [
    at('x.zip', a),
    at('x.zip', edited(a, a.time + 100, silent)),
    at('x.zip', edited(a, a.time + 200, mute)),
    at('x.zip', b),
    at('y.zip', edited(a, a.time + 300, silent)),
  ])
  const nodes = nodesOf(db)
  assert.deepEqual(
    [...documentsBetween(db, nodes['nn1.lab:8020'] ?? 0, 0, always)].map(({ time }) => time - a.time),
    [0, 100, 200, b.time - a.time],
  )
  assert.equal(countHeld(db, nodes['nn1.lab'] ?? 0).documents, 1, 'another input says nothing of it')
  assert.equal(countHeld(db, nodes['nn1.lab:8020'] ?? 0).samples, 2, 'a starting NameNode makes no row')
})

test('a starting NameNode on another host is another one, also in the same input', (context) => {
  const { db } = temporaryStore(context)
  const a = day[0] ?? assert.fail()
  const elsewhere = (jmx: JmxDocument): JmxDocument =>
    withAttributes(
      withoutBeans(jmx, (name) => /NameNodeInfo|NameNodeStatus|RpcActivity|RpcDetailed/.test(name)),
      namenodeBean('JvmMetrics'),
      { 'tag.Hostname': 'nn2.lab' },
    )
  stored(db, [a, edited(a, a.time + 100, elsewhere)])
  const nodes = nodesOf(db)
  assert.equal(countHeld(db, nodes['nn1.lab:8020'] ?? 0).documents, 1)
  assert.equal(countHeld(db, nodes['nn2.lab'] ?? 0).documents, 1)
})

test('the latest document says version and state of a node, not the last imported', (context) => {
  const { db } = temporaryStore(context)
  const status = namenodeBean('NameNodeStatus')
  const [a, b] = [day[0] ?? assert.fail(), day[1] ?? assert.fail()]
  stored(db, [edited(b, b.time, (jmx) => withAttributes(jmx, status, { State: 'standby' }))])
  stored(db, [a])
  const [source] = listSources(db)
  const [node] = listNodes(db, source?.id ?? 0)
  assert.deepEqual([node?.version, node?.ha_state], ['3.4.3', 'standby'])
})

test('a process killed in the midst leaves a whole beginning; the next import completes it', (context) => {
  const { db, folder } = temporaryStore(context)
  const killed = new Ingest(db, newSummary([]))
  killed.add(day.slice(0, 200).map(withReading))
  // What a kill -9 leaves: the files as they are, with the write-ahead log.
  const left = path.join(temporaryFolder(context), 'left')
  mkdirSync(left)
  for (const suffix of ['', '-wal'])
    cpSync(path.join(folder, databaseFile + suffix), path.join(left, databaseFile + suffix))
  killed.finish()
  const reopened = openDatabase(left)
  context.after(() => reopened.close())
  const node = onlyNode(reopened)
  const held = [...documentsBetween(reopened, node, 0, always)]
  assert.ok(held.length >= 60 && held.length < 200, `${held.length} of 200 were committed`)
  assert.equal(held.length % 30, 0)
  held.forEach(({ text }, index) => assert.ok(day[index]?.text.equals(text)))
  assert.ok(stored(reopened, day.slice(0, 200)).duplicates === held.length)
  assert.deepEqual(derivedOf(reopened, node), derivedOf(db, onlyNode(db)))
})

test('a process killed before its first group was stored leaves neither source nor node', (context) => {
  const { db } = temporaryStore(context)
  const before = listSources(db)
  const killed = new Ingest(db, newSummary([]))
  killed.add(day.slice(0, 5).map(withReading))
  assert.deepEqual(listSources(db), before)
  killed.finish()
  assert.equal(listSources(db).length, before.length + 1)
})

test('killed before out-of-order documents were derived: the mark is kept, and deriving anew completes it', async (context) => {
  const { db } = temporaryStore(context)
  const late = repeating.slice(40, 100)
  stored(db, [...repeating.slice(0, 40), ...repeating.slice(100)])
  const node = onlyNode(db)
  const killed = new Ingest(db, newSummary([]))
  killed.add(late.map(withReading))
  // Nothing ends this import: its two groups are written when their compression is done.
  while (countHeld(db, node).documents < 131) await new Promise((resolve) => setTimeout(resolve, 5))
  assert.equal(derivedFrom(db, node), late[0]?.time)
  assert.deepEqual(nodesToDerive(db), [node])
  const before = countHeld(db, node).samples
  const added = deriveAgain(db, node)
  assert.equal(countHeld(db, node).samples, before + added)
  assert.ok(added > 0)
  assert.deepEqual(nodesToDerive(db), [])
  const inOrder = temporaryStore(context).db
  stored(inOrder, repeating)
  assert.deepEqual(derivedOf(db, node), derivedOf(inOrder, onlyNode(inOrder)))
})

test('what a watch stores while samples are derived anew stays marked: whoever dies then, its rows are not lost', (context) => {
  const { db } = temporaryStore(context)
  stored(db, repeating)
  const node = onlyNode(db)
  const last = repeating.at(-1)?.time ?? 0
  // Another thread's document, right before the mark is taken away.
  db.run(`CREATE TEMP TRIGGER late AFTER INSERT ON samples WHEN new.time = ${last} BEGIN
    INSERT INTO document_groups (node_id, data, live) SELECT node_id, data, 1 FROM document_groups ORDER BY id LIMIT 1;
    INSERT INTO documents SELECT node_id, time + ${last}, (SELECT max(id) FROM document_groups), offset, length, wrapped
      FROM documents ORDER BY time LIMIT 1;
    UPDATE nodes SET derived_from = min(derived_from, (SELECT max(time) FROM documents)); END`)
  markDerivedFrom(db, node, 0)
  deriveAgain(db, node)
  assert.equal(derivedFrom(db, node), (repeating[0]?.time ?? 0) + last)
  deriveAgain(db, node)
  assert.equal(derivedFrom(db, node), undefined)
})

test('deriving anew from anywhere changes nothing that was right', (context) => {
  const { db } = temporaryStore(context)
  stored(db, repeating)
  const node = onlyNode(db)
  const wanted = derivedOf(db, node)
  assert.equal(deriveAgain(db, node), 0, 'nothing is marked')
  for (const from of [0, repeating[70]?.time ?? 0, repeating.at(-1)?.time ?? 0, always]) {
    markDerivedFrom(db, node, from)
    assert.equal(deriveAgain(db, node), 0)
    assert.deepEqual(derivedOf(db, node), wanted)
  }
})

test('deriving anew makes up for samples that are lost', (context) => {
  const { db } = temporaryStore(context)
  const { rows } = stored(db, repeating)
  const node = onlyNode(db)
  const wanted = derivedOf(db, node)
  for (const table of ['samples', 'signals', 'sample_buckets']) db.run(`DELETE FROM ${table}`)
  markDerivedFrom(db, node, 0)
  assert.equal(deriveAgain(db, node), rows)
  assert.deepEqual(derivedOf(db, node), wanted)
})

test('a stored text that is no document any more is BROKEN', (context) => {
  const { db } = temporaryStore(context)
  stored(db, day.slice(0, 3))
  const node = onlyNode(db)
  for (const [offset, length] of [
    [2, 5],
    [0, 0],
  ] as const) {
    db.run('UPDATE documents SET offset = ?, length = ?', offset, length)
    markDerivedFrom(db, node, 0)
    const isBroken = (error: unknown) => error instanceof DeclaredError && error.code === 'BROKEN'
    assert.throws(() => deriveAgain(db, node), isBroken)
  }
})

test('deriving anew that is stopped half-way goes on where it was', (context) => {
  const { db } = temporaryStore(context)
  const polls = Array.from({ length: 620 }, (_, index): FoundDocument => {
    const time = (index + 1) * 1000
    const rpc = { RpcProcessingTimeNumOps: index + 1, RpcProcessingTimeAvgTime: 1 }
    const jmx = documentOf({ ...process343, RpcActivityForPort8020: rpc })
    return { time, jmx, text: Buffer.from(JSON.stringify(jmx)), wrapped: false, timeFrom: 'name', input: 'x' }
  })
  stored(db, polls)
  const node = nodesOf(db)['nn1:8020'] ?? 0
  const wanted = derivedOf(db, node)
  markDerivedFrom(db, node, 0)
  db.run('UPDATE documents SET length = length - 1 WHERE time = 600000')
  assert.throws(() => deriveAgain(db, node))
  const mark = derivedFrom(db, node) ?? 0
  assert.ok(mark > 400_000 && mark < 600_000, `marked from ${mark} on`)
  assert.deepEqual(countHeld(db, node).samples, (mark - 1) / 1000)
  db.run('UPDATE documents SET length = length + 1 WHERE time = 600000')
  deriveAgain(db, node)
  assert.equal(derivedFrom(db, node), undefined)
  assert.deepEqual(derivedOf(db, node), wanted)
})

test('a node’s zone is the latest that its dump named', (context) => {
  const { db } = temporaryStore(context)
  const zones = (): (string | null)[] =>
    listSources(db).flatMap(({ id }) =>
      listNodes(db, id).flatMap(({ name, zone }) => (name === 'nn1:8020' ? [] : [zone])),
    )
  const [first, second, third] = day
  if (first === undefined || second === undefined || third === undefined) assert.fail()
  stored(db, [first])
  assert.deepEqual(zones(), ['Etc/UTC'])
  const properties = [{ key: 'user.timezone', value: 'America/New_York' }]
  const runtime = 'java.lang:type=Runtime'
  stored(db, [
    edited(second, second.time, (jmx) => withAttributes(jmx, runtime, { SystemProperties: properties })),
  ])
  assert.deepEqual(zones(), ['America/New_York'])
  stored(db, [
    edited(third, third.time, (jmx) => withAttributes(jmx, runtime, { SystemProperties: undefined })),
  ])
  assert.deepEqual(zones(), ['America/New_York'])
})

/** The recording as an engine would have it: nothing says whose it is but the engine's own bean. */
const rebuilt = (documents: readonly FoundDocument[], node: string): FoundDocument[] =>
  documents.map((document) => {
    const bare = withoutBeans(document.jmx, (name) => /NameNodeInfo|NameNodeStatus/.test(name))
    const jmx = { beans: [engineBean({ engine: 'site', source: 'prod', node }), ...bare.beans] }
    return { ...document, jmx, text: Buffer.from(JSON.stringify(jmx)), wrapped: false, input: 'one place' }
  })

test('rebuilt documents of two NameNodes of one host stay apart', (context) => {
  const { db } = temporaryStore(context)
  const some = day.slice(0, 40)
  stored(db, [...rebuilt(some, 'lab:9404'), ...rebuilt(some, 'lab:9405')])
  const held = Object.entries(nodesOf(db)).filter(([name]) => name.startsWith('lab'))
  assert.deepEqual(
    held.map(([name, id]) => [name, countHeld(db, id).documents]),
    [
      ['lab:9404', 40],
      ['lab:9405', 40],
    ],
  )
  assert.ok(listSources(db).some(({ key }) => key === 'engine site prod'))
})

test('what is stored without an end is whole, and what came out of order waits to be derived', (context) => {
  const { db } = temporaryStore(context)
  const summary = newSummary(['test'])
  const late = day.slice(100, 140)
  const early = day.slice(0, 40)
  stored(db, late)
  const ingest = new Ingest(db, summary)
  ingest.add(early.map(withReading))
  ingest.store()
  const node = onlyNode(db)
  assert.deepEqual([summary.added, countHeld(db, node).documents], [40, 80])
  assert.equal(derivedFrom(db, node), early[0]?.time)
  deriveAgain(db, node)
  const other = temporaryStore(context)
  stored(other.db, [...early, ...late])
  assert.deepEqual(derivedOf(db, node), derivedOf(other.db, onlyNode(other.db)))
})
