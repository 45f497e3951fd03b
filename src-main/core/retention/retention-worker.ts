// Worker: removes and thins what is past its time, on a connection of its own and with pauses in which others write.
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { keptBytes } from '../data-folder.ts'
import { openDatabase } from '../store/database.ts'
import { reusableBytes } from '../store/live-documents.ts'
import { serveTask } from '../worker/serve-task.ts'
import type { Task } from '../worker/task.ts'
import { type Parts, expireDeliveries, expireDocuments, expireRows, makeRoom, thinRows } from './expiry.ts'

export interface RetentionInput {
  readonly dataFolder: string
  /** Epoch ms: what is older goes. */
  readonly documentsBefore: number
  readonly rowsBefore: number
  readonly deliveriesBefore: number
  /** Epoch ms: of what is older a minute's rows become one. */
  readonly thinBefore: number
  /** What the folder may take, bytes. */
  readonly budgetBytes: number
}

export type RetentionTask = Task<RetentionInput, never, undefined>

/** Between two transactions, ms: collecting waits for one at most. */
const pauseMs = 5
/** Part of the budget down to which documents go once all of it is taken. */
const roomAgain = 0.9

const idRow = z.object({ id: z.number() })

serveTask<RetentionTask>(async (input, { signal }) => {
  const db = openDatabase(input.dataFolder)
  const inPauses = async (parts: Parts): Promise<void> => {
    while (!signal.aborted && parts.next().done !== true) await wait(pauseMs)
  }
  try {
    expireDeliveries(db, input.deliveriesBefore)
    for (const { id } of db.all('SELECT id FROM nodes').map((row) => idRow.parse(row))) {
      await inPauses(expireDocuments(db, id, input.documentsBefore))
      await inPauses(expireRows(db, id, input.rowsBefore))
      await inPauses(thinRows(db, id, input.thinBefore))
    }
    const taken = (await keptBytes(input.dataFolder)) - reusableBytes(db)
    if (taken >= input.budgetBytes) await inPauses(makeRoom(db, taken - input.budgetBytes * roomAgain))
    return undefined
  } finally {
    db.close()
  }
})
