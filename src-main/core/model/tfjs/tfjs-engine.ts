// The engine that computes with tf.js.
import type { Engine } from '../engine.ts'
import { engineOf } from '../engine-of.ts'
import { openTfjsNetwork } from './tfjs-network.ts'
import { startTfjs } from './tfjs-runtime.ts'

/** Starts tf.js in this thread, 'tfjs-wasm' or, where WebAssembly does not start, 'tfjs-cpu'. */
export async function startTfjsEngine(): Promise<Engine> {
  return engineOf(`tfjs-${await startTfjs()}`, openTfjsNetwork)
}
