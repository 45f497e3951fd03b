// Backups of a data folder: `FOLDER.backup-1` and so on beside it, made by a backup or a reset, put back or deleted by a person.
import { existsSync } from 'node:fs'
import { mkdir, readdir, rm, rmdir, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Backup } from '../../src-shared/contract/system.ts'
import { DeclaredError } from '../../src-shared/errors.ts'
import { bytesOf, cannotMove, dataIn, moveEntries } from './data-folder.ts'
import { hasDatabase } from './store/database.ts'
import { type FolderLock, lockAlone, lockFiles } from './store/folder-lock.ts'

/** Lies in a backup while data moves into it or out of it: after a kill the next start finishes or undoes the move. */
const movingFile = 'moving'

interface BackupFolder {
  readonly number: number
  readonly path: string
}

/** The name of a folder's next backup. */
export async function nextBackup(folder: string): Promise<string> {
  const [latest] = await backupFolders(folder)
  return `${path.basename(folder)}.backup-${String((latest?.number ?? 0) + 1)}`
}

/** Folders of backups, with or without data, the latest number first. */
async function backupFolders(folder: string): Promise<BackupFolder[]> {
  const parent = path.dirname(folder)
  const start = `${path.basename(folder)}.backup-`
  const entries = await readdir(parent, { withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => entry.isDirectory() && entry.name.startsWith(start))
    .map(({ name }) => ({ number: name.slice(start.length), path: path.join(parent, name) }))
    .filter(({ number }) => /^[1-9]\d{0,8}$/.test(number))
    .map(({ number, path: place }) => ({ number: Number(number), path: place }))
    .sort((left, right) => right.number - left.number)
}

/** When a folder was made, epoch ms; where the disk does not know, when it was last changed. */
async function madeAt(folder: string): Promise<number> {
  const { birthtimeMs, mtimeMs } = await stat(folder)
  return Math.round(birthtimeMs > 0 ? birthtimeMs : mtimeMs)
}

/** The backups of a data folder, newest first. */
export async function listBackups(folder: string): Promise<Backup[]> {
  const backups = (await backupFolders(folder)).filter((backup) => hasDatabase(backup.path))
  return Promise.all(
    backups.map(async (backup) => ({
      name: path.basename(backup.path),
      createdAt: await madeAt(backup.path),
      bytes: await bytesOf(backup.path),
    })),
  )
}

/** The path of one of the backups. Throws NOT_FOUND: names come from callers and are only ever compared. */
export async function backupNamed(folder: string, name: string): Promise<string> {
  const backups = await listBackups(folder)
  if (backups.some((backup) => backup.name === name)) return path.join(path.dirname(folder), name)
  const names = backups.map((backup) => backup.name).join(', ')
  throw new DeclaredError(
    'NOT_FOUND',
    `There is no backup "${name}" of ${folder}. There are: ${names || 'none'}.`,
  )
}

/** The lock that keeps every other process out of a folder. Throws BUSY: another would go on writing to what has moved. */
export function aloneIn(folder: string): FolderLock {
  const lock = lockAlone(folder, 'users')
  if (lock !== undefined) return lock
  throw new DeclaredError(
    'BUSY',
    `Another nnad has ${folder} open: stop it first (nnad serve, or the desktop app).`,
  )
}

/** Removes the files of a folder's locks; nobody may have one. */
export async function removeLocks(folder: string): Promise<void> {
  await Promise.all(lockFiles.map((name) => rm(path.join(folder, name), { force: true })))
}

async function removeIfEmpty(folder: string): Promise<void> {
  await removeLocks(folder)
  await rmdir(folder).catch(() => undefined)
}

/** Moves data into a backup or out of it. The mark goes once all has moved or nothing has, and stays where neither could be. */
async function moveMarked(backup: string, names: readonly string[], from: string, to: string): Promise<void> {
  const mark = path.join(backup, movingFile)
  await writeFile(mark, '')
  try {
    await moveEntries(names, from, to)
  } catch (error) {
    if (error instanceof DeclaredError) await rm(mark)
    throw error
  }
  await rm(mark)
}

/**
 * Moves a folder's data into a backup, by default a new one; returns the backup's name. The caller has the folder alone.
 * Throws FORBIDDEN where it cannot be moved; then nothing has.
 */
export async function setAside(folder: string, name?: string): Promise<string> {
  const backup = name ?? (await nextBackup(folder))
  const target = path.join(path.dirname(folder), backup)
  await mkdir(target, { recursive: true, mode: 0o700 }).catch((cause: unknown) => {
    throw cannotMove(folder, target, cause)
  })
  try {
    await moveMarked(target, await dataIn(folder), folder, target)
  } catch (error) {
    await removeIfEmpty(target)
    throw error
  }
  return backup
}

/**
 * Moves a backup's data into a folder that has none. The caller has the folder alone. Throws NOT_FOUND, BUSY (somebody has
 * the backup open), FORBIDDEN; then nothing has moved.
 */
export async function putBack(folder: string, name: string): Promise<void> {
  const backup = await backupNamed(folder, name)
  aloneIn(backup).release()
  // The database first: models without it would be taken for leftovers.
  await moveMarked(backup, (await dataIn(backup)).reverse(), backup, folder)
  await removeIfEmpty(backup)
}

/** Deletes a backup for good. Throws NOT_FOUND, BUSY. */
export async function discardBackup(folder: string, name: string): Promise<void> {
  const backup = await backupNamed(folder, name)
  aloneIn(backup).release()
  await rm(backup, { recursive: true, force: true })
}

/** Deletes a folder's data for good. The caller has the folder alone. */
export async function removeData(folder: string): Promise<void> {
  for (const name of await dataIn(folder)) await rm(path.join(folder, name), { recursive: true, force: true })
}

/** Sets a folder's data aside and leaves no empty folder behind. Throws BUSY, FORBIDDEN. */
export async function leaveClean(folder: string): Promise<string> {
  const lock = aloneIn(folder)
  let name: string
  try {
    name = await setAside(folder)
  } finally {
    lock.release()
  }
  await removeIfEmpty(folder)
  return name
}

/**
 * Ends the moves that a killed process left half done: the database is moved out last and in first, so what is left in a
 * backup without one belongs into the folder, be it undoing a reset or finishing a restore.
 */
export async function finishMoves(folder: string): Promise<void> {
  const backups = (await backupFolders(folder)).filter(({ path: backup }) =>
    existsSync(path.join(backup, movingFile)),
  )
  if (backups.length === 0) return
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const lock = lockAlone(folder, 'users')
  // Whoever has the folder open is in the midst of it, or has ended it.
  if (lock === undefined) return
  try {
    for (const { path: backup } of backups) {
      const there = await dataIn(folder)
      const left = hasDatabase(backup) ? [] : (await dataIn(backup)).filter((name) => !there.includes(name))
      await moveMarked(backup, left, backup, folder)
      await removeIfEmpty(backup)
    }
  } finally {
    lock.release()
  }
}
