// Which engine trains on this machine, and why not the others. Each is made to train a little.
import { type ChosenEngine, chooseEngine } from '../model/choose-engine.ts'
import { trialArchitecture, tryEngine } from '../model/engine-trial.ts'
import { tfjsNodeObjection } from '../model/tfjs-node-objection.ts'

/** What trains unless the settings say otherwise. Throws when it does not. */
export async function usualEngine(): Promise<string> {
  const { engine, reason } = await tried('fused')
  if (reason === null) return `${engine.name}: WebAssembly SIMD kernel, trains and scores`
  return `${engine.name}, slow: ${reason}`
}

/** What trains where the kernel cannot. Throws when it does not. */
export async function tfjsEngine(): Promise<string> {
  const { engine, reason } = await tried('tfjs')
  return `${engine.name.replace('tfjs-', '')}: trains what the kernel does not know${reason === null ? '' : `; ${reason}`}`
}

/** In a process of its own; nothing is wrong where it is not there. */
export async function tfjsNodeEngine(): Promise<string> {
  const objection = await tfjsNodeObjection()
  if (objection === undefined) return 'works (optional); models this small train faster in the kernel'
  return `${objection.replace(/^is /, '')} (optional): it is not needed`
}

async function tried(wish: 'fused' | 'tfjs'): Promise<ChosenEngine> {
  const chosen = await chooseEngine(wish, trialArchitecture)
  await tryEngine(chosen.engine)
  return chosen
}
