// The networks that are measured beside one another, each started in the process that asks.
import type { OpenNetwork } from '../src-main/core/model/engine.ts'
import { openFusedNetwork } from '../src-main/core/model/kernel/fused-network.ts'
import { openTfjsNetwork } from '../src-main/core/model/tfjs/tfjs-network.ts'
import { startTfjsNodeEngine } from '../src-main/core/model/tfjs/tfjs-node.ts'
import { startTfjs } from '../src-main/core/model/tfjs/tfjs-runtime.ts'
import { tfjsNodeObjection } from '../src-main/core/model/tfjs-node-objection.ts'

/** Those that Node runs. */
export type NodeNetwork = 'fused' | 'tf.js wasm' | 'tf.js cpu' | 'tfjs-node'

/** Starts what computes the network; rejects, saying why, where it does not start here. */
export async function startNetwork(name: NodeNetwork): Promise<OpenNetwork> {
  if (name === 'fused') return openFusedNetwork
  if (name === 'tfjs-node') {
    const objection = await tfjsNodeObjection()
    if (objection !== undefined) throw new Error(objection)
    // It makes its backend that of the process.
    await startTfjsNodeEngine()
  } else {
    // Without a folder of .wasm files tf.js falls back to plain JavaScript.
    const backend = name === 'tf.js wasm' ? await startTfjs() : await startTfjs('no .wasm files here')
    if (!name.endsWith(backend)) throw new Error(`does not start`)
  }
  return openTfjsNetwork
}
