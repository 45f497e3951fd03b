// Looks for one text in a block, from ever later positions on: each part of the block is searched once in all.

export class Needle {
  readonly text: string
  #block = ''
  #found = -1

  constructor(text: string) {
    this.text = text
  }

  /** Goes to another block. */
  begin(block: string): void {
    this.#block = block
    this.#found = -1
  }

  /** First position at or after `from`, Infinity where there is none. `from` must never get smaller within a block. */
  from(from: number): number {
    if (this.#found >= from) return this.#found
    const found = this.#block.indexOf(this.text, from)
    this.#found = found < 0 ? Infinity : found
    return this.#found
  }
}
