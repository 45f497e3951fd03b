// What a benchmark gives: cases timed in the same run, each beside a named baseline.
import { quantile } from '../src-shared/statistics.ts'

export interface Case {
  readonly name: string
  /** Durations of the runs, ms. */
  readonly runs: readonly number[]
}

export interface Table {
  readonly title: string
  /** Name of the case that the ratios are against. */
  readonly baseline: string
  readonly cases: readonly Case[]
  /** Further facts, for example sizes. */
  readonly facts: Readonly<Record<string, string | number>>
}

const quantileOf = (runs: readonly number[], share: number): number =>
  quantile(
    runs.toSorted((left, right) => left - right),
    share,
  )
const medianOf = (runs: readonly number[]): number => quantileOf(runs, 0.5)

/** Runs each case in turn, several rounds, so that a busy moment hits all alike. */
export async function interleaved(
  rounds: number,
  cases: Readonly<Record<string, () => Promise<void> | void>>,
): Promise<Case[]> {
  const runs = new Map<string, number[]>(Object.keys(cases).map((name) => [name, []]))
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, work] of Object.entries(cases)) {
      const startedAt = performance.now()
      await work()
      runs.get(name)?.push(performance.now() - startedAt)
    }
  }
  return [...runs].map(([name, durations]) => ({ name, runs: durations }))
}

/** The table as text: minimum, median, 95th percentile and maximum, and the ratio of the medians. */
export function tableText({ title, baseline, cases, facts }: Table): string {
  const base = medianOf(cases.find((one) => one.name === baseline)?.runs ?? [])
  const rows = cases.map(({ name, runs }) => [
    name,
    ...[Math.min(...runs), medianOf(runs), quantileOf(runs, 0.95), Math.max(...runs)].map((ms) =>
      ms.toFixed(1),
    ),
    (medianOf(runs) / base).toFixed(3),
  ])
  const all = [['case', 'min ms', 'median ms', 'p95 ms', 'max ms', `ratio to "${baseline}"`], ...rows]
  const widths = (all[0] ?? []).map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)))
  const lines = all.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
  return [title, ...lines, ...Object.entries(facts).map(([name, value]) => `${name}: ${String(value)}`)].join(
    '\n',
  )
}
