// What a fleet's line says of an analysis.
import assert from 'node:assert/strict'
import test from 'node:test'
import type { Profile } from '../../../src-shared/profiles.ts'
import { madeReport } from '../report/fixtures/made-report.ts'
import { findingOf } from './finding.ts'

const { analysis } = madeReport()

test('the worst incident with its leading metric, and the highest score of all windows', () => {
  const { worst, incidents, peak, flagged, windows, severity, haState } = findingOf(analysis, 'active')
  const [first] = analysis.incidents
  assert.deepEqual(
    [worst?.start, worst?.end, worst?.leading],
    [first?.start, first?.end, 'RpcProcessingTimeAvgTime'],
  )
  assert.equal(severity, first?.severity)
  assert.deepEqual([incidents, windows, haState], [1, analysis.windows.length, 'active'])
  assert.equal(peak, Math.max(...analysis.windows.map(({ score }) => score)))
  assert.ok(flagged > 0 && flagged < windows)
})

test('no incident is a severity of 0, but unknown where nothing is graded', () => {
  const of = (profile: Profile) =>
    findingOf({ ...analysis, incidents: [], model: { ...analysis.model, profile } }, null)
  assert.deepEqual([of('default').severity, of('default').worst], [0, null])
  assert.equal(of('original').severity, null)
})
