// The order of a fleet's table.
import assert from 'node:assert/strict'
import test from 'node:test'
import type { FleetFinding, FleetRow } from '../../../src-shared/contract/fleets.ts'
import { untouchedRow } from './node-run.ts'
import { ranked } from './ranking.ts'

function judged(instance: string, own: Partial<FleetFinding>): FleetRow {
  const finding: FleetFinding = {
    ...{ severity: 0, incidents: 0, worst: null, peak: 1, threshold: 4, windows: 9, flagged: 0 },
    ...{ rows: 38, baselineRows: 300, haState: 'active' },
    ...own,
  }
  return { ...untouchedRow(instance, null), step: 'done', finding }
}

const order = (rows: readonly FleetRow[]): string[] => ranked(rows).map(({ instance }) => instance)

test('severity, then incidents, then the score by the threshold; waiting ones below, failed ones last', () => {
  const rows: FleetRow[] = [
    { ...untouchedRow('failed', null), step: 'failed' },
    { ...untouchedRow('waiting', null) },
    { ...untouchedRow('training', null), step: 'training' },
    judged('calm', { peak: 1 }),
    judged('nearly', { peak: 3.9 }),
    judged('bad', { severity: 80, incidents: 1 }),
    judged('worse', { severity: 90, incidents: 1 }),
  ]
  const wanted = ['worse', 'bad', 'nearly', 'calm', 'training', 'waiting', 'failed']
  assert.deepEqual(order(rows), wanted)
  assert.deepEqual(order(rows.toReversed()), wanted)
})

test('without severities an incident counts more than a score, and the threshold is what a score is seen by', () => {
  const rows = [
    judged('high threshold', { severity: null, peak: 2, threshold: 4 }),
    judged('low threshold', { severity: null, peak: 2, threshold: 3 }),
    judged('incident', { severity: null, peak: 2, threshold: 1.9, incidents: 1 }),
  ]
  assert.deepEqual(order(rows), ['incident', 'low threshold', 'high threshold'])
})
