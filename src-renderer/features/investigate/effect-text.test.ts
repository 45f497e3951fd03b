// What a threshold does, in words.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Preview } from '../../../src-shared/contract/reports.ts'
import { flaggedText, incidentsText, otherEffects, timesText } from './effect-text.ts'

const incident = {
  start: Date.UTC(2026, 10, 22, 16, 6, 38),
  end: Date.UTC(2026, 10, 22, 16, 7, 24),
  peak: 30,
  severity: null,
  opinions: [],
  metrics: [],
  users: [],
  causes: [],
}
const preview: Preview = {
  model: 'm',
  node: 'n',
  modelThreshold: 5,
  threshold: 5,
  rows: 110,
  windows: 81,
  flagged: 46,
  incidentCount: 1,
  incidents: [incident],
  effects: [
    { threshold: 2, flagged: 60, incidents: 2 },
    { threshold: 3, flagged: 52, incidents: 1 },
    { threshold: 5, flagged: 46, incidents: 1 },
    { threshold: 6, flagged: 46, incidents: 1 },
    { threshold: 7, flagged: 31, incidents: 1 },
  ],
}

test('the threshold applied', () => {
  assert.equal(flaggedText(preview), '46 of 81 windows above the threshold of 5.')
  assert.equal(incidentsText(preview, 'UTC'), '1 incident, 2026-11-22 16:06:38 to 16:07:24.')
  assert.match(incidentsText({ ...preview, incidentCount: 3 }, 'UTC'), /^3 incidents, the worst 2026/)
  assert.equal(incidentsText({ ...preview, incidentCount: 0, incidents: [] }, 'UTC'), 'No incident.')
})

test('the nearest thresholds that change something', () => {
  assert.deepEqual(
    otherEffects(preview).map(({ threshold, flagged }) => [threshold, flagged]),
    [
      [7, 31],
      [3, 52],
    ],
  )
  assert.deepEqual(otherEffects({ ...preview, effects: [] }), [])
})

test('how many times normal, where that means anything', () => {
  assert.equal(timesText(48.2, [0, 2]), '24x')
  assert.equal(timesText(11, [4, 6]), '1.8x')
  assert.deepEqual([timesText(3, [0, 0]), timesText(3, null), timesText(null, [1, 2])], ['–', '–', '–'])
})
