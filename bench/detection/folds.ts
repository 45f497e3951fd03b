// Five-fold: a fifth of the baseline is not learned but analysed, and the healthy stretches with it. Nothing may be found.
import type { Imported } from '../../src-main/core/fixtures/imported.ts'
import type { TimeRange } from '../../src-shared/time.ts'
import type { Case, Table } from '../table.ts'
import type { Labels } from '../../src-main/core/fixtures/imported.ts'
import { measured } from './measures.ts'
import { analyzed, baselineAndRest, detectionOf, spanOf } from './whole-path.ts'

const folds = 5

/** With no alarm in n rows: the rate that 5 % of such silences would still come from, `ln 20 / n` (rule of three). */
const upperBound = (rows: number): number => Math.log(20) / rows

/** What each fold's model finds in the fifth that it did not learn, and in the rest of the recording. */
export async function foldChecks(name: string, recording: Imported, labels: Labels): Promise<Table> {
  const [baseline, rest] = baselineAndRest(spanOf(recording), labels)
  const length = (baseline.to - baseline.from) / folds
  const edge = (fold: number): number => Math.round(baseline.from + fold * length)
  const cases: Case[] = []
  let [rows, found] = [0, 0]
  for (let fold = 0; fold < folds; fold += 1) {
    const left: TimeRange = { from: edge(fold), to: edge(fold + 1) }
    const learned = [
      { from: baseline.from, to: left.from - 1 },
      { from: left.to + 1, to: baseline.to },
    ].filter(({ from, to }) => to > from)
    const startedAt = performance.now()
    const [heldOut, others] = await analyzed(recording, 'default', learned, [left, rest])
    if (heldOut === undefined || others === undefined) throw new Error('Both must have been analysed.')
    const healthy = measured(detectionOf(others), labels, {})
    const inFold = heldOut.windows.length
    rows += inFold
    found += heldOut.incidents.length + healthy.falseIncidents.length
    cases.push({
      name: `without fifth ${String(fold + 1)}`,
      runs: [performance.now() - startedAt],
      more: {
        threshold: heldOut.model.threshold.toFixed(2),
        'rows held out': inFold,
        'highest score': Math.max(...heldOut.windows.map(({ score }) => score)).toFixed(2),
        incidents: heldOut.incidents.length,
        'healthy and benign rows': healthy.normalRows,
        'false incidents': healthy.falseIncidents.length,
        'faults found': healthy.recall.count,
      },
    })
    if (fold === folds - 1) rows += healthy.normalRows
  }
  const bound = upperBound(rows)
  return {
    title: `Five-fold on the baseline and on the healthy stretches of ${name}`,
    baseline: cases[0]?.name ?? '',
    cases,
    facts: {
      'rows in which there should be nothing': rows,
      'upper bound of false incidents at 95 %': `${(bound * 10_000).toFixed(1)} in 10,000 rows, ${(bound * 8640).toFixed(1)} a day at 10 s`,
    },
    targets: [{ what: 'false incidents', atMost: 0, got: found }],
  }
}
