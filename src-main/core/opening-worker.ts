// Worker: what opening a data folder may take seconds for, so that the main thread can answer meanwhile.
import { deriveAgain } from './importer/derive-again.ts'
import { openDatabase } from './store/database.ts'
import { nodesToDerive } from './store/sources.ts'
import { type Failure, failureOf } from './worker/failure.ts'
import { serveTask } from './worker/serve-task.ts'
import type { Task } from './worker/task.ts'

export interface OpeningInput {
  readonly folder: string
  /** Whether rows that a killed process left missing are made; else the database is migrated and nothing more. */
  readonly isDeriving: boolean
}

/** What kept rows from being made, a failure per node. */
export type OpeningTask = Task<OpeningInput, never, readonly Failure[]>

serveTask<OpeningTask>(({ folder, isDeriving }) => {
  const db = openDatabase(folder)
  try {
    const failures = (isDeriving ? nodesToDerive(db) : []).flatMap((node) => {
      try {
        deriveAgain(db, node)
        return []
      } catch (error) {
        return [failureOf(error)]
      }
    })
    return Promise.resolve(failures)
  } finally {
    db.close()
  }
})
