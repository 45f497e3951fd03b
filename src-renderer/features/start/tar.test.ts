// Files as one tar: read back by an independent reader, and by the one that will get it.
import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import test from 'node:test'
import { extract } from 'tar-stream'
import { Intake } from '../../../src-main/core/importer/intake.ts'
import { tarEntries } from '../../../src-main/core/importer/tar-entries.ts'
import { type NamedFile, tarOf } from './tar.ts'
import { uploadsOf } from './uploads-of.ts'

const lastModified = Date.UTC(2026, 10, 22, 16, 6, 38)
const named = (name: string, text: string): NamedFile => ({
  name,
  file: new File([text], name.split('/').at(-1) ?? '', { lastModified }),
})
const longName = `${'folder/'.repeat(30)}größe.json`
const files = [
  named('polls/10.json', 'ten'),
  named('polls/2.json', 'x'.repeat(512)),
  named(longName, ''),
  named('é.json', 'é'),
]
const wanted = [
  ['é.json', 'é'],
  [longName, ''],
  ['polls/2.json', 'x'.repeat(512)],
  ['polls/10.json', 'ten'],
]

test('every file comes back with name, content and time, in natural order', async () => {
  const found: [string, string][] = []
  const reader = extract()
  Readable.from([Buffer.from(await tarOf(files).arrayBuffer())]).pipe(reader)
  for await (const entry of reader) {
    assert.equal(entry.header.mtime.getTime(), lastModified)
    found.push([entry.header.name, (await buffer(entry)).toString()])
  }
  assert.deepEqual(found.toSorted(), wanted.toSorted())
  assert.deepEqual(
    found.map(([name]) => name).filter((name) => name.startsWith('polls')),
    ['polls/2.json', 'polls/10.json'],
  )
})

test('the importer reads it', async () => {
  const bytes = Buffer.from(await tarOf(files).arrayBuffer())
  const found: [string, string][] = []
  for await (const { name, mtime, objection, content } of tarEntries(new Intake(Readable.from([bytes])))) {
    assert.equal(objection, undefined)
    assert.equal(mtime, lastModified)
    let text = ''
    for await (const piece of content.rest()) text += piece.toString()
    found.push([name, text])
  }
  assert.deepEqual(found.toSorted(), wanted.toSorted())
})

test('loose files become one upload, archives stay as they are', () => {
  const [one, two] = [named('a.json', 'a'), named('b.jsonl.gz', 'b')]
  const zip = named('c.tar.gz', 'c')
  assert.deepEqual(
    uploadsOf([one, zip, two]).map(({ name }) => name),
    ['2 files', 'c.tar.gz'],
  )
  assert.equal(uploadsOf([one])[0]?.content, one.file)
  assert.deepEqual(
    uploadsOf([zip, one]).map(({ name }) => name),
    ['c.tar.gz', 'a.json'],
  )
  assert.deepEqual(uploadsOf([]), [])
})
