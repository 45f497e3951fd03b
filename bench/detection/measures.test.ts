// All measures of small detections, and the labels that are there.
import assert from 'node:assert/strict'
import test from 'node:test'
import type { Cause, Incident, MetricShare, UserShare } from '../../src-shared/contract/analysis.ts'
import { detectionOf, eventOf, incidentOf } from './fixtures/made.ts'
import { readAcceptedCauses, readLabels } from './labels.ts'
import { measured } from './measures.ts'

const metric = (name: string): MetricShare => ({
  metric: name,
  contribution: 0.5,
  normal: null,
  peak: null,
  peakAt: null,
  fell: false,
})

const user = (name: string, operation: string): UserShare => ({
  user: name,
  operation,
  share: 1,
  callShare: 1,
  perSecond: 10,
  usualPerSecond: 0,
})

const cause = (id: string): Cause => ({
  id,
  role: 'cause',
  title: id,
  story: '',
  confidence: 0.5,
  since: 0,
  evidence: [],
  against: [],
  unmeasured: [],
  checks: [],
  remedies: [],
  reference: '',
})

/** Two storms by users and a collection by nobody. */
const labels = {
  baselineSeconds: 0,
  events: [
    eventOf('fault', 100, 139, {
      kind: 'du_storm',
      user: 'analyst',
      operation: 'contentSummary',
      expected: ['GetContentSummaryAvgTime', 'CallQueueLength'],
    }),
    eventOf('fault', 300, 339, {
      kind: 'mass_delete',
      user: 'etl',
      operation: 'delete',
      expected: ['DeleteNumOps'],
    }),
    eventOf('fault', 500, 539, { kind: 'gc_pressure', expected: ['GcTimeMillis'] }),
    eventOf('fault', 700, 739, { kind: 'unheard_of' }),
  ],
}
const accepted = {
  du_storm: ['content-summary-scan' as const],
  mass_delete: ['mass-delete' as const],
  gc_pressure: ['gc-pressure' as const],
}

const right: Partial<Incident> = {
  metrics: [metric('CallQueueLength')],
  causes: [cause('content-summary-scan'), cause('long-lock-hold')],
  users: [user('analyst', 'contentSummary'), user('etl', 'delete')],
}
/** The right answers come second or third. */
const nearly: Partial<Incident> = {
  metrics: ['RpcQueueTimeAvgTime', 'SyncsNumOps', 'DeleteNumOps'].map(metric),
  causes: [cause('long-lock-hold'), cause('mass-delete')],
  users: [user('etl', 'create'), user('etl', 'delete')],
}

test('what was found and rightly answered is counted; a fault that was not found is wrong', () => {
  const incidents = [incidentOf(100, 110, right), incidentOf(302, 320, nearly), incidentOf(600, 610)]
  const detection = { ...detectionOf(800, [104, 105, 302, 605]), incidents }
  const all = measured(detection, labels, accepted)
  assert.deepEqual(all.recall, { count: 2, of: 4 })
  assert.equal(all.medianDelay, 3)
  assert.deepEqual(all.metricAt1, { count: 1, of: 3 })
  assert.deepEqual(all.metricAt3, { count: 2, of: 3 })
  assert.deepEqual(all.causeFirst, { count: 1, of: 3 })
  assert.deepEqual(all.userFirst, { count: 1, of: 2 })
  assert.deepEqual(all.falseIncidents, [incidents[2]])
  assert.ok(Math.abs(all.falsePerHour - 1 / all.normalHours) < 1e-12)
  assert.deepEqual(
    all.faults.map(({ delay, metricFirst, causeFirst, userFirst }) => [
      delay,
      metricFirst,
      causeFirst,
      userFirst,
    ]),
    [
      [4, true, true, true],
      [2, false, false, false],
      [null, false, false, null],
      [null, null, null, null],
    ],
  )
})

test('an incident at a fault answers nothing where no window was flagged', () => {
  const detection = { ...detectionOf(800, []), incidents: [incidentOf(100, 110, right)] }
  const { metricAt1, causeFirst, userFirst, falseIncidents } = measured(detection, labels, accepted)
  assert.deepEqual([metricAt1.count, causeFirst.count, userFirst.count], [0, 0, 0])
  assert.deepEqual(falseIncidents, [])
})

test('rows of events, and rows without a window, do not count in VUS-PR', () => {
  const detection = detectionOf(
    300,
    [...Array(40).keys()].map((row) => row + 100),
  )
  const events = [eventOf('fault', 100, 139), eventOf('event', 200, 239)]
  const scores = detection.scores.map((score, row) => (row >= 200 && row < 240 ? 9 : row < 29 ? NaN : score))
  const vusPr = (some: typeof events) =>
    measured({ ...detection, scores }, { baselineSeconds: 0, events: some }, accepted).vusPr
  const [without, wrong] = [vusPr(events), vusPr(events.slice(0, 1))]
  assert.ok(without !== null && wrong !== null && without > 0.95 && wrong < 0.7, `${without} ${wrong}`)
  assert.equal(vusPr([]), null)
})

test('every kind of fault in the labels has accepted causes', () => {
  const causes = readAcceptedCauses()
  for (const recording of ['day-a', 'slow-sync-3.4']) {
    const faults = readLabels(recording).events.filter((event) => event.class === 'fault')
    assert.ok(faults.length > 0)
    for (const { kind } of faults) assert.ok((causes[kind]?.length ?? 0) > 0, kind)
  }
})
