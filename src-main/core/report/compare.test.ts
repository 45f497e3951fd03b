// Comparisons: nothing changes against itself, both directions say the same, and small changes are none.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { Comparison, type ReportHead, type SavedReport } from '../../../src-shared/contract/reports.ts'
import { metrics } from '../../../src-shared/metrics.ts'
import { madeCause, madeUser } from '../../../src-shared/summary/fixtures/made-incidents.ts'
import { type Change, changeOf, magnitude } from './change.ts'
import { type Side, compareReports } from './compare.ts'
import { diagnosedReport } from './fixtures/diagnosed-report.ts'
import { madeIncident, madeReport, madeShare } from './fixtures/made-report.ts'

const headOf = ({ id, title, createdAt, note, analysis }: SavedReport): ReportHead => ({
  id,
  title,
  createdAt,
  note,
  sourceId: analysis.source.id,
  sourceName: analysis.source.name,
  from: analysis.window.from,
  to: analysis.window.to,
  incidents: analysis.incidents.length,
  leading: null,
  receivedAt: null,
})

const sideOf = (report: SavedReport): Side => ({ head: headOf(report), report })

/** Values as they are measured, down to a thousandth. */
const value = fc.integer({ min: 0, max: 1e9 }).map((thousandths) => thousandths / 1000)

/** A report whose metrics have a few values, whose incidents have users and causes. */
const side: fc.Arbitrary<Side> = fc
  .record({
    values: fc.array(fc.array(fc.option(value), { maxLength: 5 }), {
      minLength: metrics.length,
      maxLength: metrics.length,
    }),
    anomalies: fc.array(
      fc.record({
        score: fc.double({ min: 1e-3, max: 10, noNaN: true }),
        metric: fc.constantFrom(...metrics.slice(0, 4).map(({ id }) => id)),
        contribution: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
      { maxLength: 6 },
    ),
    flagged: fc.array(fc.boolean(), { maxLength: 8 }),
    people: fc.array(
      fc.record({
        user: fc.constantFrom('analyst', 'etl', '["'),
        operation: fc.constantFrom('open', 'listStatus'),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
      { maxLength: 4 },
    ),
    causes: fc.array(fc.constantFrom('du', 'gc', 'sync'), { maxLength: 3 }),
  })
  .map(({ values, anomalies, flagged, people, causes }) => {
    const report = madeReport()
    const column = (metric: number): (number | null)[] => values[metric] ?? []
    const incident = madeIncident({
      users: people.map((one) => madeUser(one)),
      causes: causes.map((id) => madeCause({ id, title: id, confidence: 0.5 })),
    })
    const series: SavedReport['series']['metrics'] = Object.fromEntries(
      metrics.map(({ id }, metric) => [id, { low: column(metric), high: column(metric) }]),
    )
    return sideOf({
      ...report,
      series: { ...report.series, metrics: series },
      anomalies: anomalies.map(({ score, metric, contribution }) => ({
        start: 0,
        end: 1,
        score,
        metrics: [madeShare(metric, contribution)],
      })),
      analysis: {
        ...report.analysis,
        windows: flagged.map((isFlagged) => ({ start: 0, end: 1, score: 1, flagged: isFlagged })),
        incidents: [incident],
      },
    })
  })

const opposite: Readonly<Record<Change, Change>> = {
  rose: 'fell',
  fell: 'rose',
  same: 'same',
  appeared: 'vanished',
  vanished: 'appeared',
}

interface Row {
  readonly left: unknown
  readonly right: unknown
  readonly change: Change
}

const mirrored = <T extends Row>(row: T): T => ({
  ...row,
  left: row.right,
  right: row.left,
  change: opposite[row.change],
})

test('against itself everything is the same', () => {
  fc.assert(
    fc.property(side, (one) => {
      const { metrics: levels, leading, causes, users, flagged } = compareReports(one, one)
      for (const { change, left, right } of [...levels, ...leading, ...causes, ...users]) {
        assert.equal(change, 'same')
        assert.deepEqual(left, right)
      }
      assert.equal(flagged.left, flagged.right)
    }),
    { numRuns: 60 },
  )
})

test('from right to left everything is mirrored, in an order of its own only where changes are equally large', () => {
  fc.assert(
    fc.property(side, side, (left, right) => {
      const there = compareReports(left, right)
      const back = compareReports(right, left)
      assert.deepEqual(Comparison.parse(there), there)
      assert.deepEqual([back.left, back.right], [there.right, there.left])
      assert.deepEqual(back.flagged, { left: there.flagged.right, right: there.flagged.left })
      // Factors are each other's inverses but for rounding: looked at by themselves.
      const withoutFactor = (row: Comparison['metrics'][number]) => ({ ...row, factor: null })
      assert.deepEqual(back.metrics.map(withoutFactor), there.metrics.map(withoutFactor).map(mirrored))
      back.metrics.forEach(({ factor }, index) => {
        const other = there.metrics[index]?.factor ?? null
        assert.equal(factor === null, other === null)
        if (factor !== null && other !== null) assert.ok(Math.abs(factor * other - 1) < 1e-9)
      })
      assert.deepEqual(back.leading, there.leading.map(mirrored))
      const byKey = (row: object): string => JSON.stringify(row)
      assert.deepEqual(back.users.map(byKey).sort(), there.users.map(mirrored).map(byKey).sort())
      assert.deepEqual(back.causes.map(byKey).sort(), there.causes.map(mirrored).map(byKey).sort())
    }),
    { numRuns: 60 },
  )
})

test('a change counts beyond a factor and beyond a floor, both', () => {
  assert.equal(changeOf(0.1, 0.9, 1), 'same')
  assert.equal(changeOf(0.1, 1.2, 1), 'rose')
  assert.equal(changeOf(100, 124, 1), 'same')
  assert.equal(changeOf(100, 126, 1), 'rose')
  assert.equal(changeOf(126, 100, 1), 'fell')
  assert.equal(changeOf(null, 0, 1), 'appeared')
  assert.equal(changeOf(0, null, 1), 'vanished')
  assert.equal(changeOf(null, null, 1), 'same')
  assert.ok(magnitude(0, 100, 1) > magnitude(50, 100, 1))
})

test('a remedy shows: levels, flagged windows, leading metrics, causes and users, the largest change first', () => {
  const sick = madeReport()
  const cause = madeCause({ id: 'du', title: 'Recursive du', confidence: 0.8 })
  const user = madeUser({ share: 0.9 })
  sick.analysis.incidents = [madeIncident({ causes: [cause], users: [user] })]
  const calm = Array.from({ length: 600 }, () => 2)
  const well: SavedReport = {
    ...sick,
    anomalies: [],
    series: {
      ...sick.series,
      metrics: {
        ...sick.series.metrics,
        RpcProcessingTimeAvgTime: { low: calm, high: calm },
        ConcatAvgTime: { low: [5], high: [5] },
      },
    },
    analysis: { ...sick.analysis, incidents: [], windows: [] },
  }
  const { metrics: levels, flagged, leading, causes, users } = compareReports(sideOf(sick), sideOf(well))
  assert.deepEqual(
    levels.slice(0, 2).map(({ metric, change }) => [metric, change]),
    [
      ['RpcProcessingTimeAvgTime', 'fell'],
      ['ConcatAvgTime', 'appeared'],
    ],
  )
  assert.deepEqual(levels[0], {
    metric: 'RpcProcessingTimeAvgTime',
    left: { median: 2, peak: 40 },
    right: { median: 2, peak: 2 },
    change: 'fell',
    factor: 0.05,
  })
  assert.ok(levels.slice(2).every(({ change }) => change === 'same'))
  assert.deepEqual(flagged, { left: 60 / 571, right: 0 })
  assert.deepEqual(
    leading.map(({ metric, left, right, change }) => [metric, Math.round(left * 100), right, change]),
    [
      ['RpcProcessingTimeAvgTime', 70, 0, 'vanished'],
      ['CallQueueLength', 20, 0, 'vanished'],
      ['ConcatAvgTime', 10, 0, 'vanished'],
    ],
  )
  assert.deepEqual(causes, [{ id: 'du', title: 'Recursive du', left: 0.8, right: 0, change: 'vanished' }])
  assert.deepEqual(users, [
    { user: 'analyst', operation: 'contentSummary', left: 0.9, right: 0, change: 'vanished' },
  ])
})

test('columns beyond the 28 are compared where both reports keep them: what one does not speak of is not gone', () => {
  const well = madeReport()
  const { metrics: levels, causes, users } = compareReports(sideOf(diagnosedReport()), sideOf(well))
  assert.ok(levels.every(({ metric }) => metric !== 'SyncsAvgTime'))
  const again = compareReports(sideOf(diagnosedReport()), sideOf(diagnosedReport())).metrics
  const sync = again.find(({ metric }) => metric === 'SyncsAvgTime')
  assert.deepEqual([sync?.left?.peak, sync?.right?.peak, sync?.change], [805, 805, 'same'])
  assert.ok(causes.some(({ id, left, right }) => id === 'slow-edit-sync' && left === 0.92 && right === 0))
  assert.ok(users.some(({ user, operation }) => user === 'analyst' && operation === 'contentSummary'))
})

test('where peaks are alike the medians decide: an evil may last longer without growing higher', () => {
  const report = madeReport()
  const long = Array.from({ length: 600 }, () => 40)
  const worse = {
    ...report,
    series: {
      ...report.series,
      metrics: { ...report.series.metrics, RpcProcessingTimeAvgTime: { low: long, high: long } },
    },
  }
  const [first] = compareReports(sideOf(report), sideOf(worse)).metrics
  assert.deepEqual([first?.metric, first?.change, first?.factor], ['RpcProcessingTimeAvgTime', 'rose', 1])
})
