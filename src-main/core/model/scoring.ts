// Many windows through a network, batch by batch.
import { breaksOf } from './breaks.ts'
import type { Network, ScoringListener } from './engine.ts'

/** Windows per call: tf.js pays by the call, not by the window. */
const batchSize = 256

/** Calls `work` with one batch of the indexes after another, other work running between them; errors as below. */
async function forBatches(
  indexes: Int32Array,
  on: ScoringListener,
  name: string,
  work: (batch: Int32Array, from: number) => void,
): Promise<void> {
  const pause = breaksOf(name, on.signal)
  for (let from = 0; from < indexes.length; from += batchSize) {
    await pause()
    const batch = indexes.subarray(from, from + batchSize)
    work(batch, from)
    on.onProgress?.(from + batch.length, indexes.length)
  }
}

/**
 * Mean squared error of the network's windows named by `indexes` over their rows, [indexes, features]. Lets other work
 * run between batches; fails with CANCELLED, naming `work`, when the signal says so.
 */
export async function reconstructionErrors(
  network: Network,
  features: number,
  indexes: Int32Array,
  on: ScoringListener,
  work = 'Scoring',
): Promise<Float32Array> {
  const errors = new Float32Array(indexes.length * features)
  await forBatches(indexes, on, work, (batch, from) => {
    network.score(batch, errors.subarray(from * features, (from + batch.length) * features))
  })
  return errors
}

/** Hands out the last `count` rows of each window as the network reconstructs them; see Engine.reconstructions. */
export async function reconstructions(
  network: Network,
  features: number,
  indexes: Int32Array,
  count: number,
  use: (window: number, rows: Float32Array) => void,
  on: ScoringListener,
): Promise<void> {
  const size = count * features
  const rows = new Float32Array(batchSize * size)
  await forBatches(indexes, on, 'Scoring', (batch, from) => {
    network.reconstruct(batch, count, rows)
    for (let at = 0; at < batch.length; at += 1) use(from + at, rows.subarray(at * size, (at + 1) * size))
  })
}
