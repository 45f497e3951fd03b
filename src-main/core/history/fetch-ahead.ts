// Requests under way at once: no more than a limit, and their results in the order in which they were wanted.

/** Lets so many pieces of work run at a time; the others wait for their turn. */
export class Slots {
  #free: number
  readonly #waiting: (() => void)[] = []

  constructor(count: number) {
    this.#free = count
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1
    else await new Promise<void>((resolve) => this.#waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      if (next === undefined) this.#free += 1
      else next()
    }
  }
}

/** Starts up to `ahead` pieces of work before the first is done; yields their results in order, and throws as the first that fails. */
export async function* inOrder<T>(
  works: AsyncIterable<() => Promise<T>>,
  ahead: number,
): AsyncGenerator<T, void, undefined> {
  const running: Promise<T>[] = []
  for await (const work of works) {
    const started = work()
    // Whoever takes it in order sees the error; one that nobody takes any more is no news.
    started.catch(() => undefined)
    running.push(started)
    const first = running.length >= ahead ? running.shift() : undefined
    if (first !== undefined) yield await first
  }
  for (const one of running) yield await one
}
