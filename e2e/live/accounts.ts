// Balances what NameNodes served against what was kept of it: nothing twice, nothing lost, nothing that was not whole.
import assert from 'node:assert/strict'
import type { Served } from './numbered-namenode.ts'
import type { RealTime } from './watched-week.ts'

export interface Account {
  /** Documents that were sent whole, repeats left out. */
  readonly served: number
  readonly kept: number
  /** Polls that may have been given up by who asked. */
  readonly torn: number
  /** Served whole, and not kept. */
  readonly lost: readonly number[]
  /** Polls that repeated the one before, and how many of them were kept all the same. */
  readonly repeats: number
  readonly keptRepeats: number
}

/** Serials of the polls that came within some stretches of real time. */
function polledWithin({ firstSerial, polledAt }: Served, stretches: readonly RealTime[]): number[] {
  return polledAt.flatMap((time, poll) =>
    stretches.some(({ from, to }) => from <= time && time <= to) ? [firstSerial + poll] : [],
  )
}

/**
 * Asserts that nothing was kept twice and nothing that was not served whole; what is lost is told. `leftOut` are stretches in
 * which polls are rightly not kept.
 */
export function accountOf(
  nodes: readonly Served[],
  kept: readonly number[],
  leftOut: readonly RealTime[] = [],
): Account {
  const held = new Set(kept)
  assert.equal(held.size, kept.length, 'a document was kept twice')
  const whole = new Set(nodes.flatMap((node) => node.whole))
  const strange = kept.filter((serial) => !whole.has(serial))
  assert.deepEqual(strange, [], 'documents were kept that were not served whole')
  const excused = new Set(
    nodes.flatMap((node) => [...node.torn, ...node.repeats, ...polledWithin(node, leftOut)]),
  )
  const repeats = nodes.flatMap((node) => node.repeats)
  return {
    served: whole.size - new Set(repeats).size,
    kept: kept.length,
    torn: new Set(nodes.flatMap((node) => node.torn)).size,
    lost: [...whole].filter((serial) => !held.has(serial) && !excused.has(serial)),
    repeats: repeats.length,
    keptRepeats: repeats.filter((serial) => held.has(serial)).length,
  }
}
