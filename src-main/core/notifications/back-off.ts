// When a notification that did not arrive is sent again.

const minute = 60_000

/** ms between one attempt and the next. */
const waits: readonly number[] = [minute / 2, 2 * minute, 10 * minute, 60 * minute, 60 * minute]

/** Attempts at most: a little over two hours. */
export const mostAttempts = waits.length + 1

/** The longest wait, ms, also of what a receiver asks for. */
export const longestWait = 60 * minute

/** ms until the next attempt after so many; null: there is none. `asked` is what the receiver asks for, ms. */
export function waitAfter(attempts: number, asked: number): number | null {
  const wait = waits[attempts - 1]
  return wait === undefined ? null : Math.min(longestWait, Math.max(wait, asked))
}
