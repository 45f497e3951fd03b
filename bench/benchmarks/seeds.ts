// Whether models from several seeds, their scores averaged, judge steadier than one. On day-a and its labels.
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { metricCount } from '../../src-shared/metrics.ts'
import { fitScaler, profileValues, scaled } from '../../src-main/core/etl/features.ts'
import { windowStarts } from '../../src-main/core/etl/sequences.ts'
import { engineOf } from '../../src-main/core/model/engine-of.ts'
import { openFusedNetwork } from '../../src-main/core/model/kernel/fused-network.ts'
import { percentileOf, windowScores } from '../../src-main/core/model/threshold.ts'
import { trainingDefaults } from '../../src-main/core/model/training-options.ts'
import { rowsInWindows } from '../../src-main/core/model/windows-view.ts'
import { readDayA } from '../day-a-rows.ts'
import { architectureOf } from '../measured-network.ts'
import type { Case, Table } from '../table.ts'

const seeds = 15
const length = 30
const ranges = {
  baseline: { from: 1795362458659, to: 1795363598000 },
  window: { from: 1795363598000, to: 1795365736000 },
}

const Labels = z.object({
  events: z.array(z.object({ class: z.string(), start: z.number(), end: z.number() })),
})

/** Scores of the window's and of the baseline's windows. */
interface Scores {
  readonly window: Float64Array
  readonly baseline: Float64Array
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

const spread = (values: readonly number[]): number =>
  Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)))

/** Average precision (area under precision over recall) of scores for finding the windows that touch a fault. */
function averagePrecision(scores: Float64Array, isFault: readonly boolean[]): number {
  const ranked = [...scores.keys()].toSorted((left, right) => (scores[right] ?? 0) - (scores[left] ?? 0))
  const hits = ranked.flatMap((window, rank) => (isFault[window] === true ? [rank + 1] : []))
  return mean(hits.map((rank, index) => (index + 1) / rank))
}

const flagsOf = ({ window, baseline }: Scores): readonly boolean[] => {
  const threshold = percentileOf(baseline, 95)
  return Array.from(window, (score) => score > threshold)
}

/** Mean share of the windows that two of the judgements disagree about, in percent. */
function disagreement(flags: readonly (readonly boolean[])[]): number {
  const shares = flags.flatMap((left, index) =>
    flags.slice(0, index).map((right) => mean(left.map((flag, at) => (flag === right[at] ? 0 : 100)))),
  )
  return mean(shares)
}

function averaged(parts: readonly Scores[]): Scores {
  const average = (of: keyof Scores): Float64Array =>
    Float64Array.from(parts[0]?.[of] ?? [], (_, at) => mean(parts.map((part) => part[of][at] ?? 0)))
  return { window: average('window'), baseline: average('baseline') }
}

export async function benchmark(): Promise<Table> {
  const rows = await readDayA()
  const starts = {
    baseline: windowStarts(rows, length, [ranges.baseline]),
    window: windowStarts(rows, length, [ranges.window]),
  }
  const values = profileValues('default', rows)
  const all = scaled(values, fitScaler(values, rowsInWindows(starts.baseline, length)))
  const windowsOf = (some: Int32Array) => ({ rows: all, features: metricCount, length, starts: some })
  const { events } = Labels.parse(JSON.parse(readFileSync('bench/recordings/day-a.labels.json', 'utf8')))
  const faults = events.filter((event) => event.class === 'fault')
  const isFault = Array.from(starts.window, (start) => {
    const [from, to] = [rows.times[start] ?? 0, rows.times[start + length - 1] ?? 0]
    return faults.some((fault) => from <= fault.end && to >= fault.start)
  })
  const engine = engineOf('fused', openFusedNetwork)
  const architecture = architectureOf(0)
  const singles: Scores[] = []
  const durations: number[] = []
  for (let seed = 1; seed <= seeds; seed += 1) {
    const startedAt = performance.now()
    const options = { ...trainingDefaults, seed }
    const { weights } = await engine.train(architecture, windowsOf(starts.baseline), options)
    const scoresOf = async (some: Int32Array): Promise<Float64Array> =>
      windowScores(await engine.reconstructionErrors(architecture, weights, windowsOf(some)), metricCount)
    singles.push({ window: await scoresOf(starts.window), baseline: await scoresOf(starts.baseline) })
    durations.push(performance.now() - startedAt)
  }
  const cases = [1, 3, 5].map((size): Case => {
    const groups = Array.from({ length: seeds / size }, (_, group) =>
      averaged(singles.slice(group * size, (group + 1) * size)),
    )
    const precisions = groups.map(({ window }) => averagePrecision(window, isFault))
    return {
      name: size === 1 ? 'one model' : `${size} models averaged`,
      runs: groups.map((_, group) =>
        durations.slice(group * size, (group + 1) * size).reduce((sum, ms) => sum + ms, 0),
      ),
      more: {
        'average precision': `${mean(precisions).toFixed(4)} ± ${spread(precisions).toFixed(4)}`,
        'windows judged otherwise by another draw': `${disagreement(groups.map(flagsOf)).toFixed(2)} %`,
      },
    }
  })
  return {
    title: `Seeds: ${seeds} trainings on ${starts.baseline.length} windows, ${starts.window.length} windows judged`,
    baseline: 'one model',
    cases,
    facts: {},
  }
}
