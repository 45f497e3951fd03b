// Worker: keeps what the pollers bring, on a database connection of its own.
import { z } from 'zod'
import type { PollProblem } from '../../../src-shared/contract/watches.ts'
import { openDatabase } from '../store/database.ts'
import { serveRequests } from '../worker/serve-requests.ts'
import { type PollAnswer, type Answerer, type Kept, Keeping, lookAt } from './keeping.ts'

/** What the keeping worker is asked. */
// eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- an interface has no index signature
export type Keeps = {
  keep(answer: PollAnswer): Kept
  look(body: Uint8Array): Answerer | PollProblem
  process(request: null): Promise<boolean>
  forget(watchId: number): void
}

serveRequests((dataFolder): Keeps => {
  const folder = z.string().parse(dataFolder)
  const keeping = new Keeping(openDatabase(folder), folder)
  return {
    keep: (answer) => keeping.keep(answer),
    look: lookAt,
    process: () => keeping.process(),
    forget: (watchId) => keeping.forget(watchId),
  }
})
