// What is said of the room on a disk: budget, little left, none left, read-only.
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import test from 'node:test'
import { temporaryFolder } from '../../../e2e/recordings.ts'
import { lookAtDisk } from './disk.ts'
import { smallDisk } from './fixtures/small-disk.ts'

test('against its budget: well, near from 80 %, full; pages to use again do not count', async (context) => {
  const folder = temporaryFolder(context)
  writeFileSync(path.join(folder, 'nnad.sqlite'), Buffer.alloc(1000))
  writeFileSync(path.join(folder, 'mine.txt'), Buffer.alloc(5000))
  const look = async (budget: number, reusable = 0) => {
    const { state, message, bytes } = await lookAtDisk(folder, budget, reusable)
    return [state, bytes, message?.replace(/ \(.*$/, '') ?? null]
  }
  assert.deepEqual(await look(1251), ['ok', 1000, null])
  const taken = 'The data takes 0 MB of the 0 MB that it may'
  assert.deepEqual(await look(1250), ['near', 1000, taken])
  assert.deepEqual(await look(1000), ['full', 1000, taken])
  assert.deepEqual(await look(1000, 300), ['ok', 700, null])
  const { freeBytes, budgetBytes } = await lookAtDisk(folder, 7, 0)
  assert.ok(freeBytes !== null && freeBytes > 0 && budgetBytes === 7)
})

test('a small disk is near its end, a full one is full, a read-only one read-only; emptied it is as before', async (context) => {
  const disk = smallDisk(context, 200e6)
  if (disk === undefined) {
    context.skip('no disk can be mounted here')
    return
  }
  const folder = path.join(disk.folder, 'data')
  mkdirSync(folder)
  const look = () => lookAtDisk(folder, 1e9, 0)
  const little = await look()
  assert.equal(little.state, 'near')
  assert.match(little.message ?? '', /^Only 200 MB are free on the disk of .*data: free some space/)
  disk.fill()
  const full = await look()
  assert.deepEqual([full.state, full.freeBytes, full.canStore], ['full', 0, false])
  assert.equal((await lookAtDisk(folder, 1, 0)).canStore, false, 'nor over its budget')
  assert.match(
    full.message ?? '',
    /is full \(0 MB free\): nothing can be collected\. What is there is safe; free/,
  )
  disk.empty()
  disk.readOnly(true)
  const locked = await look()
  assert.equal(locked.state, 'read-only')
  assert.match(locked.message ?? '', /cannot be written \(EROFS\).*make the folder writable/)
  disk.readOnly(false)
  assert.equal((await look()).state, 'near')
})
