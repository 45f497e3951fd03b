// Reconstruction errors of many windows, batch by batch.
import { breaksOf } from './breaks.ts'
import type { Network, ScoringListener } from './engine.ts'

/** Windows per call: tf.js pays by the call, not by the window. */
const batchSize = 256

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
  const pause = breaksOf(work, on.signal)
  for (let from = 0; from < indexes.length; from += batchSize) {
    await pause()
    const to = Math.min(from + batchSize, indexes.length)
    network.score(indexes.subarray(from, to), errors.subarray(from * features, to * features))
    on.onProgress?.(to, indexes.length)
  }
  return errors
}
