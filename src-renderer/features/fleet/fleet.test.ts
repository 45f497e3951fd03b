// Fleet runs in words, in order, and as they are asked for.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { FleetFinding, FleetHead, FleetRow } from '../../../src-shared/contract/fleets.ts'
import { baselineOf, emptyFleet, fleetIn, fleetOf } from './fleet-draft.ts'
import { nextSort, orderedRows, shownRows } from './fleet-order.ts'
import {
  baselineText,
  besideText,
  canResume,
  costText,
  peakText,
  progressText,
  sinceText,
  stateText,
  whatText,
} from './fleet-text.ts'

const finding = (part: Partial<FleetFinding> = {}): FleetFinding => ({
  severity: 0,
  incidents: 0,
  worst: null,
  peak: 1,
  threshold: 2,
  windows: 100,
  flagged: 0,
  rows: 360,
  baselineRows: 720,
  haState: 'active',
  ...part,
})

const row = (instance: string, part: Partial<FleetRow> = {}): FleetRow => ({
  instance,
  cluster: null,
  step: 'done',
  error: null,
  sourceId: 1,
  node: 'nn1:8020',
  finding: finding(),
  warnings: [],
  documents: 1080,
  requests: 12,
  tookMs: 4000,
  reportId: null,
  ...part,
})

const worst = { start: 5, end: 65_005, leading: 'CallQueueLength', cause: null, title: null, user: 'etl' }
const rows = [
  row('nn10', {
    finding: finding({ severity: 80, incidents: 2, worst, peak: 8, flagged: 9 }),
    cluster: 'prod',
  }),
  row('nn9', {
    finding: finding({
      severity: 40,
      incidents: 3,
      worst: { ...worst, start: 1, title: 'Full collections' },
    }),
  }),
  row('nn1'),
  row('nn2', { step: 'failed', finding: null, error: { code: 'NOT_FOUND', message: 'no rows' } }),
]
const instances = (of: readonly FleetRow[]) => of.map(({ instance }) => instance)

describe('orderedRows', () => {
  it('keeps the rank, turns it round, and orders by what a column shows; rows without a value come last', () => {
    assert.deepEqual(instances(orderedRows(rows, { by: 'rank', isDescending: true })), [
      'nn10',
      'nn9',
      'nn1',
      'nn2',
    ])
    assert.deepEqual(instances(orderedRows(rows, { by: 'rank', isDescending: false })), [
      'nn2',
      'nn1',
      'nn9',
      'nn10',
    ])
    assert.deepEqual(instances(orderedRows(rows, { by: 'instance', isDescending: false })), [
      'nn1',
      'nn2',
      'nn9',
      'nn10',
    ])
    assert.deepEqual(instances(orderedRows(rows, { by: 'incidents', isDescending: true })), [
      'nn9',
      'nn10',
      'nn1',
      'nn2',
    ])
    assert.deepEqual(instances(orderedRows(rows, { by: 'start', isDescending: false })), [
      'nn9',
      'nn10',
      'nn1',
      'nn2',
    ])
    assert.deepEqual(instances(orderedRows(rows, { by: 'start', isDescending: true })), [
      'nn10',
      'nn9',
      'nn1',
      'nn2',
    ])
    assert.equal(instances(orderedRows(rows, { by: 'peak', isDescending: true }))[0], 'nn10')
  })

  it('turns round on the second click, begins with A, the earliest or the largest', () => {
    assert.deepEqual(nextSort({ by: 'peak', isDescending: true }, 'peak'), {
      by: 'peak',
      isDescending: false,
    })
    assert.deepEqual(nextSort({ by: 'rank', isDescending: true }, 'start'), {
      by: 'start',
      isDescending: false,
    })
    assert.deepEqual(nextSort({ by: 'rank', isDescending: true }, 'peak'), { by: 'peak', isDescending: true })
  })
})

describe('shownRows', () => {
  it('finds by kind and by words of what a row says', () => {
    assert.deepEqual(instances(shownRows(rows, 'incidents', '')), ['nn10', 'nn9'])
    assert.deepEqual(instances(shownRows(rows, 'failed', '')), ['nn2'])
    assert.deepEqual(instances(shownRows(rows, 'all', 'PROD etl')), ['nn10'])
    assert.deepEqual(instances(shownRows(rows, 'all', 'no rows')), ['nn2'])
  })
})

describe('texts', () => {
  it('say what happened, how high, and what it took', () => {
    assert.deepEqual(rows.map(whatText), [
      'Call queue length unusual, no cause known',
      'Full collections',
      'No incident',
      '',
    ])
    assert.deepEqual(rows.map(peakText), ['4 times', '0.5 times', '0.5 times', '–'])
    assert.deepEqual(
      rows.map((one) => sinceText(one, 'UTC')),
      ['01-01 00:00, 65 s', '01-01 00:00, 65 s', '–', '–'],
    )
    assert.equal(besideText(row('a', { finding: finding({ haState: 'standby', worst }) })), ', etl (standby)')
    assert.equal(besideText(row('a')), '')
    assert.equal(besideText(row('a', { finding: finding({ haState: 'unknown' }) })), '')
    assert.equal(
      costText(row('a')),
      '360 rows judged by 720 rows learned, 1,080 documents fetched in 12 requests, took 4 s',
    )
  })

  it('say what was learned and how far a run is', () => {
    assert.equal(baselineText({ kind: 'hours-before', hours: 24 }, 'UTC'), 'the 24 hours before')
    assert.equal(
      baselineText({ kind: 'range', from: 0, to: 3_600_000 }, 'UTC'),
      '1970-01-01 00:00:00 to 01:00:00',
    )
    const head: FleetHead = {
      id: 1,
      engineId: 1,
      engine: 'prod',
      window: { from: 0, to: 1 },
      baseline: { kind: 'same-hours-last-week' },
      ranges: [],
      keepData: true,
      state: 'running',
      error: null,
      job: null,
      createdAt: 0,
      finishedAt: null,
      nodes: 20,
      done: 18,
      failed: 1,
      withIncidents: 3,
    }
    assert.equal(progressText(head), '18 of 20 judged, 1 failed, 3 with incidents')
    assert.equal(progressText({ ...head, nodes: 0 }), 'not looked up yet')
  })

  it('a run that was stopped can go on, and one that is done but for NameNodes that failed', () => {
    const states = ['running', 'done', 'cancelled', 'interrupted', 'failed'] as const
    const resumed = (failed: number) => states.filter((state) => canResume({ state, failed }))
    assert.deepEqual(resumed(0), ['cancelled', 'interrupted', 'failed'])
    assert.deepEqual(resumed(1), ['done', 'cancelled', 'interrupted', 'failed'])
    assert.deepEqual(stateText({ state: 'done', failed: 1 }), { text: 'done', tone: 'fair' })
  })
})

describe('the form of a run', () => {
  const window = { from: 10, to: 20 }

  it('asks for what it says; all NameNodes where none are chosen', () => {
    assert.deepEqual(fleetOf({ ...emptyFleet, engine: 3, window }), {
      engine: 3,
      instances: undefined,
      from: 10,
      to: 20,
      baseline: { kind: 'same-hours-last-week' },
      keepData: true,
    })
    assert.deepEqual(fleetOf({ ...emptyFleet, engine: 3, window, instances: ['a'] })?.instances, ['a'])
    assert.equal(fleetOf({ ...emptyFleet, window }), undefined)
    assert.equal(fleetOf({ ...emptyFleet, engine: 3 }), undefined)
  })

  it('wants whole hours, and a range outside the window', () => {
    const hours = (text: string) => baselineOf({ ...emptyFleet, kind: 'hours-before', hours: text })
    assert.deepEqual(hours('24'), { kind: 'hours-before', hours: 24 })
    for (const text of ['', '0', '1.5', '2161', 'x']) assert.equal(hours(text), undefined, text)
    const range = (from: number, to: number) =>
      baselineOf({ ...emptyFleet, kind: 'range', window, range: { from, to } })
    assert.deepEqual(range(1, 9), { kind: 'range', from: 1, to: 9 })
    assert.equal(range(1, 10), undefined)
    assert.equal(baselineOf({ ...emptyFleet, kind: 'range', window }), undefined)
  })

  it('takes the engine out of an address', () => {
    assert.equal(fleetIn('engine=4'), 4)
    assert.equal(fleetIn('engine=x'), undefined)
    assert.equal(fleetIn(''), undefined)
  })
})
