// A standing worker: answers, errors, death and a new start, and that it keeps no process alive.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import test, { type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { DeclaredError } from '../../../src-shared/errors.ts'
import type { Answers } from './fixtures/answers.ts'
import { StandingWorker } from './standing-worker.ts'

const file = new URL('./fixtures/answers.ts', import.meta.url)
const isDeclared =
  (code: string, text = /./) =>
  (error: unknown) =>
    error instanceof DeclaredError && error.code === code && text.test(error.message)

function workerOf(context: TestContext): StandingWorker<Answers> {
  const worker = new StandingWorker<Answers>(file, 100)
  context.after(() => worker.stop())
  return worker
}

test('requests are answered by one and the same thread, each its own', async (context) => {
  const worker = workerOf(context)
  assert.deepEqual(await Promise.all([1, 2, 3].map((value) => worker.ask('add', value))), [1101, 2102, 3103])
  assert.equal(await worker.ask('add', 0), 4100)
})

test('an error is the request’s own; the thread goes on', async (context) => {
  const worker = workerOf(context)
  const [refused, answer] = await Promise.allSettled([worker.ask('refuse', 'node'), worker.ask('add', 1)])
  assert.ok(refused.status === 'rejected' && isDeclared('NOT_FOUND', /no node/)(refused.reason))
  assert.deepEqual(answer, { status: 'fulfilled', value: 1101 })
  await assert.rejects(worker.ask('unsendable', null), /could not be cloned/)
  assert.equal(await worker.ask('add', 1), 2101)
})

test('one that takes its time lets others be answered meanwhile; its error is its own, too', async (context) => {
  const worker = workerOf(context)
  const order: number[] = []
  const asked = [300, 1].map(async (ms) => order.push(await worker.ask('later', ms)))
  await assert.rejects(worker.ask('refuseLater', 'node'), isDeclared('NO_DATA', /no node yet/))
  await Promise.all(asked)
  assert.deepEqual(order, [101, 400])
})

test('death rejects all that is under way; the next request starts anew', async (context) => {
  const worker = workerOf(context)
  assert.equal(await worker.ask('add', 1), 1101)
  const under = await Promise.allSettled([worker.ask('die', 4), worker.ask('add', 1)])
  for (const one of under) assert.ok(one.status === 'rejected' && isDeclared('WORKER_DIED')(one.reason))
  assert.equal(await worker.ask('add', 1), 1101)
})

test('stopping rejects what is under way', async (context) => {
  const worker = workerOf(context)
  const asked = worker.ask('add', 1)
  await Promise.all([assert.rejects(asked, isDeclared('WORKER_DIED', /it was stopped/)), worker.stop()])
  await worker.stop()
})

test('an idle standing worker does not keep the process alive', () => {
  const parent = fileURLToPath(new URL('./fixtures/parent.ts', import.meta.url))
  const { stdout, status } = spawnSync(process.execPath, [parent, 'standing'], { timeout: 10_000 })
  assert.deepEqual([stdout.toString(), status], ['1101\n', 0])
})
