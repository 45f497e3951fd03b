// How long to wait between polls of a NameNode that does not answer.

/** Failures after which the distance is still the usual one, so that a restart is seen quickly. */
const patient = 3
/** The longest distance: so many usual ones, at most this many ms, never under a usual one. */
const mostTimes = 30
const mostMs = 300_000

/**
 * ms from one poll to the next after so many failures in a row: doubled with each from the fourth on. `jitter` (0 to 1)
 * shortens it by up to a fifth, so that NameNodes that failed together are not asked in step.
 */
export function backedOff(every: number, failures: number, jitter: number): number {
  if (failures <= patient) return every
  const most = Math.max(every, Math.min(mostMs, mostTimes * every))
  return Math.max(every, Math.min(most, every * 2 ** (failures - patient)) * (1 - 0.2 * jitter))
}
