// NameNodes in a process of their own, as a spec holds them.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Recording } from '../recordings.ts'
import type { Persona } from './bean-texts.ts'
import type { Behaviour, Served } from './numbered-namenode.ts'

export interface Opening {
  readonly nodes: number
  readonly recording: Recording
  /** So many of the recording, over and over. */
  readonly documents: number
  /** All nodes are of one cluster, as the two of an HA pair; else each has one of its own. */
  readonly isOneCluster?: boolean
  /** The nodes begin at different documents. */
  readonly isSpread?: boolean
  /** The document that they begin with; by default the first. */
  readonly start?: number
}

/** What a node is asked to do. */
export interface Ask {
  readonly node: number
  readonly call: 'change' | 'restart' | 'start' | 'stop' | 'served' | 'polls'
  readonly behaviour?: Partial<Behaviour>
}

/** Who the so manieth node is; of an HA pair the first one is active. */
export function personaOf({ isOneCluster = false }: Opening, index: number): Persona {
  return {
    cluster: `CID-soak-${String(isOneCluster ? 0 : index)}`,
    node: `nn${String(index)}.soak:8020`,
    haState: isOneCluster && index > 0 ? 'standby' : 'active',
    startedAt: 1_700_000_000_000 + index * 1000,
  }
}

export interface NameNodes extends AsyncDisposable {
  /** One per node. */
  readonly urls: readonly string[]
  readonly pid: number
  change(node: number, behaviour: Partial<Behaviour>): Promise<void>
  /** Counters from 0, another start time. */
  restart(node: number): Promise<void>
  /** Breaks its connections; further ones are refused until `start`. */
  stop(node: number): Promise<void>
  start(node: number): Promise<void>
  served(node: number): Promise<Served>
  /** Documents that were sent whole. */
  polls(node: number): Promise<number>
}

const file = fileURLToPath(new URL('namenodes-process.ts', import.meta.url))

/** Starts them; they end when disposed of, or with this process. */
export async function startNameNodes(opening: Opening): Promise<NameNodes> {
  const child = fork(file, [JSON.stringify(opening)], { execArgv: [], serialization: 'advanced' })
  const [{ urls }] = (await once(child, 'message')) as [{ readonly urls: readonly string[] }]
  const waiting = new Map<number, (value: unknown) => void>()
  let asked = 0
  child.on('message', (message) => {
    const { id, value } = message as { readonly id: number; readonly value: unknown }
    waiting.get(id)?.(value)
    waiting.delete(id)
  })
  const ask = (one: Ask): Promise<unknown> => {
    asked += 1
    const id = asked
    return new Promise((resolve) => {
      waiting.set(id, resolve)
      child.send({ id, ...one })
    })
  }
  const told = async (one: Ask): Promise<void> => {
    await ask(one)
  }
  return {
    urls,
    pid: child.pid ?? 0,
    change: (node, behaviour) => told({ node, call: 'change', behaviour }),
    restart: (node) => told({ node, call: 'restart' }),
    stop: (node) => told({ node, call: 'stop' }),
    start: (node) => told({ node, call: 'start' }),
    polls: async (node) => (await ask({ node, call: 'polls' })) as number,
    served: async (node) => (await ask({ node, call: 'served' })) as Served,
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || !child.connected) return
      child.disconnect()
      await once(child, 'exit')
    },
  }
}
