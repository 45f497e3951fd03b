// The time that one poll may take, all its requests together.

const longestPoll = 30_000
const shortestLimit = 1000

/**
 * How long a poll may take, ms, where they are `every` ms apart: longer than that, since a NameNode that answers late is
 * worth hearing, and polls that fall due meanwhile are left out.
 */
export const pollLimit = (every: number): number => Math.min(longestPoll, Math.max(shortestLimit, 3 * every))

export class Deadline {
  readonly #controller = new AbortController()
  readonly #timer: NodeJS.Timeout
  readonly #wanted: AbortSignal | undefined
  readonly #giveUp = (): void => this.#controller.abort()
  #isOver = false
  readonly timeoutMs: number
  /** Rejects when the signal is given. */
  readonly given: Promise<never>

  /** `wanted` is given when whoever wanted the poll does not want it any more. */
  constructor(timeoutMs: number, wanted: AbortSignal | undefined) {
    this.timeoutMs = timeoutMs
    this.#wanted = wanted
    this.#timer = setTimeout(() => {
      this.#isOver = true
      this.#giveUp()
    }, timeoutMs)
    this.given = new Promise((_, reject) => {
      this.signal.addEventListener('abort', () => reject(new Error('the poll was given up')))
    })
    // Requests race with it; nobody else need hear of it.
    this.given.catch(() => undefined)
    if (wanted?.aborted === true) this.#giveUp()
    else wanted?.addEventListener('abort', this.#giveUp)
  }

  /** Given when the time is over, or the poll not wanted any more. */
  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** Whether the time is over, rather than the poll unwanted. */
  get isOver(): boolean {
    return this.#isOver
  }

  /** To be called when the poll has ended: the signal of who wants it may live for weeks. */
  end(): void {
    clearTimeout(this.#timer)
    this.#wanted?.removeEventListener('abort', this.#giveUp)
  }
}
