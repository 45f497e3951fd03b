// Reconstruction errors of many windows, batch by batch.
import { setImmediate } from 'node:timers/promises'
import * as tf from '@tensorflow/tfjs-core'
import type { LayersModel } from '@tensorflow/tfjs-layers'
import { cancelled } from '../../../src-shared/errors.ts'
import type { ScoringListener } from './engine.ts'
import { reconstruct } from './network.ts'
import { gatherWindows } from './windows-view.ts'
import type { WindowsView } from './windows-view.ts'

/** Windows per call: tf.js pays by the call, not by the window. */
const batchSize = 256

/**
 * Mean squared error of the windows named by `indexes` over their rows, [indexes, features]. Lets other work run
 * between batches; fails with CANCELLED, naming `work`, when the signal says so.
 */
export async function reconstructionErrors(
  network: LayersModel,
  windows: WindowsView,
  indexes: Int32Array,
  on: ScoringListener,
  work = 'Scoring',
): Promise<Float32Array> {
  const { features, length } = windows
  const errors = new Float32Array(indexes.length * features)
  for (let from = 0; from < indexes.length; from += batchSize) {
    await setImmediate()
    if (on.signal?.aborted === true) throw cancelled(work)
    const to = Math.min(from + batchSize, indexes.length)
    tf.tidy(() => {
      const batch = tf.tensor3d(gatherWindows(windows, indexes, from, to), [to - from, length, features])
      errors.set(
        tf.mean(tf.squaredDifference(reconstruct(network, batch), batch), 1).dataSync(),
        from * features,
      )
    })
    on.onProgress?.(to, indexes.length)
  }
  return errors
}
