// The deviations of a window's last rows → its score, and each column's part in it. Pure.
import { metricCount } from '../../../src-shared/metrics.ts'
import { reach, recentDeviation } from './recent.ts'
import { throughput, waiting, watched } from './watched.ts'

const width = watched.length
const throughputAt = watched.findIndex(({ id }) => id === throughput)
const waitingAt = watched.flatMap(({ id }, position) => (waiting.has(id) ? [position] : []))

/** What adds to a score: whatever is beyond the column's own spread, squared. */
function excess(deviation: number): number {
  return deviation > 1 ? (deviation - 1) ** 2 : 0
}

/** What a network expects of a window's last rows. */
export interface Expectation {
  /** Deviations, [reach, 28]. */
  readonly deviations: Float32Array
  /** How far the network is off on rows that it never saw, per metric, 1 at least. */
  readonly errorSpreads: readonly number[]
}

/**
 * Writes each watched column's squared excess of the window that ends at row `last` to `parts`, [watched], and returns
 * the window's score: the root of their sum. `deviations`: [rows, watched], see deviationsOf.
 *
 * A metric deviates from its usual value and from what the network expects of it, whichever is less: a spike elsewhere in
 * the window bends the reconstruction of metrics that are as usual, whose own value speaks for them; and one that is
 * high because others are is expected. Only rises count, but for the throughput: it counts where it fell while work waits,
 * and no more than what waits most: a quiet hour with slightly slower syncs is a quiet hour.
 */
export function scoreWindow(
  deviations: Float64Array,
  last: number,
  expectation: Expectation | null,
  parts: Float32Array,
): number {
  const first = (last - reach + 1) * width
  let sum = 0
  for (let position = 0; position < width; position += 1) {
    const usual = (row: number): number => deviations[first + row * width + position] ?? Number.NaN
    const deviation =
      expectation === null || position >= metricCount
        ? recentDeviation(usual)
        : recentDeviation((row) => {
            const value = usual(row)
            const expected = expectation.deviations[row * metricCount + position] ?? 0
            return Math.min(value, (value - expected) / (expectation.errorSpreads[position] ?? 1))
          })
    const part = excess(deviation)
    parts[position] = part
    sum += part
  }
  const waits = waitingAt.reduce((most, position) => Math.max(most, parts[position] ?? 0), 0)
  if (waits > 0) {
    const fall = recentDeviation((row) => -(deviations[first + row * width + throughputAt] ?? Number.NaN))
    const risen = parts[throughputAt] ?? 0
    const part = Math.max(risen, Math.min(waits, excess(fall)))
    parts[throughputAt] = part
    sum += part - risen
  }
  return Math.sqrt(sum)
}

/** How far each single row is, [rows]: the score without looking at its neighbours, for finding where something begins. */
export function rowScores(deviations: Float64Array): Float64Array {
  return Float64Array.from({ length: deviations.length / width }, (_, row) => {
    let sum = 0
    for (let position = 0; position < width; position += 1) {
      const deviation = deviations[row * width + position] ?? Number.NaN
      if (deviation > 1) sum += excess(deviation)
    }
    return Math.sqrt(sum)
  })
}
