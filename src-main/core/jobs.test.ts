// Jobs: lanes, progress, cancel, outcome and what is remembered.
import assert from 'node:assert/strict'
import { setImmediate } from 'node:timers/promises'
import test from 'node:test'
import { Job } from '../../src-shared/contract/jobs.ts'
import { DeclaredError, cancelled } from '../../src-shared/errors.ts'
import { type JobContext, Jobs } from './jobs.ts'

/** Jobs with a clock that goes on by one at each look, and the log. */
function newJobs() {
  const logged: unknown[][] = []
  let now = 0
  const jobs = new Jobs({
    clock: { now: () => (now += 1) },
    dataFolder: '',
    version: '0',
    log: (...line) => logged.push(line),
  })
  return { jobs, logged }
}

const model = (id: number) => ({ kind: 'model', id: String(id) }) as const
const isDeclared = (code: string) => (error: unknown) => error instanceof DeclaredError && error.code === code

/** Work that ends when it is told to, or at a cancel. */
function heldWork() {
  const gate = Promise.withResolvers<number>()
  const started = Promise.withResolvers<JobContext>()
  const work = (context: JobContext): Promise<number> => {
    context.signal.addEventListener('abort', () => gate.reject(cancelled('The held work')))
    started.resolve(context)
    return gate.promise
  }
  return { work, started: started.promise, finish: gate.resolve, fail: gate.reject }
}

test('a job from its start to its end', async () => {
  const { jobs, logged } = newJobs()
  const held = heldWork()
  const { id, outcome } = jobs.start('train', held.work, model)
  assert.equal(id, 'train-1')
  const waiting = {
    id,
    kind: 'train',
    state: 'waiting',
    progress: null,
    createdAt: 1,
    finishedAt: null,
    error: null,
    result: null,
  }
  assert.deepEqual(jobs.get(id), waiting)
  const { progress } = await held.started
  assert.deepEqual(jobs.get(id), { ...waiting, state: 'running' })
  progress({ done: 3, total: 9, unit: 'epochs' })
  assert.deepEqual(jobs.get(id).progress, { done: 3, total: 9, unit: 'epochs' })
  held.finish(7)
  assert.equal(await outcome, 7)
  const done = jobs.get(id)
  assert.deepEqual(
    [done.state, done.finishedAt, done.result, done.error],
    ['done', 2, { kind: 'model', id: '7' }, null],
  )
  assert.deepEqual(Job.parse(done), done)
  assert.deepEqual(logged, [])
})

test('jobs of one lane run one after another, imports beside the model’s', async () => {
  const { jobs } = newJobs()
  const works = [heldWork(), heldWork(), heldWork(), heldWork()] as const
  const kinds = ['train', 'analyze', 'import', 'import'] as const
  const started = works.map(({ work }, index) => jobs.start(kinds[index] ?? 'train', work, model))
  const states = (): string[] => started.map(({ id }) => jobs.get(id).state)
  await Promise.all([works[0].started, works[2].started])
  assert.deepEqual(states(), ['running', 'waiting', 'running', 'waiting'])
  works[0].finish(1)
  await works[1].started
  assert.deepEqual(states(), ['done', 'running', 'running', 'waiting'])
  works[2].fail(new Error('broken'))
  await works[3].started
  assert.deepEqual(states(), ['done', 'running', 'failed', 'running'])
  works[1].finish(1)
  works[3].finish(1)
  await Promise.allSettled(started.map(({ outcome }) => outcome))
  assert.deepEqual(states(), ['done', 'done', 'failed', 'done'])
  assert.deepEqual(
    jobs.list().map(({ id }) => id),
    ['import-4', 'import-3', 'analyze-2', 'train-1'],
  )
})

test('a bug fails its job and is logged; a declared error fails it and is not', async () => {
  const { jobs, logged } = newJobs()
  const bug = new Error('oops')
  const first = jobs.start('import', () => Promise.reject(bug), model)
  const second = jobs.start('import', () => Promise.reject(new DeclaredError('TOO_LARGE', 'Less.')), model)
  await assert.rejects(first.outcome, bug)
  await assert.rejects(second.outcome, isDeclared('TOO_LARGE'))
  assert.deepEqual(jobs.get(first.id).error, { code: 'INTERNAL', message: 'oops' })
  assert.deepEqual(jobs.get(second.id).error, { code: 'TOO_LARGE', message: 'Less.' })
  assert.deepEqual(
    [first, second].map(({ id }) => [jobs.get(id).state, jobs.get(id).result]),
    [
      ['failed', null],
      ['failed', null],
    ],
  )
  assert.deepEqual(logged, [['Job import-1 failed', bug]])
})

test('a running job is cancelled through its signal', async () => {
  const { jobs, logged } = newJobs()
  const held = heldWork()
  const { id, outcome } = jobs.start('analyze', held.work, model)
  await held.started
  jobs.cancel(id)
  await assert.rejects(outcome, isDeclared('CANCELLED'))
  const job = jobs.get(id)
  assert.deepEqual([job.state, job.error?.code, job.finishedAt], ['cancelled', 'CANCELLED', 2])
  assert.deepEqual(logged, [])
})

test('a waiting job that is cancelled never starts; the one after it does', async () => {
  const { jobs } = newJobs()
  const [first, second, third] = [heldWork(), heldWork(), heldWork()]
  jobs.start('train', first.work, model)
  const waiting = jobs.start('train', () => assert.fail('was cancelled'), model)
  const next = jobs.start('train', third.work, model)
  await first.started
  assert.equal(jobs.cancel(waiting.id).state, 'waiting')
  first.finish(1)
  await assert.rejects(waiting.outcome, isDeclared('CANCELLED'))
  assert.equal(jobs.get(waiting.id).state, 'cancelled')
  await third.started
  third.finish(3)
  assert.equal(await next.outcome, 3)
  second.finish(0)
})

test('cancelling a job that has ended changes nothing', async () => {
  const { jobs } = newJobs()
  const { id, outcome } = jobs.start('train', () => Promise.resolve(1), model)
  await outcome
  const before = jobs.get(id)
  assert.deepEqual(jobs.cancel(id), before)
  assert.equal(before.state, 'done')
})

test('an unknown job is NOT_FOUND', () => {
  const { jobs } = newJobs()
  assert.throws(() => jobs.get('train-1'), isDeclared('NOT_FOUND'))
  assert.throws(() => jobs.cancel('train-1'), isDeclared('NOT_FOUND'))
})

test('of ended jobs the oldest are forgotten, those under way never', async () => {
  const { jobs } = newJobs()
  const held = heldWork()
  const running = jobs.start('import', held.work, model)
  for (let count = 0; count < 220; count += 1)
    await jobs.start('train', () => Promise.resolve(1), model).outcome
  assert.equal(jobs.list().length, 200)
  assert.equal(jobs.get(running.id).state, 'running')
  assert.throws(() => jobs.get('train-2'), isDeclared('NOT_FOUND'))
  assert.equal(jobs.get('train-221').state, 'done')
  held.finish(1)
  await running.outcome
})

test('stopping cancels all and waits for their end', async () => {
  const { jobs } = newJobs()
  const [running, importing] = [heldWork(), heldWork()]
  const started = [
    jobs.start('train', running.work, model),
    jobs.start('train', () => assert.fail('was cancelled'), model),
    jobs.start('import', importing.work, model),
  ]
  await Promise.all([running.started, importing.started])
  await jobs.stop()
  assert.deepEqual(
    started.map(({ id }) => jobs.get(id).state),
    ['cancelled', 'cancelled', 'cancelled'],
  )
  await jobs.stop()
})

test('stopping waits for work that takes its time', async () => {
  const { jobs } = newJobs()
  let isCleanedUp = false
  const { id } = jobs.start(
    'import',
    async ({ signal }) => {
      while (!signal.aborted) await setImmediate()
      for (let turn = 0; turn < 10; turn += 1) await setImmediate()
      isCleanedUp = true
      return 1
    },
    model,
  )
  while (jobs.get(id).state === 'waiting') await setImmediate()
  await jobs.stop()
  assert.equal(isCleanedUp, true)
})
