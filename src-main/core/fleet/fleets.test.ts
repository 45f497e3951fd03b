// Fleets over NameNodes made of a real recording: ranked findings, failures as rows, resuming, reports, dropped data.
import assert from 'node:assert/strict'
import test from 'node:test'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { markFleet, putFleetRow } from '../store/fleets.ts'
import { lockAlone } from '../store/folder-lock.ts'
import { untouchedRow } from './node-run.ts'
import { type RecordedFleet, recorded, recordedFleet } from './fixtures/recorded-fleet.ts'

const baseline = { kind: 'range', ...recorded.baseline } as const
const request = { engine: 1, window: recorded.fault, baseline }

const isDeclared =
  (code: string, text = /./) =>
  (error: unknown) =>
    error instanceof DeclaredError && error.code === code && text.test(error.message)

const steps = ({ fleets }: RecordedFleet, id: number): Record<string, string> =>
  Object.fromEntries(fleets.get(id).rows.map(({ instance, step }) => [instance, step]))

test('every NameNode is judged by a model of its own, the sick one first; what cannot be judged says why', async () => {
  await using fleet = await recordedFleet(['calm:9870', 'broken:9870', 'sick:9870', 'empty:9870'])
  const { outcome, fleet: id } = await fleet.fleets.start(request)
  const { rows, ...head } = await outcome
  assert.deepEqual(
    rows.map(({ instance, step }) => [instance, step]),
    [
      ['sick:9870', 'done'],
      ['calm:9870', 'done'],
      ['broken:9870', 'failed'],
      ['empty:9870', 'failed'],
    ],
  )
  assert.deepEqual(
    [head.id, head.state, head.nodes, head.done, head.failed, head.withIncidents, head.job],
    [id, 'done', 4, 2, 2, 1, null],
  )
  const [sick, calm, broken, empty] = rows
  assert.ok(
    (sick?.finding?.severity ?? 0) > 0 && (sick?.finding?.peak ?? 0) > (sick?.finding?.threshold ?? 0),
  )
  assert.match(sick?.finding?.worst?.title ?? '', /./)
  assert.deepEqual([calm?.finding?.severity, calm?.finding?.incidents, calm?.finding?.worst], [0, 0, null])
  assert.deepEqual(broken?.error, { code: 'UNREADABLE', message: 'broken:9870 answers 503.' })
  assert.match(empty?.error?.message ?? '', /lab has no samples of empty:9870 in .*: choose another/)
  assert.equal(fleet.services.models.list().length, 0)
  assert.deepEqual(fleet.fleets.list(10), [head])

  const { report, id: reportId } = await fleet.fleets.report(id, 'sick:9870').outcome
  assert.deepEqual(report.analysis.incidents[0]?.severity, sick?.finding?.severity)
  assert.deepEqual(report.analysis.windows.length, sick?.finding?.windows)
  assert.equal(fleet.fleets.get(id).rows[0]?.reportId, reportId)
  assert.throws(() => fleet.fleets.report(id, 'broken:9870'), isDeclared('NO_DATA', /503.*resume/))
  assert.throws(() => fleet.fleets.report(id, 'nobody'), isDeclared('NOT_FOUND'))
})

test('a run that was stopped goes on where it was; what was judged is not asked for again', async () => {
  await using fleet = await recordedFleet(['calm1:9870', 'calm2:9870', 'calm3:9870'])
  const { fleets, fetched, services, parts } = fleet
  const started = await fleets.start(request)
  assert.throws(() => fleets.resume(started.fleet), isDeclared('BUSY'))
  assert.throws(() => fleets.remove(started.fleet), isDeclared('BUSY'))
  const isOneDone = (): boolean => Object.values(steps(fleet, started.fleet)).includes('done')
  for (let waited = 0; !isOneDone() && waited < 1000; waited += 1)
    await new Promise((resolve) => setTimeout(resolve, 20))
  services.jobs.cancel(started.id)
  await assert.rejects(started.outcome, isDeclared('CANCELLED'))
  const { state, done } = fleets.head(started.fleet)
  assert.equal(state, 'cancelled')
  assert.ok(done >= 1 && done < 3)
  const judged = fleets.get(started.fleet).rows.filter(({ step }) => step === 'done')
  fetched.splice(0)
  const resumed = fleets.resume(started.fleet)
  assert.equal(resumed.fleet, started.fleet)
  const { state: end, done: all, rows } = await resumed.outcome
  assert.deepEqual([end, all], ['done', 3])
  for (const row of judged)
    assert.deepEqual(
      rows.find(({ instance }) => instance === row.instance),
      row,
    )
  assert.ok(fetched.every(({ instance }) => judged.every((row) => row.instance !== instance)))

  // As a killed process leaves it.
  markFleet(parts.db, started.fleet, { state: 'running', error: null, finishedAt: null })
  putFleetRow(parts.db, started.fleet, { ...untouchedRow('calm2:9870', 'lab'), step: 'training' })
  const other = lockAlone(services.host.dataFolder, 'fleet')
  assert.equal(fleets.head(started.fleet).state, 'running')
  await assert.rejects(fleets.start(request), isDeclared('BUSY'))
  other?.release()
  assert.equal(fleets.head(started.fleet).state, 'interrupted')
  const again = await fleets.resume(started.fleet).outcome
  assert.deepEqual([again.state, again.done], ['done', 3])
  fleets.remove(started.fleet)
  assert.throws(() => fleets.get(started.fleet), isDeclared('NOT_FOUND'))
})

test('data that are not to be kept are gone once they are judged, and fetched anew for a report', async () => {
  await using fleet = await recordedFleet(['sick:9870'])
  const { fleets, services, fetched } = fleet
  const { outcome, fleet: id } = await fleets.start({ ...request, keepData: false })
  const { rows } = await outcome
  assert.deepEqual([rows[0]?.step, rows[0]?.sourceId, services.sources.list().length], ['done', null, 0])
  fetched.splice(0)
  const { report } = await fleets.report(id, 'sick:9870').outcome
  assert.ok(fetched.length > 0)
  assert.equal(report.analysis.incidents.length, rows[0]?.finding?.incidents)
  const again = await fleets.start({ ...request, keepData: false })
  await again.outcome
  assert.equal(services.sources.list().length, 1, 'what was here before stays')
})

test('a run of named NameNodes takes those; what cannot be is refused at once', async () => {
  await using fleet = await recordedFleet(['calm:9870', 'broken:9870'])
  const { fleets, fetched } = fleet
  const { outcome } = await fleets.start({ ...request, instances: ['broken:9870'] })
  const { rows, state } = await outcome
  assert.deepEqual([state, rows.length, rows[0]?.instance], ['done', 1, 'broken:9870'])
  assert.deepEqual(new Set(fetched.map(({ instance }) => instance)), new Set(['broken:9870']))
  await assert.rejects(fleets.start({ ...request, engine: 2 }), isDeclared('NOT_FOUND'))
  const over = { kind: 'range', from: recorded.fault.from, to: recorded.last } as const
  await assert.rejects(
    fleets.start({ ...request, baseline: over }),
    isDeclared('BAD_INPUT', /outside the window/),
  )
})

test('an engine without NameNodes ends a run with its reason', async () => {
  await using fleet = await recordedFleet([])
  const { fleets } = fleet
  const { outcome, fleet: id } = await fleets.start(request)
  await assert.rejects(outcome, isDeclared('NO_DATA', /lab has no series of a NameNode/))
  const { state, error } = fleets.head(id)
  assert.equal(state, 'failed')
  assert.match(error ?? '', /lab has no series/)
})
