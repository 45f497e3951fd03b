// Opening a data folder without holding up the main thread: seconds of work are done in a worker, and only where there are any.
import type { Host } from './host.ts'
import type { OpeningTask } from './opening-worker.ts'
import { type ReadableDatabase, isOutdated } from './store/database.ts'
import { nodesToDerive } from './store/sources.ts'
import { revived } from './worker/failure.ts'
import { runTask, workerFile } from './worker/task.ts'

const openingWorker = workerFile('opening-worker', import.meta.url)

/** Says what one waits for. A desktop that shows no messages has it in the log alone. */
function tell(host: Host): void {
  const body =
    `The data in ${host.dataFolder} were written by an earlier nnad: the database is copied beside itself, then brought up to date. ` +
    'With much data that takes a while.'
  host.log(body)
  host
    .notify?.({ title: 'nnad is updating its data', body, address: '/' })
    .catch((error: unknown) => host.log('The message was not shown', error))
}

/** Migrates a data folder's database where it is of an older version: its copy alone takes seconds. Throws as `openDatabase`. */
export async function migrated(host: Host): Promise<void> {
  const folder = host.dataFolder
  if (!isOutdated(folder)) return
  tell(host)
  await runTask<OpeningTask>(openingWorker, { folder, isDeriving: false })
}

/**
 * Makes rows that a killed process left missing. Never throws: a full disk, or one node's damage, keeps nobody from what is
 * there.
 */
export async function deriveMissing(
  db: ReadableDatabase,
  { dataFolder: folder, log }: Pick<Host, 'dataFolder' | 'log'>,
): Promise<void> {
  if (nodesToDerive(db).length === 0) return
  const note = (error: unknown): void =>
    log('Rows that are missing could not be derived from the documents; the next start tries again', error)
  try {
    const failures = await runTask<OpeningTask>(openingWorker, { folder, isDeriving: true })
    for (const failure of failures) note(revived(failure))
  } catch (error) {
    note(error)
  }
}
