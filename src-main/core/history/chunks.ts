// Cuts a stretch of scrapes into chunks that a server answers at once, each with the times it is to be evaluated at.

/** Some scrapes of a node and the grid on which a range query sees each of them. Times are epoch ms, whole. */
export interface Chunk {
  /** When the scrapes were, rising. */
  readonly times: readonly number[]
  /** First and last evaluation. */
  readonly from: number
  readonly to: number
  /** ms between two evaluations */
  readonly step: number
}

/** Where a grid may begin within a step: so many places are tried. */
const phases = 8
/** A step is halved so often before scrapes are given up that lie closer together. */
const halvings = 3

/**
 * The evaluation that sees each scrape, epoch ms: the first on the grid at or after it and before the next scrape; NaN where there
 * is none. `origin`: any time on the grid.
 */
export function evaluations(times: readonly number[], origin: number, step: number): number[] {
  return times.map((time, index) => {
    const seen = origin + Math.ceil((time - origin) / step) * step
    return seen < (times[index + 1] ?? Number.POSITIVE_INFINITY) ? seen : Number.NaN
  })
}

/**
 * How well a grid sees scrapes: how many, those first that it sees well away from their own time and the next one's, since the
 * series of a scrape need not all have the very same time.
 */
function sight(times: readonly number[], origin: number, step: number): number {
  const margin = step / 8
  return evaluations(times, origin, step).reduce((sum, seen, index) => {
    if (Number.isNaN(seen)) return sum
    const next = times[index + 1] ?? Number.POSITIVE_INFINITY
    const isClear = seen - (times[index] ?? 0) >= margin && next - seen >= margin
    return sum + (isClear ? 1.001 : 1)
  }, 0)
}

const originsOf = (first: number, step: number): number[] =>
  Array.from({ length: phases }, (_, phase) => first + Math.round((phase * step) / phases))

/** The origin among the places tried from which the grid sees the most; in the middle of a step where all are equal. */
function bestOrigin(times: readonly number[], step: number): number {
  const [first = 0] = times
  const middle = first + Math.round(step / 2)
  return originsOf(first, step).reduce(
    (best, origin) => (sight(times, origin, step) > sight(times, best, step) ? origin : best),
    middle,
  )
}

/** The chunk of some scrapes (at least one) on a grid through `origin`. */
export function chunkOn(times: readonly number[], origin: number, step: number): Chunk {
  const onGrid = (time: number): number => origin + Math.ceil((time - origin) / step) * step
  // One evaluation more: a server that moves them to a grid of its own moves the last one down.
  return { times, from: onGrid(times[0] ?? 0), to: onGrid(times.at(-1) ?? 0) + step, step }
}

/** The chunk of some scrapes (at least one) with the widest step that sees each; the narrowest tried where none does. */
export function chunkOf(times: readonly number[], step: number): Chunk {
  let narrow = step
  for (let halving = 0; ; halving += 1) {
    const origin = bestOrigin(times, narrow)
    const seesAll = evaluations(times, origin, narrow).every((seen) => !Number.isNaN(seen))
    if (seesAll || halving === halvings) return chunkOn(times, origin, narrow)
    narrow = Math.ceil(narrow / 2)
  }
}

/** A chunk in two of half its scrapes each, on the same grid; it must have at least two. */
export function halves({ times, from, step }: Chunk): readonly [Chunk, Chunk] {
  const middle = times.length >> 1
  return [chunkOn(times.slice(0, middle), from, step), chunkOn(times.slice(middle), from, step)]
}

/** Evaluations of a chunk: points that each of its series comes to at most. */
export const pointsOf = ({ from, to, step }: Chunk): number => (to - from) / step + 1

/**
 * Cuts scrapes where they are more than `points` steps from the first of their part, and at gaps too wide to be worth asking about:
 * the rest of a part's points would be empty.
 */
export function partsOf(times: readonly number[], step: number, points: number): (readonly number[])[] {
  const parts: number[][] = []
  for (const time of times) {
    const part = parts.at(-1)
    const [first = 0] = part ?? []
    const isNear = time - (part?.at(-1) ?? 0) <= (step * points) / 4
    if (part !== undefined && isNear && time - first < step * (points - 2)) part.push(time)
    else parts.push([time])
  }
  return parts
}
