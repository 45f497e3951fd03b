// Worker: copies a data folder to another place while it is read and written, as it was at one moment.
import { cp, copyFile, mkdir, open, rm } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { cancelled } from '../../src-shared/errors.ts'
import { copyDatabase, databaseFile, openDatabase, openReadable } from './store/database.ts'
import { modelIds } from './store/models.ts'
import { serveTask } from './worker/serve-task.ts'
import type { Task } from './worker/task.ts'

export interface BackupInput {
  readonly folder: string
  /** A folder that is there and empty. */
  readonly target: string
}

export interface BackupProgress {
  /** Bytes of the database. */
  readonly done: number
  readonly total: number
}

export type BackupTask = Task<BackupInput, BackupProgress, undefined>

function modelsIn(folder: string, openIt: typeof openReadable): Set<string> {
  const db = openIt(folder)
  try {
    return new Set(modelIds(db))
  } finally {
    db.close()
  }
}

/** Copies a model's folder; one that retraining has just removed is not there any more. */
async function copyModel({ folder, target }: BackupInput, id: string): Promise<void> {
  const from = path.join(folder, 'models', id)
  if (existsSync(from)) await cp(from, path.join(target, 'models', id), { recursive: true })
}

/** A copy counts as one only once it is on the disk. */
async function flush(file: string): Promise<void> {
  const handle = await open(file, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

serveTask<BackupTask>(async (input, { signal, progress }) => {
  const { folder, target } = input
  await mkdir(path.join(target, 'models'), { mode: 0o700 })
  // Models before the database, and those that came meanwhile after it: whichever it names is there.
  const before = modelsIn(folder, openReadable)
  for (const id of before) await copyModel(input, id)
  await copyDatabase(folder, path.join(target, databaseFile), (done, total) => {
    if (signal.aborted) throw cancelled('The backup')
    progress({ done, total })
  })
  const named = modelsIn(target, openDatabase)
  for (const id of named.difference(before)) await copyModel(input, id)
  for (const id of before.difference(named)) {
    await rm(path.join(target, 'models', id), { recursive: true, force: true })
  }
  const settings = path.join(folder, 'settings.json')
  if (existsSync(settings)) await copyFile(settings, path.join(target, 'settings.json'))
  await flush(path.join(target, databaseFile))
  return undefined
})
