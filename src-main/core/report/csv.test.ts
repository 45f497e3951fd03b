// CSV of a report: parsed back by the rules of RFC 4180 it holds the series, value by value, and the windows' scores.
import assert from 'node:assert/strict'
import test from 'node:test'
import type { SavedReport } from '../../../src-shared/contract/reports.ts'
import { metrics } from '../../../src-shared/metrics.ts'
import { reportCsv } from './csv.ts'
import { diagnosedReport } from './fixtures/diagnosed-report.ts'
import { madeFrom, madeReport } from './fixtures/made-report.ts'

/** Lines of cells; quotes as RFC 4180 has them. Lines must end in CR LF. */
function parsed(csv: string): string[][] {
  assert.ok(csv.endsWith('\r\n'))
  const cell = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/gy
  const lines: string[][] = [[]]
  let read = 0
  for (const [whole, text = '', end] of csv.matchAll(cell)) {
    read += whole.length
    lines.at(-1)?.push(text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text)
    if (end === '\r\n') lines.push([])
  }
  assert.equal(read, csv.length)
  return lines.slice(0, -1)
}

function columnsOf(report: SavedReport): Map<string, string[]> {
  const [header = [], ...rows] = parsed(reportCsv(report))
  for (const row of rows) assert.equal(row.length, header.length)
  return new Map(header.map((name, index) => [name, rows.map((row) => row[index] ?? '')]))
}

test('every row of the series, every metric with its unit, the score where a window ends', () => {
  const report = madeReport()
  const columns = columnsOf(report)
  assert.deepEqual([...columns.keys()].slice(0, 4), [
    'time (UTC)',
    'time (epoch ms)',
    'RpcProcessingTimeAvgTime (ms)',
    'RpcQueueTimeAvgTime (ms)',
  ])
  assert.equal(columns.size, 2 + metrics.length + 2)
  assert.deepEqual(columns.get('time (epoch ms)'), report.series.times.map(String))
  assert.equal(columns.get('time (UTC)')?.[0], new Date(madeFrom).toISOString())
  assert.deepEqual(
    columns.get('RpcProcessingTimeAvgTime (ms)'),
    report.series.metrics['RpcProcessingTimeAvgTime']?.high.map(String),
  )
  assert.ok(columns.get('ConcatAvgTime (ms)')?.every((cell) => cell === ''))
  const scores = columns.get('score (of the window that ends here)')
  const flags = columns.get('flagged (score above the threshold)')
  assert.deepEqual(scores?.slice(27, 31), ['', '', '0.01', '0.01'])
  assert.deepEqual([scores[239], scores[240], scores[300]], ['0.01', '0.5', '0.01'])
  assert.deepEqual([flags?.[28], flags?.[29], flags?.[240]], ['', 'false', 'true'])
})

test('columns beyond the 28 that led an incident stand behind them', () => {
  const report = diagnosedReport()
  const columns = columnsOf(report)
  const names = [...columns.keys()]
  assert.equal(names.length, 2 + Object.keys(report.series.metrics).length + 2)
  assert.deepEqual(names.slice(2 + metrics.length, 2 + metrics.length + 2), [
    'SyncsAvgTime (ms)',
    'RpcProcessingTimeNumOps (/s)',
  ])
  assert.equal(columns.get('SyncsAvgTime (ms)')?.[117], '805')
})

test('stretches say so: low and high only of what moved, the highest score of the windows within', () => {
  const report = madeReport()
  const [first = 0] = report.series.times
  const flat = { low: [2, 2], high: [2, 2] }
  const columns = columnsOf({
    ...report,
    series: {
      pointMs: 300_000,
      times: [first, first + 300_000],
      metrics: {
        ...Object.fromEntries(metrics.map(({ id }) => [id, flat])),
        CallQueueLength: { low: [0, 1], high: [12, 1] },
      },
    },
  })
  const names = [...columns.keys()]
  assert.equal(names[0], 'time (UTC, start of a stretch of 5 min)')
  assert.deepEqual(columns.get('CallQueueLength_low (calls)'), ['0', '1'])
  assert.deepEqual(columns.get('CallQueueLength_high (calls)'), ['12', '1'])
  assert.deepEqual(columns.get('RpcQueueTimeAvgTime (ms)'), ['2', '2'])
  assert.ok(!names.some((name) => name.startsWith('RpcQueueTimeAvgTime_')))
  assert.deepEqual(columns.get('score (highest of the windows that end here)'), ['0.5', '0.01'])
  assert.deepEqual(columns.get('flagged (score above the threshold)'), ['true', 'false'])
})

test('windows that end where there is no row, before the first or in a gap, have no place', () => {
  const report = madeReport()
  const [window] = report.analysis.windows
  assert.ok(window !== undefined)
  const at = (end: number) => ({ ...window, end, score: 9 })
  const windows = [at(madeFrom - 1), at(madeFrom + 500), at(madeFrom + 10_000_000)]
  const columns = columnsOf({ ...report, analysis: { ...report.analysis, windows } })
  assert.ok(columns.get('score (of the window that ends here)')?.every((cell) => cell === ''))
})
