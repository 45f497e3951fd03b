// Models as a service: drafts come and go, losses while they are trained, what supersedes what.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { imported } from '../fixtures/imported.ts'
import type { Services } from '../services.ts'
import type { TrainRequest } from './models.ts'

let recording: Awaited<ReturnType<typeof imported>>
let services: Services
/** All of the recording's 48 rows. */
let whole: { readonly from: number; readonly to: number }

before(async () => {
  recording = await imported('bench/recordings/light-3.4-g1')
  services = recording.services
  const [source] = services.sources.list()
  whole = { from: source?.first ?? 0, to: source?.last ?? 0 }
})
after(() => recording[Symbol.asyncDispose]())

const latest = { source: undefined, node: undefined, profile: undefined }
const start = (own: Partial<TrainRequest> = {}) =>
  services.models.train({ ...latest, ranges: [whole], settings: { 'model.epochs': 2 }, ...own })
const trained = (own: Partial<TrainRequest> = {}) => start(own).outcome
const ids = (): string[] => services.models.list().map(({ id }) => id)
const hasFolder = (id: string): boolean => existsSync(services.models.folderOf(id))
const isDeclared =
  (code: string, text = /./) =>
  (error: unknown) =>
    error instanceof DeclaredError && error.code === code && text.test(error.message)

test('a draft goes with the next training, row and folder; what was asked for stays', async () => {
  const wanted = await trained()
  assert.deepEqual([wanted.draft, wanted.latentDim, wanted.hiddenDim], [false, 10, 0])
  const draft = await trained({ draft: true })
  assert.equal(draft.draft, true)
  assert.deepEqual([ids().length, services.models.current(1).id], [2, ids()[0]])
  assert.ok(hasFolder(draft.id) && hasFolder(wanted.id))
  const next = await trained({ draft: true })
  assert.deepEqual(ids().toSorted(), [wanted.id, next.id].toSorted())
  assert.ok(!hasFolder(draft.id) && hasFolder(next.id) && hasFolder(wanted.id))
})

test('a draft that a report was made with stays', async () => {
  const draft = await trained({ draft: true })
  const request = { source: 1, node: undefined, window: whole, thresholdOverride: undefined, model: draft.id }
  await services.reports.analyze(request).outcome
  const next = await trained({ draft: true })
  assert.ok(ids().includes(draft.id) && hasFolder(draft.id))
  await trained()
  assert.deepEqual([ids().includes(next.id), ids().includes(draft.id)], [false, true])
})

test('a draft that an analysis waits to use is there when its turn comes', async () => {
  const draft = await trained({ draft: true })
  const next = start({ draft: true })
  const request = { source: 1, node: undefined, window: whole, thresholdOverride: undefined, model: draft.id }
  const { report } = await services.reports.analyze(request).outcome
  assert.equal(report.analysis.model.id, draft.id)
  await next.outcome
})

test('losses are there while it trains and afterwards, whole; of other jobs there are none', async () => {
  const { id, outcome } = start({ settings: { 'model.epochs': 300 } })
  assert.deepEqual(services.models.losses(id), { epochs: 300, epoch: [], loss: [], validationLoss: [] })
  const { loss } = await outcome
  const curve = services.models.losses(id)
  assert.deepEqual([curve.epochs, curve.epoch.length, curve.epoch[0], curve.epoch.at(-1)], [300, 200, 1, 300])
  assert.deepEqual([curve.loss[0], curve.loss.at(-1)], [loss[0], loss[299]])
  assert.throws(() => services.models.losses('import-1'), isDeclared('NOT_FOUND'))
})

test('a draft supersedes drafts and checks of its source under way, not what somebody asked for', async () => {
  const asked = start({ settings: { 'model.epochs': 3000 } })
  const [first, check] = [start({ draft: true }), services.models.check({ ...latest, ranges: [whole] })]
  const { jobs } = services
  assert.deepEqual(
    [asked, first, check].map(({ id }) => jobs.get(id).quiet),
    [false, true, true],
  )
  const second = start({ draft: true })
  await assert.rejects(check.outcome, isDeclared('CANCELLED'))
  assert.equal(jobs.get(asked.id).error, null)
  jobs.cancel(asked.id)
  await assert.rejects(asked.outcome, isDeclared('CANCELLED'))
  await assert.rejects(first.outcome, isDeclared('CANCELLED'))
  await second.outcome
  assert.equal(services.models.isTraining(1), false)
})

test('a check supersedes a check, and says where there is too little to cut', async () => {
  const [first, second] = [1, 2].map(() => services.models.check({ ...latest, ranges: [whole] }))
  assert.ok(first !== undefined && second !== undefined)
  await assert.rejects(first.outcome, isDeclared('CANCELLED'))
  await assert.rejects(second.outcome, isDeclared('NO_DATA', /^A check needs 120 windows .* has 19: choose/))
})

test('stretches that are left out are not learned; nonsense is refused at once', async () => {
  const cut = { from: whole.from + 50_000, to: whole.to - 5_000 }
  const { ranges, rows, windows } = await trained({ leaveOut: [cut] })
  assert.deepEqual(ranges, [
    { from: whole.from, to: cut.from - 1 },
    { from: cut.to + 1, to: whole.to },
  ])
  assert.ok(windows >= 1 && rows < 48 - 3)
  assert.throws(() => start({ leaveOut: [whole] }), isDeclared('BAD_INPUT', /leave out less/))
  const outside = { from: whole.from - 1, to: whole.to }
  assert.throws(() => start({ leaveOut: [outside] }), isDeclared('BAD_INPUT', /within the baseline/))
  assert.throws(
    () => services.models.check({ ...latest, ranges: [whole], leaveOut: [outside] }),
    isDeclared('BAD_INPUT'),
  )
  assert.equal(services.models.isTraining(1), false)
})
