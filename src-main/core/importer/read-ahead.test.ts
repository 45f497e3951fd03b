// Reading in a thread of its own gives what reading here gives, and ends as it does.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DeclaredError } from '../../../src-shared/errors.ts'
import type { SkippedPart } from './found-document.ts'
import { GroupTexts } from './group-texts.ts'
import { type ReadDocument, readAhead, withReading } from './read-ahead.ts'
import { readDocuments } from './read-documents.ts'

const recording = 'bench/recordings/light-3.3-g1.jsonl.zst'
const ignored = { onSkipped: (): void => undefined }

async function here(paths: readonly string[]): Promise<ReadDocument[]> {
  const all: ReadDocument[] = []
  for await (const documents of readDocuments(paths, ignored)) all.push(...documents.map(withReading))
  return all
}

test('the same documents in the same order, what was skipped and how far it came', async () => {
  const skipped: SkippedPart[] = []
  const progress: number[][] = []
  const found: ReadDocument[] = []
  const paths = [recording, 'package.json']
  const onProgress = (done: number, total: number): void => void progress.push([done, total])
  for await (const documents of readAhead(paths, { onSkipped: (part) => skipped.push(part), onProgress })) {
    // A batch's memory goes back to the reader.
    found.push(...documents.map((one) => ({ ...one, text: Buffer.from(one.text) })))
  }
  assert.equal(found.length, 131)
  assert.deepEqual(found, await here(paths))
  assert.equal(skipped.length, 1)
  assert.match(skipped[0]?.place ?? '', /package\.json/)
  assert.equal(progress.at(-1)?.[0], progress.at(-1)?.[1])
})

async function codeOf(work: AsyncGenerator): Promise<string | undefined> {
  try {
    while ((await work.next()).done !== true);
  } catch (error) {
    return error instanceof DeclaredError ? error.code : String(error)
  }
  return undefined
}

test('errors of the reader are those of this thread', async () => {
  assert.equal(
    await codeOf(readAhead(['no-such-file'], ignored)),
    await codeOf(readDocuments(['no-such-file'], ignored)),
  )
  const limits = { maxBytes: 1000 }
  assert.equal(await codeOf(readAhead([recording], { ...ignored, limits })), 'TOO_LARGE')
})

test(
  'a cancel ends it, before and in the midst; whoever leaves early leaves no thread',
  { timeout: 20_000 },
  async () => {
    assert.equal(
      await codeOf(readAhead([recording], { ...ignored, signal: AbortSignal.abort() })),
      'CANCELLED',
    )
    const controller = new AbortController()
    const reading = readAhead(['bench/recordings/day-a.jsonl.zst'], { ...ignored, signal: controller.signal })
    await reading.next()
    controller.abort()
    assert.equal(await codeOf(reading), 'CANCELLED')
    for await (const documents of readAhead(['bench/recordings/day-a.jsonl.zst'], ignored)) {
      assert.equal(documents.length, 30)
      break
    }
  },
)

test('a group’s memory grows and is used again', () => {
  const texts = new GroupTexts()
  texts.append(Buffer.from('abc'))
  texts.append(Buffer.alloc(5 * 2 ** 20, 'x'))
  assert.equal(texts.length, 3 + 5 * 2 ** 20)
  assert.equal(texts.bytes().subarray(0, 4).toString(), 'abcx')
  texts.clear()
  texts.append(Buffer.from('de'))
  assert.equal(texts.bytes().toString(), 'de')
})
