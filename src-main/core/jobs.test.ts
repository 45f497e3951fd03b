// Jobs: lanes, progress, cancel, outcome and what is remembered.
import assert from 'node:assert/strict'
import { setImmediate } from 'node:timers/promises'
import test from 'node:test'
import { Job } from '../../src-shared/contract/jobs.ts'
import { DeclaredError, cancelled } from '../../src-shared/errors.ts'
import { testHost } from './fixtures/test-host.ts'
import { type JobContext, type JobPlan, Jobs } from './jobs.ts'

/** Jobs with a clock that the test sets, and the log. */
function newJobs() {
  const logged: unknown[][] = []
  const clock = { time: 1 }
  const host = testHost({ clock: { now: () => clock.time }, log: (...line) => logged.push(line) })
  return { jobs: new Jobs(host), logged, clock }
}

const model = (id: number) => ({ kind: 'model', id: String(id) }) as const
/** A plan for work, told in as few words as the tests need. */
const planOf = (kind: Job['kind'], work: (context: JobContext) => Promise<number>): JobPlan<number> => ({
  kind,
  subject: 'nn1.lab',
  work,
  describe: model,
})
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
  const { jobs, logged, clock } = newJobs()
  const held = heldWork()
  const range = { from: 10, to: 20 }
  const { id, outcome } = jobs.start({ ...planOf('train', held.work), range, sourceId: 7 })
  assert.equal(id, 'train-1')
  const waiting = {
    id,
    kind: 'train',
    subject: 'nn1.lab',
    sourceId: 7,
    range,
    quiet: false,
    state: 'waiting',
    progress: null,
    createdAt: 1,
    finishedAt: null,
    error: null,
    result: null,
  }
  assert.deepEqual(jobs.get(id), waiting)
  assert.deepEqual(jobs.underWay(), [waiting])
  await held.started
  assert.deepEqual(jobs.get(id), { ...waiting, state: 'running' })
  assert.deepEqual(jobs.underWay(), [{ ...waiting, state: 'running' }])
  clock.time = 2
  held.finish(7)
  assert.equal(await outcome, 7)
  const done = jobs.get(id)
  assert.deepEqual(
    [done.state, done.finishedAt, done.result, done.error],
    ['done', 2, { kind: 'model', id: '7' }, null],
  )
  assert.deepEqual(Job.parse(done), done)
  assert.deepEqual([logged, jobs.underWay()], [[], []])
})

test('rate and rest count from when the work began, not from when it was ordered', async () => {
  const { jobs, clock } = newJobs()
  const [first, held] = [heldWork(), heldWork()]
  jobs.start(planOf('train', first.work))
  const { id, outcome } = jobs.start(planOf('train', held.work))
  clock.time = 60_001
  first.finish(0)
  const { progress } = await held.started
  const seen = (done: number, total: number, at: number) => {
    clock.time = 60_001 + at
    progress({ done, total, unit: 'epochs' })
    return jobs.get(id).progress
  }
  const epochs = { done: 10, total: 50, unit: 'epochs' }
  assert.deepEqual(seen(10, 50, 0), { ...epochs, rate: null, remainingMs: null })
  assert.deepEqual(seen(10, 50, 999), { ...epochs, rate: 10_000 / 999, remainingMs: null }, 'too early')
  assert.deepEqual(seen(10, 50, 1000), { ...epochs, rate: 10, remainingMs: 4000 })
  assert.deepEqual(seen(19, 1000, 2000)?.remainingMs, null, 'too little')
  assert.deepEqual(seen(20, 1000, 2000)?.remainingMs, 98_000)
  assert.deepEqual(seen(20, 0, 2000), { done: 20, total: 0, unit: 'epochs', rate: 10, remainingMs: null })
  assert.deepEqual(seen(0, 50, 3000), { done: 0, total: 50, unit: 'epochs', rate: 0, remainingMs: null })
  assert.equal(seen(60, 50, 3000)?.remainingMs, 0, 'more than was expected')

  seen(10, 50, 1000)
  clock.time += 1500
  assert.deepEqual(jobs.get(id).progress?.remainingMs, 2500, 'shrinks between two reports')
  assert.deepEqual(jobs.list(1)[0]?.progress?.remainingMs, 2500)
  clock.time += 60_000
  assert.deepEqual(jobs.get(id).progress?.remainingMs, 0)
  held.finish(1)
  await outcome
  assert.deepEqual(jobs.get(id).progress, { ...epochs, rate: 10, remainingMs: null })
})

test('jobs of one lane run one after another, imports beside the model’s', async () => {
  const { jobs } = newJobs()
  const works = [heldWork(), heldWork(), heldWork(), heldWork()] as const
  const kinds = ['train', 'analyze', 'import', 'import'] as const
  const started = works.map(({ work }, index) => jobs.start(planOf(kinds[index] ?? 'train', work)))
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

test('a check waits for nobody but checks', async () => {
  const { jobs } = newJobs()
  const works = [heldWork(), heldWork(), heldWork()] as const
  const kinds = ['train', 'check', 'check'] as const
  const started = works.map(({ work }, index) => jobs.start(planOf(kinds[index] ?? 'train', work)))
  await Promise.all([works[0].started, works[1].started])
  assert.deepEqual(
    started.map(({ id }) => jobs.get(id).state),
    ['running', 'running', 'waiting'],
  )
  await jobs.stop()
})

test('a quiet job says that it is one, and may make nothing', async () => {
  const { jobs } = newJobs()
  const plan = planOf('check', () => Promise.resolve(1))
  const { id, outcome } = jobs.start({ ...plan, quiet: true, describe: () => null })
  assert.equal(jobs.get(id).quiet, true)
  await outcome
  const { state, result } = jobs.get(id)
  assert.deepEqual([state, result], ['done', null])
})

test('those that are superseded are cancelled while they wait or run; the others go on', async () => {
  const { jobs } = newJobs()
  const works = [heldWork(), heldWork()] as const
  const ended = jobs.start(planOf('check', () => Promise.resolve(1)))
  await ended.outcome
  const quiet = jobs.start({ ...planOf('train', works[0].work), quiet: true })
  const loud = jobs.start(planOf('train', works[1].work))
  const waiting = jobs.start({ ...planOf('train', () => assert.fail('was cancelled')), quiet: true })
  await works[0].started
  jobs.supersede((job) => job.quiet)
  await assert.rejects(quiet.outcome, isDeclared('CANCELLED'))
  await works[1].started
  works[1].finish(2)
  assert.equal(await loud.outcome, 2)
  await assert.rejects(waiting.outcome, isDeclared('CANCELLED'))
  assert.equal(jobs.get(ended.id).state, 'done')
})

test('a bug fails its job and is logged; a declared error fails it and is not', async () => {
  const { jobs, logged } = newJobs()
  const bug = new Error('oops')
  const first = jobs.start(planOf('import', () => Promise.reject(bug)))
  const second = jobs.start(planOf('import', () => Promise.reject(new DeclaredError('TOO_LARGE', 'Less.'))))
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
  const { jobs, logged, clock } = newJobs()
  const held = heldWork()
  const { id, outcome } = jobs.start(planOf('analyze', held.work))
  await held.started
  clock.time = 2
  jobs.cancel(id)
  await assert.rejects(outcome, isDeclared('CANCELLED'))
  const job = jobs.get(id)
  assert.deepEqual([job.state, job.error?.code, job.finishedAt], ['cancelled', 'CANCELLED', 2])
  assert.deepEqual(logged, [])
})

test('a waiting job that is cancelled never starts; the one after it does', async () => {
  const { jobs } = newJobs()
  const [first, second, third] = [heldWork(), heldWork(), heldWork()]
  jobs.start(planOf('train', first.work))
  const waiting = jobs.start(planOf('train', () => assert.fail('was cancelled')))
  const next = jobs.start(planOf('train', third.work))
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
  const { id, outcome } = jobs.start(planOf('train', () => Promise.resolve(1)))
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
  const running = jobs.start(planOf('import', held.work))
  for (let count = 0; count < 220; count += 1)
    await jobs.start(planOf('train', () => Promise.resolve(1))).outcome
  assert.equal(jobs.list().length, 200)
  assert.deepEqual(
    jobs.list(2).map(({ id }) => id),
    ['train-221', 'train-220'],
  )
  assert.equal(jobs.get(running.id).state, 'running')
  assert.throws(() => jobs.get('train-2'), isDeclared('NOT_FOUND'))
  assert.equal(jobs.get('train-221').state, 'done')
  held.finish(1)
  await running.outcome
})

test('ended jobs are forgotten on demand; their ids are not given again', async () => {
  const { jobs } = newJobs()
  const held = heldWork()
  await jobs.start(planOf('train', () => Promise.resolve(1))).outcome
  const running = jobs.start(planOf('train', held.work))
  await held.started
  jobs.forgetEnded()
  assert.deepEqual(
    jobs.list().map(({ id }) => id),
    [running.id],
  )
  held.finish(1)
  await running.outcome
  jobs.forgetEnded()
  assert.equal(jobs.start(planOf('train', () => Promise.resolve(1))).id, 'train-3')
})

test('stopping cancels all and waits for their end', async () => {
  const { jobs } = newJobs()
  const [running, importing] = [heldWork(), heldWork()]
  const started = [
    jobs.start(planOf('train', running.work)),
    jobs.start(planOf('train', () => assert.fail('was cancelled'))),
    jobs.start(planOf('import', importing.work)),
  ]
  await Promise.all([running.started, importing.started])
  await jobs.stop()
  assert.deepEqual(
    started.map(({ id }) => jobs.get(id).state),
    ['cancelled', 'cancelled', 'cancelled'],
  )
  await jobs.stop()
})

test('once all are cancelled, whatever is started later is so too, without beginning', async () => {
  const { jobs } = newJobs()
  const running = heldWork()
  const first = jobs.start(planOf('import', running.work))
  await running.started
  jobs.cancelAll()
  await assert.rejects(first.outcome, isDeclared('CANCELLED'))
  const next = jobs.start(planOf('train', () => assert.fail('was cancelled')))
  await assert.rejects(next.outcome, isDeclared('CANCELLED'))
  assert.equal(jobs.get(next.id).state, 'cancelled')
})

test('stopping waits for work that takes its time', async () => {
  const { jobs } = newJobs()
  let isCleanedUp = false
  const { id } = jobs.start(
    planOf('import', async ({ signal }) => {
      while (!signal.aborted) await setImmediate()
      for (let turn = 0; turn < 10; turn += 1) await setImmediate()
      isCleanedUp = true
      return 1
    }),
  )
  while (jobs.get(id).state === 'waiting') await setImmediate()
  await jobs.stop()
  assert.equal(isCleanedUp, true)
})
