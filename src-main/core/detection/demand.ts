// What a busier hour has more of: when all operations rise together, nothing is wrong with any of them. Pure.
import { columns } from '../../../src-shared/signals.ts'
import { quantile } from '../../../src-shared/statistics.ts'
import type { Usual } from './usual.ts'
import { throughput, watched } from './watched.ts'

/** Positions, among the watched, of the operations of the clients' port. */
const operations = watched.flatMap(({ index }, position) => {
  const { bean, kind } = columns[index] ?? {}
  return bean === 'RpcDetailedActivity' && kind === 'counter' ? [position] : []
})

const besides: ReadonlySet<string> = new Set([throughput, 'FilesDeleted', 'FilesInGetListingOps'])

/** Positions of all that rises with demand. */
const demanded = [
  ...operations,
  ...watched.flatMap(({ id }, position) => (besides.has(id) ? [position] : [])),
]

/** Calls a second from which on an operation is a usual one: below, two calls more look like a rise. */
const usualRate = 2

/** Usual operations that there are at least: among fewer a storm of one job's operations would be all there is. */
const enough = 5

/** Part of the usual operations that may rise by less: a storm of a job's three or four operations is no demand. */
const share = 0.25

/**
 * Takes from the deviations of rates, [rows, watched], in place, what three quarters of the usual operations rose by in
 * the same row. A rate is left with what it rose by beyond the others, 0 at least; where it fell it stays.
 */
export function takeDemand(deviations: Float64Array, usual: readonly Usual[]): void {
  const common = operations.filter(
    (position) => (usual[watched[position]?.index ?? -1]?.median ?? 0) >= usualRate,
  )
  if (common.length < enough) return
  for (let first = 0; first < deviations.length; first += watched.length) {
    const rises = common
      .map((position) => deviations[first + position] ?? Number.NaN)
      .filter((rise) => !Number.isNaN(rise))
      .sort((left, right) => left - right)
    const demand = rises.length < enough ? 0 : quantile(rises, share)
    if (demand <= 0) continue
    for (const position of demanded) {
      const deviation = deviations[first + position] ?? Number.NaN
      if (deviation > 0) deviations[first + position] = Math.max(0, deviation - demand)
    }
  }
}
