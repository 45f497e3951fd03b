// What happens to a watch in a week: faults of NameNodes and network, of the laptop and its clock, in an order by seed.
import { randomFrom } from '../../src-main/core/model/random.ts'
import type { Fault } from '../namenode/answers.ts'

export type Happening =
  | { readonly kind: 'fault'; readonly name: string; readonly fault: Fault }
  | { readonly kind: 'down' | 'restart' | 'skew' | 'repeats' | 'failover' | 'import' }
  | { readonly kind: 'clock'; readonly name: string; readonly ms: number }

export interface Planned {
  /** ms of calm before it, and how long it lasts. */
  readonly calm: number
  readonly lasts: number
  readonly node: number
  readonly happening: Happening
}

const fault = (name: string, one: Fault): Happening => ({ kind: 'fault', name, fault: one })

/** One of each kind; what takes time itself takes ms of real time. */
const kinds: readonly Happening[] = [
  { kind: 'down' },
  { kind: 'restart' },
  { kind: 'skew' },
  { kind: 'repeats' },
  { kind: 'failover' },
  { kind: 'import' },
  fault('slow', { kind: 'slow', ms: 40 }),
  fault('drip-feed', { kind: 'drip', ms: 1 }),
  fault('cut off', { kind: 'cut off' }),
  fault('no beans', { kind: 'empty' }),
  fault('HTML', { kind: 'html' }),
  fault('401', { kind: 'status', status: 401 }),
  fault('403', { kind: 'status', status: 403 }),
  fault('500', { kind: 'status', status: 500 }),
  fault('garbage', { kind: 'garbage' }),
  fault('huge body', { kind: 'huge', bytes: 80e6 }),
  fault('connection reset', { kind: 'reset' }),
  { kind: 'clock', name: 'asleep for hours', ms: 3 * 3_600_000 },
  { kind: 'clock', name: 'set back by 20 s', ms: -20_000 },
  { kind: 'clock', name: 'set back by 7 min', ms: -420_000 },
]

/** Every kind in each round, shuffled, some of the time calm and some not. */
export function planned(seed: number, lengthMs: number, rounds: number, nodes: number): readonly Planned[] {
  const random = randomFrom(seed)
  const each = lengthMs / (rounds * kinds.length)
  const order = Array.from({ length: rounds }, () =>
    kinds
      .map((happening) => ({ happening, key: random.next() }))
      .toSorted((left, right) => left.key - right.key),
  ).flat()
  return order.map(({ happening }) => {
    const lasts = Math.min(20 * 60_000, each * (0.2 + random.next() / 4))
    return { happening, lasts, calm: each - lasts, node: Math.floor(random.next() * nodes) }
  })
}

/** Its name in a table. */
export function happeningName(happening: Happening): string {
  return 'name' in happening ? happening.name : happening.kind
}
