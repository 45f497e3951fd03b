// Tasks in real worker threads: every way to end, none of them a hang.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import test from 'node:test'
import { fileURLToPath } from 'node:url'
import { DeclaredError } from '../../../src-shared/errors.ts'
import type { AnyTask, Way } from './fixtures/any-task.ts'
import { type TaskOptions, runTask, workerFile } from './task.ts'

const file = new URL('./fixtures/any-task.ts', import.meta.url)
const run = (way: Way, value = 1, options: TaskOptions<number> = {}): Promise<number> =>
  runTask<AnyTask>(file, { way, value }, options)
const isDeclared =
  (code: string, text = /./) =>
  (error: unknown) =>
    error instanceof DeclaredError && error.code === code && text.test(error.message)

/** Runs and aborts as soon as the task says that it has begun; how long that took, ms, and what became of it. */
async function aborted(way: Way): Promise<{ readonly took: number; readonly outcome: unknown }> {
  const controller = new AbortController()
  let abortedAt = Number.NaN
  const onProgress = (): void => {
    abortedAt = performance.now()
    controller.abort()
  }
  const outcome = await run(way, 1, { signal: controller.signal, onProgress }).catch(
    (error: unknown) => error,
  )
  return { took: performance.now() - abortedAt, outcome }
}

test('a worker’s file is beside its caller and has its extension', () => {
  assert.equal(workerFile('x', 'file:///a/b/c.ts').href, 'file:///a/b/x.ts')
  assert.equal(workerFile('x', 'file:///a/b/c.js').href, 'file:///a/b/x.js')
})

test('what is done comes back', async () => {
  assert.equal(await run('done', 21), 42)
})

test('progress comes at most every 50 ms, in order', async () => {
  const seen: { readonly value: number; readonly at: number }[] = []
  assert.equal(
    await run('progress', 150, { onProgress: (value) => seen.push({ value, at: performance.now() }) }),
    150,
  )
  const values = seen.map(({ value }) => value)
  assert.equal(values[0], 0, 'the first is not held back')
  assert.ok(values.length >= 2 && values.length <= 20, `${values.length} reports`)
  assert.deepEqual(
    values,
    values.toSorted((left, right) => left - right),
  )
})

test('a declared error crosses with its code and facts, a bug with its message and stack', async () => {
  await assert.rejects(run('declared'), (error) => {
    assert.ok(error instanceof DeclaredError)
    assert.deepEqual(
      [error.code, error.message, error.data],
      ['TOO_LARGE', 'Wanted less.', { bytes: 7, names: ['a', 'b'] }],
    )
    return true
  })
  await assert.rejects(run('plain'), (error) => {
    assert.ok(error instanceof Error && !(error instanceof DeclaredError))
    assert.equal(error.message, 'no such thing')
    assert.match(error.stack ?? '', /any-task\.ts/)
    return true
  })
  await assert.rejects(run('text'), /^Error: only a text$/)
})

test('an error thrown before any await is the task’s error, not its death', async () => {
  await assert.rejects(run('at-once'), isDeclared('NO_DATA'))
})

test('aborted before the start: cancelled, without a worker', async () => {
  const seen: number[] = []
  const options = { signal: AbortSignal.abort(), onProgress: (value: number) => void seen.push(value) }
  await assert.rejects(run('declared', 1, options), isDeclared('CANCELLED'))
  assert.deepEqual(seen, [])
})

test('a cancel is honoured by the task', async () => {
  const { took, outcome } = await aborted('obey')
  assert.ok(isDeclared('CANCELLED', /The fixture/)(outcome))
  assert.ok(took < 2000, `${took} ms`)
})

test('a task that is done when the cancel comes is done', async () => {
  assert.equal((await aborted('finish-anyway')).outcome, 1)
})

test('a task that ignores its cancel is ended when patience is', async () => {
  const { took, outcome } = await aborted('spin')
  assert.ok(isDeclared('CANCELLED')(outcome))
  assert.ok(took > 4500 && took < 8000, `${took} ms`)
})

test('an abort after the end changes nothing', async () => {
  const controller = new AbortController()
  assert.equal(await run('done', 2, { signal: controller.signal }), 4)
  controller.abort()
})

test('a worker that exits or loses a rejection died', async () => {
  await assert.rejects(run('exit'), isDeclared('WORKER_DIED', /exit code 3/))
  await assert.rejects(run('reject-elsewhere'), isDeclared('WORKER_DIED', /nobody waits for this/))
})

test('an outcome that cannot be sent is the task’s error', async () => {
  await assert.rejects(run('function'), /could not be cloned/)
})

test('a worker’s file that is not there is an error', async () => {
  await assert.rejects(
    runTask<AnyTask>(new URL('./fixtures/none.ts', import.meta.url), { way: 'done', value: 1 }),
    isDeclared('WORKER_DIED'),
  )
})

test('a worker out of memory died, and the process that started it lives', () => {
  const parent = fileURLToPath(new URL('./fixtures/parent.ts', import.meta.url))
  const { stdout, status } = spawnSync(process.execPath, ['--max-old-space-size=48', parent, 'memory'], {
    timeout: 30_000,
  })
  assert.match(stdout.toString(), /^WORKER_DIED .*\(.*reaching memory limit.*\)/)
  assert.equal(status, 0)
})
