// Trains one network in several processes in turn, so that a busy moment hits all alike.
import { type EngineProcess, startEngine } from './engine-process.ts'
import type { Epoch, Opening } from './protocol.ts'

/** An engine to measure. */
export interface Contender {
  readonly name: string
  readonly command: string
  readonly parameters: readonly string[]
  /** Too slow for all epochs: it trains one in each of the first rounds. */
  readonly isSlow: boolean
}

/** What an engine did, or why it did nothing. */
export interface Trained {
  readonly name: string
  /** With its version, as it says itself. */
  readonly engine: string
  readonly absent: string | undefined
  /** To set up network and optimizer, data and weights being there, ms. */
  readonly openedIn: number
  readonly epochs: readonly Epoch[]
}

const rounds = 10
/** Rounds in which a slow engine takes part. */
const slowRounds = 3

/** All contenders from the same weights over the same rows, `opening.epochs` epochs. */
export async function runEngines(
  contenders: readonly Contender[],
  opening: Opening,
): Promise<readonly Trained[]> {
  const running: { contender: Contender; engine: EngineProcess; openedIn: number; epochs: Epoch[] }[] = []
  try {
    for (const contender of contenders) {
      const engine = await startEngine(contender.command, contender.parameters)
      const openedIn = 'engine' in engine.started ? await engine.open(opening) : Number.NaN
      running.push({ contender, engine, openedIn, epochs: [] })
    }
    for (let round = 0; round < rounds; round += 1) {
      for (const { contender, engine, epochs } of running) {
        if ('absent' in engine.started || (contender.isSlow && round >= slowRounds)) continue
        epochs.push(...(await engine.train(contender.isSlow ? 1 : opening.epochs / rounds)))
      }
    }
  } finally {
    for (const { engine } of running) engine.stop()
  }
  return running.map(({ contender: { name }, engine: { started }, openedIn, epochs }) => ({
    name,
    engine: 'engine' in started ? started.engine : name,
    absent: 'absent' in started ? started.absent : undefined,
    openedIn,
    epochs,
  }))
}
