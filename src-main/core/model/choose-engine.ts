// Which engine trains and which one scores. tf.js is loaded only where it is needed: that takes longer than a training.
import type { Settings } from '../../../src-shared/contract/settings.ts'
import { errorText } from '../../../src-shared/errors.ts'
import type { Architecture } from './architecture.ts'
import type { Engine } from './engine.ts'
import { engineOf } from './engine-of.ts'
import { fusedObjection } from './kernel/fused-objection.ts'
import { openFusedNetwork } from './kernel/fused-network.ts'
import { tfjsNodeObjection } from './tfjs-node-objection.ts'

/** An engine that works here. */
export interface ChosenEngine {
  readonly engine: Engine
  /** Why it is not the one wished for, in words for people; null where it is. */
  readonly reason: string | null
}

/**
 * The engine of the setting model.engine where it can train the architecture here, otherwise tf.js, which always can.
 * Starts it in this thread. A wish for tfjs-node takes seconds: it is tried in a process of its own first, which an abort
 * ends (the training then says CANCELLED).
 */
export async function chooseEngine(
  wish: Settings['model.engine'],
  architecture: Architecture,
  signal?: AbortSignal,
): Promise<ChosenEngine> {
  switch (wish) {
    case 'fused': {
      const objection = fusedObjection(architecture)
      if (objection === undefined) return { engine: engineOf('fused', openFusedNetwork), reason: null }
      return tfjs(objection)
    }
    case 'tfjs':
      return tfjs()
    case 'tfjs-node': {
      const objection = await tfjsNodeObjection({ signal })
      if (objection !== undefined) return tfjs(`tfjs-node ${objection}`)
      const { startTfjsNodeEngine } = await import('./tfjs/tfjs-node.ts')
      try {
        return { engine: await startTfjsNodeEngine(), reason: null }
      } catch (error) {
        return tfjs(`tfjs-node does not start in a thread (${errorText(error)})`)
      }
    }
  }
}

/**
 * The engine that scores with a model of this architecture, whatever trained it: the same for a baseline's threshold
 * and for the windows held against it, because engines differ in the last bits.
 */
export async function scoringEngine(architecture: Architecture): Promise<Engine> {
  return (await chooseEngine('fused', architecture)).engine
}

/** tf.js, started in this thread, in place of an engine that cannot be used for `objection`. */
async function tfjs(objection?: string): Promise<ChosenEngine> {
  const { startTfjsEngine } = await import('./tfjs/tfjs-engine.ts')
  const engine = await startTfjsEngine()
  const slow =
    engine.name === 'tfjs-cpu' ? 'WebAssembly does not start here, tf.js computes without it' : undefined
  const reasons = [objection, slow].filter((reason) => reason !== undefined)
  return { engine, reason: reasons.length === 0 ? null : reasons.join('; ') }
}
