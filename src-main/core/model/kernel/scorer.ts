// Reconstruction errors. Neighbouring windows share their rows, so each row is projected into the first layer once.
import type { WindowsView } from '../windows-view.ts'
import type { NetworkForward } from './network-forward.ts'
import type { Address, Kernel } from './kernel.ts'
import { RowBlock } from './row-block.ts'

/** Rows that a block holds beyond one window's: the windows of a block share all but so many rows. */
const blockRows = 512

export class Scorer {
  readonly #kernel: Kernel
  readonly #forward: NetworkForward
  readonly #windows: WindowsView
  readonly #batch: number
  readonly #capacity: number
  readonly #block: RowBlock
  /** x W + b of the block's rows, [capacity, 4 units]. */
  readonly #projected: Address
  /** [batch, metrics]. */
  readonly #errors: Address

  constructor(kernel: Kernel, forward: NetworkForward, windows: WindowsView, batch: number) {
    this.#kernel = kernel
    this.#forward = forward
    this.#windows = windows
    this.#batch = batch
    this.#capacity = windows.length + blockRows
    this.#block = new RowBlock(kernel, windows, this.#capacity, batch)
    this.#projected = kernel.allocate(this.#capacity * 4 * forward.first.sizes.units)
    this.#errors = kernel.allocate(batch * forward.metrics)
  }

  /** Writes the mean squared error of each named window and metric to `errors`, [indexes, features]. */
  score(indexes: Int32Array, errors: Float32Array): void {
    const { steps, metrics, outputs } = this.#forward
    this.#forEachBatch(indexes, (at, batch) => {
      const { targets, starts } = this.#block
      this.#kernel.windowErrors(this.#errors, outputs, targets, starts, steps, batch, metrics)
      this.#copyRows(this.#errors, batch, errors, at)
    })
  }

  /** Writes what the network makes of each named window's last `count` rows to `rows`, [indexes, count, features]. */
  reconstruct(indexes: Int32Array, count: number, rows: Float32Array): void {
    const { steps, metrics, outputs } = this.#forward
    const { features } = this.#windows
    this.#forEachBatch(indexes, (at, batch) => {
      const last = this.#kernel.floats(outputs, steps * batch * metrics)
      for (let window = 0; window < batch; window++) {
        for (let row = 0; row < count; row++) {
          const from = ((steps - count + row) * batch + window) * metrics
          rows.set(last.subarray(from, from + features), ((at + window) * count + row) * features)
        }
      }
    })
  }

  /** Runs the named windows forward, batch by batch; `use` gets the position of a batch's first window and its size. */
  #forEachBatch(indexes: Int32Array, use: (at: number, batch: number) => void): void {
    const { first, steps } = this.#forward
    for (let from = 0; from < indexes.length;) {
      const to = this.#loadFrom(indexes, from)
      for (let at = from; at < to; at += this.#batch) {
        const some = indexes.subarray(at, Math.min(at + this.#batch, to))
        this.#block.choose(some)
        const width = 4 * first.sizes.units
        const { starts } = this.#block
        this.#kernel.gatherWindows(first.gates, this.#projected, starts, steps, some.length, width)
        this.#forward.forward(some.length)
        use(at, some.length)
      }
      from = to
    }
  }

  /** Loads the rows of as many of the windows from `from` on as fit into the block; the position after the last one. */
  #loadFrom(indexes: Int32Array, from: number): number {
    const { starts, length } = this.#windows
    let [first, last] = [Infinity, -Infinity]
    let to = from
    for (; to < indexes.length; to++) {
      const start = starts[indexes[to] ?? 0] ?? 0
      if (Math.max(last, start) - Math.min(first, start) + length > this.#capacity) break
      first = Math.min(first, start)
      last = Math.max(last, start)
    }
    this.#block.load(first, last + length)
    this.#forward.first.project(this.#projected, this.#block.rows, this.#block.count)
    return to
  }

  /** Copies `count` rows of [metrics] to the rows of [features] from `at` on. */
  #copyRows(from: Address, count: number, rows: Float32Array, at: number): void {
    const { metrics } = this.#forward
    const { features } = this.#windows
    const padded = this.#kernel.floats(from, count * metrics)
    // Without padding in one go: an array object per window would soon weigh more than the errors.
    if (metrics === features) rows.set(padded, at * features)
    else {
      for (let row = 0; row < count; row++)
        rows.set(padded.subarray(row * metrics, row * metrics + features), (at + row) * features)
    }
  }
}
