// Pure: samples of one minute → runs that belong together → the mean of each.
import { type Sample, status } from '../etl/sample.ts'

/** What a column without a measured value is said to be: the most that is known of any of its samples. */
const poorer = [status.idle, status.repeated, status.missing] as const

/** Runs of samples that may become one: the same HA state and safe mode, no break after the first. In the order of time. */
export function runsOf<T extends { readonly sample: Sample }>(
  samples: readonly T[],
): readonly (readonly T[])[] {
  const runs: T[][] = []
  for (const one of samples) {
    const run = runs.at(-1)
    const before = run?.at(-1)?.sample
    const { sample } = one
    const continues =
      before?.haState === sample.haState && before.safeMode === sample.safeMode && sample.break === null
    if (run !== undefined && continues) run.push(one)
    else runs.push([one])
  }
  return runs
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/**
 * The mean of a run: of each column over its measured values, each sample weighed by how many it stands for. It has the time,
 * break and state of the first; its interval reaches back to the sample before the run.
 */
export function meanOf(run: readonly { readonly sample: Sample; readonly merged: number }[]): Sample {
  const [head] = run
  if (head === undefined) throw new Error('A mean of no samples.')
  const first = head.sample
  const values = new Float64Array(first.values.length).fill(Number.NaN)
  const states = new Uint8Array(first.values.length).fill(status.missing)
  for (let column = 0; column < values.length; column += 1) {
    const withState = (state: number) => run.filter(({ sample }) => sample.status[column] === state)
    const measured = withState(status.ok)
    const counted = [...measured, ...withState(status.ambiguous)]
    if (counted.length > 0) {
      values[column] =
        sum(counted.map(({ sample, merged }) => (sample.values[column] ?? Number.NaN) * merged)) /
        sum(counted.map(({ merged }) => merged))
      states[column] = measured.length > 0 ? status.ok : status.ambiguous
      continue
    }
    const state = poorer.find((one) => withState(one).length > 0) ?? status.missing
    values[column] = withState(state).at(-1)?.sample.values[column] ?? Number.NaN
    states[column] = state
  }
  return { ...first, interval: sum(run.map(({ sample }) => sample.interval)), values, status: states }
}
