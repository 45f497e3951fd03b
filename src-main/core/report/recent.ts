// The latest few results, so that looking at the same again costs nothing.

export class Recent<Value> {
  readonly #most: number
  readonly #kept = new Map<string, Value>()

  /** Keeps at most `most` results; the one not asked for longest goes first. */
  constructor(most: number) {
    this.#most = most
  }

  /** The result of the key, made where there is none; who asks for a promise meanwhile gets the same. A failure is not kept. */
  get(key: string, make: () => Value): Value {
    const known = this.#kept.get(key)
    const result = known ?? make()
    this.#kept.delete(key)
    this.#kept.set(key, result)
    if (known !== undefined) return known
    const [oldest] = this.#kept.keys()
    if (oldest !== undefined && this.#kept.size > this.#most) this.#kept.delete(oldest)
    if (result instanceof Promise) {
      result.catch(() => {
        if (this.#kept.get(key) === result) this.#kept.delete(key)
      })
    }
    return result
  }
}
