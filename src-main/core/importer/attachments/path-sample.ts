// A few of many paths, each as likely as any other (Vitter's algorithm R, 1985), the same ones at every run.
import type { AuditRow } from './attachment-part.ts'
import { majorityPath } from './majority-path.ts'
import { withoutSecretParts } from './secrets.ts'

/** Paths kept: of 32 drawn, one that half of the calls touched is seen by all but one draw in 10^9. */
const size = 32
/** Longest path that is kept, characters; of a longer one the begin. */
const longest = 400
/** Paths that are named, and the part of the calls that one must have for it: others tell less than their folder. */
const named = 5
const namedShare = 0.1

/** Marsaglia's xorshift32: repeatable, and good enough to draw samples. */
function next(state: number): number {
  let x = state
  x ^= x << 13
  x ^= x >>> 17
  x ^= x << 5
  return x >>> 0
}

export class PathSample {
  readonly #paths: string[] = []
  #seen = 0
  #state = 2463534242

  /** Position that the next path would take, or -1 where it is not drawn: then it need not be cut out of its line. */
  place(): number {
    this.#seen += 1
    if (this.#seen <= size) return this.#seen - 1
    this.#state = next(this.#state)
    const at = this.#state % this.#seen
    return at < size ? at : -1
  }

  set(place: number, path: string): void {
    this.#paths[place] = path.slice(0, longest)
  }

  /** The most frequent paths and the folder of the others, with the calls (of `count`) that they stand for. */
  paths(count: number): AuditRow['paths'] {
    const all = this.#paths.filter((path) => path.startsWith('/'))
    if (all.length === 0) return []
    const weights = new Map<string, number>()
    for (const path of all) weights.set(path, (weights.get(path) ?? 0) + 1)
    const sorted = [...weights].toSorted((left, right) => right[1] - left[1])
    const calls = (drawn: number): number => Math.max(1, Math.round((drawn * count) / this.#paths.length))
    const isNamed = (weight: number, at: number): boolean => at < named && weight >= namedShare * all.length
    const first = sorted.filter(([, weight], at) => isNamed(weight, at))
    const rest = sorted.slice(first.length)
    const folder = majorityPath(rest)
    const drawn = rest.reduce((sum, [, weight]) => sum + weight, 0)
    const paths = folder === null ? first : [...first, [folder, drawn] as const]
    // Copies: a path that is a part of its line would keep the line's whole block in memory.
    return paths.map(
      ([path, weight]) => [Buffer.from(withoutSecretParts(path)).toString(), calls(weight)] as const,
    )
  }
}
