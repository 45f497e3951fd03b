// Rows in the kernel's memory, and the positions in them at which the windows of a batch begin.
import { hasMissing } from '../windows-view.ts'
import type { WindowsView } from '../windows-view.ts'
import type { Address, Kernel } from './kernel.ts'
import { padded } from './parameters.ts'

export class RowBlock {
  /** What the network reads, [capacity, metrics], the metrics rounded up to a multiple of four with zeros; 0 for a missing value. */
  readonly rows: Address
  /** What it is to reconstruct: the same with NaN for a missing value. One block with `rows` where nothing is missing. */
  readonly targets: Address
  /** [batch]: first row of each window, as a position in this block. */
  readonly starts: Address
  readonly #kernel: Kernel
  readonly #windows: WindowsView
  #first = 0
  #end = 0

  /** Room for `capacity` rows of these windows and for the starts of a batch. */
  constructor(kernel: Kernel, windows: WindowsView, capacity: number, batch: number) {
    const size = capacity * padded(windows.features)
    this.#kernel = kernel
    this.#windows = windows
    this.rows = kernel.allocate(size)
    this.targets = hasMissing(windows) ? kernel.allocate(size) : this.rows
    this.starts = kernel.allocate(batch)
  }

  /** Copies the rows first..end (exclusive) in, in place of those before. */
  load(first: number, end: number): void {
    const { rows, features } = this.#windows
    const width = padded(features)
    const to = this.#kernel.floats(this.targets, (end - first) * width)
    if (width === features) to.set(rows.subarray(first * features, end * features))
    else {
      for (let row = first; row < end; row++)
        to.set(rows.subarray(row * features, (row + 1) * features), (row - first) * width)
    }
    if (this.targets !== this.rows) {
      const inputs = this.#kernel.floats(this.rows, to.length)
      to.forEach((value, at) => (inputs[at] = Number.isNaN(value) ? 0 : value))
    }
    this.#first = first
    this.#end = end
  }

  /** How many rows are loaded. */
  get count(): number {
    return this.#end - this.#first
  }

  /** Sets the batch: the windows at these positions of `windows.starts`, whose rows are loaded. */
  choose(indexes: Int32Array): void {
    const { starts } = this.#windows
    const to = this.#kernel.integers(this.starts, indexes.length)
    for (let at = 0; at < indexes.length; at++) to[at] = (starts[indexes[at] ?? 0] ?? 0) - this.#first
  }
}
