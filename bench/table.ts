// What a benchmark gives: cases timed in the same run, each beside a named baseline.
import { quantile } from '../src-shared/statistics.ts'

export interface Case {
  readonly name: string
  /** Durations of the runs, ms; none where it does not run here. */
  readonly runs: readonly number[]
  /** Further columns by their headings. */
  readonly more?: Readonly<Record<string, string | number>>
}

/** What a figure is to reach. */
export interface Target {
  readonly what: string
  readonly atLeast?: number
  readonly atMost?: number
  /** Null where it could not be measured. */
  readonly got: number | null
}

export interface Table {
  readonly title: string
  /** Name of the case that the ratios are against. */
  readonly baseline: string
  readonly cases: readonly Case[]
  /** Further facts, for example sizes. */
  readonly facts: Readonly<Record<string, string | number>>
  readonly targets?: readonly Target[]
}

const quantileOf = (runs: readonly number[], share: number): number =>
  quantile(
    runs.toSorted((left, right) => left - right),
    share,
  )

/** NaN without runs. */
export const medianOf = (runs: readonly number[]): number =>
  runs.length === 0 ? Number.NaN : quantileOf(runs, 0.5)

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

/** Whether a target was met; null where it was not measured. */
export function isMet({
  atLeast = Number.NEGATIVE_INFINITY,
  atMost = Infinity,
  got,
}: Target): boolean | null {
  return got === null ? null : got >= atLeast && got <= atMost
}

function targetText(target: Target): string {
  const { what, atLeast, atMost, got } = target
  const wanted = [
    ...(atLeast === undefined ? [] : [`at least ${String(atLeast)}`]),
    ...(atMost === undefined ? [] : [`at most ${String(atMost)}`]),
  ].join(', ')
  const met = isMet(target)
  const outcome = met === null ? 'not measured' : `${String(got)}, ${met ? 'met' : 'MISSED'}`
  return `target: ${what}, ${wanted}: ${outcome}`
}

const durationsOf = (runs: readonly number[], base: number): readonly string[] =>
  runs.length === 0
    ? ['-', '-', '-', '-', '-']
    : [
        ...[Math.min(...runs), medianOf(runs), quantileOf(runs, 0.95), Math.max(...runs)].map((ms) =>
          ms.toFixed(1),
        ),
        (medianOf(runs) / base).toFixed(3),
      ]

/** The table as text: minimum, median, 95th percentile and maximum, the ratio of the medians, what more there is. */
export function tableText({ title, baseline, cases, facts, targets = [] }: Table): string {
  const base = medianOf(cases.find((one) => one.name === baseline)?.runs ?? [])
  const headings = [...new Set(cases.flatMap(({ more = {} }) => Object.keys(more)))]
  const isTimed = cases.some(({ runs }) => runs.length > 0)
  const rows = cases.map(({ name, runs, more = {} }) => [
    name,
    ...(isTimed ? durationsOf(runs, base) : []),
    ...headings.map((heading) => String(more[heading] ?? '')),
  ])
  const durations = ['min ms', 'median ms', 'p95 ms', 'max ms', `ratio to "${baseline}"`]
  const all = [['case', ...(isTimed ? durations : []), ...headings], ...rows]
  const widths = (all[0] ?? []).map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)))
  const lines = all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  const factLines = Object.entries(facts).map(([name, value]) => `${name}: ${String(value)}`)
  return [title, ...lines, ...factLines, ...targets.map(targetText)].join('\n')
}
