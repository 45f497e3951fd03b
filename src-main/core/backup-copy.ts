// A backup while work goes on: a copy of the data folder under a temporary name, which becomes a backup once it is whole.
import { mkdir, rename, rm, statfs } from 'node:fs/promises'
import path from 'node:path'
import { DeclaredError, errorText } from '../../src-shared/errors.ts'
import type { BackupTask } from './backup-worker.ts'
import { nextBackup, removeLocks } from './backups.ts'
import { keptBytes } from './data-folder.ts'
import { lockAlone } from './store/folder-lock.ts'
import { runTask, workerFile } from './worker/task.ts'

const backupWorker = workerFile('backup-worker', import.meta.url)

/** What is to stay free beside a copy, bytes. */
const spare = 64e6

const amount = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`

async function mustFit(folder: string): Promise<void> {
  const parent = path.dirname(folder)
  const { bavail, bsize } = await statfs(parent)
  const [free, needed] = [bavail * bsize, (await keptBytes(folder)) + spare]
  if (free >= needed) return
  throw new DeclaredError(
    'FORBIDDEN',
    `A backup of ${folder} needs ${amount(needed)} beside it, ${parent} has ${amount(free)} free: free some space, or delete older backups.`,
  )
}

function cannotCopy(folder: string, cause: unknown): DeclaredError {
  if (cause instanceof DeclaredError && cause.code === 'CANCELLED') return cause
  return new DeclaredError(
    'FORBIDDEN',
    `${folder} could not be copied into ${path.dirname(folder)} (${errorText(cause)}); nothing has changed. That folder must be ` +
      'writable and have as much room as the data takes.',
    {},
    { cause },
  )
}

/** Makes the folder of a copy; what a killed process left of one is removed first. Throws BUSY where another makes one now. */
async function makeTemporary(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const lock = lockAlone(folder, 'users')
  if (lock === undefined) {
    throw new DeclaredError('BUSY', 'Another nnad is making a backup: wait until it has ended.')
  }
  lock.release()
  await rm(folder, { recursive: true })
  await mkdir(folder, { mode: 0o700 })
}

/**
 * Copies a data folder that may be in use; returns the new backup's name. Throws FORBIDDEN (no room, not writable), BUSY,
 * CANCELLED; then nothing is left of it.
 */
export async function copyAside(folder: string, signal?: AbortSignal): Promise<string> {
  await mustFit(folder)
  const name = await nextBackup(folder)
  const backup = path.join(path.dirname(folder), name)
  const temporary = `${backup}.part`
  try {
    await makeTemporary(temporary)
    const lock = lockAlone(temporary, 'users')
    try {
      await runTask<BackupTask>(backupWorker, { folder, target: temporary }, { signal })
    } finally {
      lock?.release()
    }
    await removeLocks(temporary)
    await rename(temporary, backup)
    return name
  } catch (error) {
    if (error instanceof DeclaredError && error.code === 'BUSY') throw error
    await rm(temporary, { recursive: true, force: true }).catch(() => undefined)
    throw cannotCopy(folder, error)
  }
}
