// Series of signals out of rows made by hand.
import assert from 'node:assert/strict'
import test from 'node:test'
import { metricCount } from '../../../src-shared/metrics.ts'
import { columnIndex, signals } from '../../../src-shared/signals.ts'
import { diagnosedReport } from './fixtures/diagnosed-report.ts'
import { namedSignals, signalSeries } from './signal-series.ts'

const sync = (columnIndex.get('SyncsAvgTime') ?? 0) - metricCount

/** Rows a second apart from 1000 ms on, of which only the syncs have values. */
function rowsOf(values: readonly number[]) {
  const rows = new Float64Array(values.length * signals.length).fill(Number.NaN)
  values.forEach((value, row) => (rows[row * signals.length + sync] = value))
  const count = values.length
  return {
    times: Float64Array.from({ length: count }, (_, row) => 1000 + row * 1000),
    breaks: Array<null>(count).fill(null),
    haStates: Array<'active'>(count).fill('active'),
    intervals: new Float64Array(count).fill(1),
    values: new Float64Array(count * metricCount),
    status: new Uint8Array(count * metricCount),
    signals: rows,
  }
}

test('each sample is a point of its own; rows outside the series and gaps are none', () => {
  const series = { pointMs: 0, times: [2000, 3000, 4000], metrics: {} }
  const { SyncsAvgTime: found } = signalSeries(rowsOf([9, 1, Number.NaN, 3]), series, ['SyncsAvgTime'])
  assert.deepEqual(found, { low: [1, null, 3], high: [1, null, 3] })
})

test('a wider point has the lowest and the highest of its samples', () => {
  const series = { pointMs: 2000, times: [1000, 3000], metrics: {} }
  const { SyncsAvgTime: found } = signalSeries(rowsOf([5, 1, 7, Number.NaN]), series, ['SyncsAvgTime'])
  assert.deepEqual(found, { low: [1, 7], high: [5, 7] })
})

test('the signals that a report names are those of its incidents and their evidence, none of the 28', () => {
  const { incidents } = diagnosedReport().analysis
  const ids = namedSignals(incidents)
  assert.ok(ids.length > 0 && ids.length <= 24)
  assert.equal(new Set(ids).size, ids.length)
  assert.ok(ids.every((id) => (columnIndex.get(id) ?? 0) >= metricCount))
  const evidence = incidents.flatMap(({ causes }) => causes.flatMap((cause) => cause.evidence))
  const told = evidence.flatMap(({ metric }) => (metric === null ? [] : [metric]))
  for (const id of told.filter((one) => (columnIndex.get(one) ?? 0) >= metricCount))
    assert.ok(ids.includes(id))
})
