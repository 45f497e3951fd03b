// tf.js on TensorFlow's own library, where people installed the optional package for it.
import { createRequire } from 'node:module'
import util from 'node:util'
import * as tf from '@tensorflow/tfjs-core'
import type { Engine } from '../engine.ts'
import { engineOf } from '../engine-of.ts'
import { openTfjsNetwork } from './tfjs-network.ts'

/** What @tensorflow/tfjs-node 4.22 calls and Node takes away: one is gone, one warns (tensorflow/tfjs#8425, unreleased). */
const putBack = {
  isArray: Array.isArray,
  isNullOrUndefined: (value: unknown): boolean => value === null || value === undefined,
}

/**
 * Loads @tensorflow/tfjs-node into this thread and makes it what all of the thread's tf.js computes with. Throws what
 * the package throws; a library that does not fit may end the process: `tfjsNodeObjection` asks first.
 */
export async function startTfjsNodeEngine(): Promise<Engine> {
  tf.enableProdMode()
  Object.assign(util, putBack)
  createRequire(import.meta.url)('@tensorflow/tfjs-node')
  if (!(await tf.setBackend('tensorflow'))) throw new Error('tf.js does not take its backend')
  return engineOf('tfjs-node', openTfjsNetwork)
}
