// The keeping thread as the pollers see it.
import type { PollProblem } from '../../../src-shared/contract/watches.ts'
import { StandingWorker } from '../worker/standing-worker.ts'
import { workerFile } from '../worker/task.ts'
import type { Keeps } from './keeper-worker.ts'
import type { PollAnswer, Answerer, Kept } from './keeping.ts'

const keeperWorker = workerFile('keeper-worker', import.meta.url)

/** Alone in its memory: what is sent to a thread takes all of its memory along. */
const alone = (body: Uint8Array): Uint8Array =>
  body.byteLength === body.buffer.byteLength ? body : Uint8Array.from(body)

export class Keeper {
  readonly #worker: StandingWorker<Keeps>
  #processing: Promise<boolean> | undefined

  constructor(dataFolder: string) {
    this.#worker = new StandingWorker(keeperWorker, dataFolder)
  }

  /** Stores a poll's answer; on disk when this resolves. */
  keep(answer: PollAnswer): Promise<Kept> {
    return this.#worker.ask('keep', { ...answer, body: alone(answer.body) })
  }

  /** Who answered, without keeping anything; a problem where it is no /jmx document. */
  look(body: Uint8Array): Promise<Answerer | PollProblem> {
    return this.#worker.ask('look', alone(body))
  }

  /** Makes rows of what was kept since the last time; false where an import is under way. Never two at once. */
  process(): Promise<boolean> {
    this.#processing ??= this.#worker.ask('process', null).finally(() => {
      this.#processing = undefined
    })
    return this.#processing
  }

  /** Forgets the addresses of a watch that is read no more. */
  forget(watchId: number): Promise<void> {
    return this.#worker.ask('forget', watchId)
  }

  /** Ends the thread; what was kept and not processed is derived at the next start. */
  stop(): Promise<void> {
    return this.#worker.stop()
  }
}
