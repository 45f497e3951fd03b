// The lock of whoever adds documents to a data folder: an import, a fetch, and processing what watches collect.
import { setTimeout as wait } from 'node:timers/promises'
import { DeclaredError, cancelled } from '../../../src-shared/errors.ts'
import { type FolderLock, lockAlone } from '../store/folder-lock.ts'

/** Processing of what watches collect has the same lock, for a moment: so long an import waits for it, ms. */
const processingMost = 5000
const lookEvery = 20

/** Takes the lock, waiting up to `most` ms for it. Throws BUSY where another process keeps it, CANCELLED. */
export async function importLock(
  folder: string,
  signal: AbortSignal,
  most = processingMost,
): Promise<FolderLock> {
  const deadline = performance.now() + most
  while (performance.now() < deadline) {
    const lock = lockAlone(folder, 'import')
    if (lock !== undefined) return lock
    if (signal.aborted) throw cancelled('Importing')
    await wait(lookEvery)
  }
  throw new DeclaredError(
    'BUSY',
    `Another nnad is importing into ${folder}: wait until it has finished, then start this import again.`,
  )
}
