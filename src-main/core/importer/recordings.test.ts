// The real recordings of the repository, every file.
import assert from 'node:assert/strict'
import path from 'node:path'
import test from 'node:test'
import { gather } from './sample-input.ts'
import { readDocuments } from './read-documents.ts'

const recordings = path.resolve(import.meta.dirname, '../../../bench/recordings')
const counts: Readonly<Record<string, number>> = {
  'light-2.10-cms': 131,
  'light-3.3-cms': 129,
  'light-3.3-g1': 131,
  'light-3.4-g1': 60,
  'slow-sync-3.4': 163,
}

test('day-a: 3,214 documents in order of time, progress rising to the total', async () => {
  const progress: (readonly [number, number])[] = []
  let count = 0
  let last = 0
  let largestBatch = 0
  const onProgress = (read: number, total: number) => progress.push([read, total])
  const onSkipped = () => assert.fail('nothing is broken')
  for await (const batch of readDocuments([path.join(recordings, 'day-a.jsonl.zst')], {
    onSkipped,
    onProgress,
  })) {
    largestBatch = Math.max(largestBatch, batch.length)
    for (const { time, timeFrom } of batch) {
      assert.ok(time > last && timeFrom === 'wrapper')
      last = time
      count += 1
    }
  }
  assert.equal(count, 3214)
  assert.ok(largestBatch < 100)
  assert.ok(progress.length > 1 && progress.every(([read], index) => read >= (progress[index - 1]?.[0] ?? 0)))
  const [read, total] = progress.at(-1) ?? []
  assert.equal(read, total)
})

test('the other recordings', async () => {
  for (const [name, count] of Object.entries(counts)) {
    const { found, skipped } = await gather([path.join(recordings, `${name}.jsonl.zst`)])
    assert.deepEqual([name, found.length, skipped.length], [name, count, 0])
  }
})

test('the single documents: their time is in the Runtime bean', async () => {
  const { found, skipped } = await gather([path.join(recordings, 'documents')])
  assert.deepEqual([found.length, skipped.length], [14, 0])
  assert.ok(found.every(({ timeFrom, wrapped }) => timeFrom === 'runtime' && !wrapped))
})
