// An engine in a process of its own, as the benchmark talks to it.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { z } from 'zod'
import { type Epoch, Epochs, Opened, type Opening, type Request, Started } from './protocol.ts'

/** One engine's process, from its start to `stop`. */
export interface EngineProcess {
  readonly started: Started
  /** Gives it the data and the weights; how long opening took, ms. */
  open(opening: Opening): Promise<number>
  /** Trains so many further epochs. */
  train(epochs: number): Promise<readonly Epoch[]>
  stop(): void
}

/** Starts a command that speaks the protocol; one that does not start counts as absent. */
export async function startEngine(command: string, parameters: readonly string[]): Promise<EngineProcess> {
  const child = spawn(command, parameters, { stdio: ['pipe', 'pipe', 'pipe'] })
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-2000)
  })
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  const failed = new Promise<never>((_, reject) => {
    child.on('error', reject)
  })
  const answer = async <T>(schema: z.ZodType<T>): Promise<T> => {
    const line = await Promise.race([lines.next(), failed])
    if (line.done === true) throw new Error(`${command} ended without an answer. ${complaint}`)
    return schema.parse(JSON.parse(line.value))
  }
  const ask = async <T>(request: Request, schema: z.ZodType<T>): Promise<T> => {
    child.stdin.write(`${JSON.stringify(request)}\n`)
    return answer(schema)
  }
  return {
    started: await answer(Started).catch((error: unknown): Started => ({
      absent: error instanceof Error ? error.message : String(error),
    })),
    open: async (opening) => (await ask({ open: opening }, Opened)).openedIn,
    train: async (epochs) => (await ask({ epochs }, Epochs)).epochs,
    stop: () => void child.stdin.end(),
  }
}
