// What was imported, out again: equal to what came in, and importable.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import test from 'node:test'
import { recordedDocuments, recordingsFolder, temporaryFolder } from '../../../e2e/recordings.ts'
import type { FoundDocument } from '../importer/found-document.ts'
import { newSummary } from '../importer/import-summary.ts'
import { Ingest } from '../importer/ingest.ts'
import { withReading } from '../importer/read-ahead.ts'
import { readDocuments } from '../importer/read-documents.ts'
import type { WritableDatabase } from './database.ts'
import { exportedLines } from './export-documents.ts'
import { temporaryStore } from './fixtures/temporary-store.ts'
import { listNodes, listSources } from './sources.ts'

const always = { from: 0, to: Number.MAX_SAFE_INTEGER }

async function read(paths: readonly string[]): Promise<FoundDocument[]> {
  const onSkipped = (part: { readonly reason: string }) => assert.fail(part.reason)
  const found: FoundDocument[] = []
  for await (const batch of readDocuments(paths, { onSkipped })) found.push(...batch)
  return found
}

/** Stores documents, exports all nodes; the lines. */
function throughStore(db: WritableDatabase, documents: readonly FoundDocument[], range = always): Buffer[] {
  const ingest = new Ingest(db, newSummary([]))
  ingest.add(documents.map(withReading))
  ingest.finish()
  const nodes = listSources(db).flatMap(({ id }) => listNodes(db, id))
  return nodes.flatMap(({ id }) => [...exportedLines(db, id, range)])
}

test('a recording with its own times is exported byte for byte', async (context) => {
  const documents = await recordedDocuments('day-a', 300)
  const lines = throughStore(temporaryStore(context).db, documents)
  assert.equal(lines.length, 300)
  lines.forEach((line, index) => {
    assert.ok(line.equals(Buffer.concat([documents[index]?.text ?? Buffer.alloc(0), Buffer.from('\n')])))
  })
})

test('a range includes both ends', async (context) => {
  const documents = await recordedDocuments('day-a', 10)
  const range = { from: documents[3]?.time ?? 0, to: documents[6]?.time ?? 0 }
  assert.equal(throughStore(temporaryStore(context).db, documents, range).length, 4)
})

test('bare, pretty-printed documents get a line and their time each, and read back as they were', async (context) => {
  const documents = await read([path.join(recordingsFolder, 'documents')])
  assert.ok(documents.some(({ text }) => text.includes('\n')))
  const lines = throughStore(temporaryStore(context).db, documents)
  assert.equal(lines.length, 14)
  for (const line of lines) assert.equal(line.indexOf('\n'), line.length - 1)
  const file = path.join(temporaryFolder(context), 'export.jsonl')
  writeFileSync(file, Buffer.concat(lines))
  const byTime = (list: readonly FoundDocument[]): FoundDocument[] =>
    list.toSorted((left, right) => left.time - right.time)
  const again = byTime(await read([file]))
  assert.deepEqual(
    again.map(({ time, jmx }) => ({ time, jmx })),
    byTime(documents).map(({ time, jmx }) => ({ time, jmx })),
  )
})

test('a wrapper without a time, line ends within and bare NaN survive', async (context) => {
  const bean = '{"name":"java.lang:type=Runtime","StartTime":1795360000000,"Uptime":5,"Load":NaN}'
  const texts = [
    `{"host":"nn1",\r\n "jmx":{"beans":[\n${bean}]}}`,
    `{"ts":1795360001000,\n"jmx":{"beans":[${bean.replace('"Load"', '"A\\nB"')}]}}`,
    `{"beans":[${bean.replace('"Uptime":5', '"Uptime":2000')}]}`,
  ]
  const folder = temporaryFolder(context)
  const input = path.join(folder, 'input.json')
  writeFileSync(input, texts.join('\n'))
  const documents = await read([input])
  assert.deepEqual(
    documents.map(({ time }) => time),
    [1795360000005, 1795360001000, 1795360002000],
  )
  const output = path.join(folder, 'output.jsonl')
  const lines = throughStore(temporaryStore(context).db, documents)
  for (const line of lines) assert.match(line.toString(), /^[^\r\n]+\n$/)
  writeFileSync(output, Buffer.concat(lines))
  const again = await read([output])
  assert.deepEqual(
    again.map(({ time, jmx }) => ({ time, jmx })),
    documents.map(({ time, jmx }) => ({ time, jmx })),
  )
})
