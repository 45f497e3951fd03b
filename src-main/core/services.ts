// Composition root: every service of the core, wired by hand in one place.
import { mkdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { deriveAgain } from './importer/derive-again.ts'
import { Imports } from './importer/imports.ts'
import type { Host } from './host.ts'
import { Jobs } from './jobs.ts'
import { Models } from './model/models.ts'
import { Previews } from './report/previews.ts'
import { Reports } from './report/reports.ts'
import { Settings } from './settings.ts'
import { openDatabase } from './store/database.ts'
import { type FolderLock, lockAlone, lockShared } from './store/folder-lock.ts'
import { type Kept, countKept } from './store/kept.ts'
import { nodesToDerive } from './store/sources.ts'
import { Samples } from './samples/samples.ts'
import { Sources } from './sources.ts'

export interface Services {
  readonly host: Host
  readonly sources: Sources
  readonly imports: Imports
  readonly samples: Samples
  readonly models: Models
  readonly reports: Reports
  readonly previews: Previews
  readonly jobs: Jobs
  readonly settings: Settings
  /** How much is kept. */
  kept(): Kept
  /** Cancels what runs, waits for it, closes the database. */
  close(): Promise<void>
}

/**
 * Opens the data folder (making and migrating it where needed), finishes what a killed process left unfinished,
 * and wires the services. Throws NEWER_VERSION or BROKEN for data that it cannot use; such data is left untouched.
 * Jobs outlive services that are closed and opened anew.
 */
export async function createServices(host: Host, jobs: Jobs = new Jobs(host)): Promise<Services> {
  mkdirSync(host.dataFolder, { recursive: true, mode: 0o700 })
  const db = openDatabase(host.dataFolder)
  try {
    const settings = new Settings(host.dataFolder)
    const sources = new Sources(db)
    const modelsFolder = path.join(host.dataFolder, 'models')
    const models = new Models({ db, host, jobs, sources, settings, folder: modelsFolder })
    const reports = new Reports({ db, host, jobs, sources, models })
    const users = await joinFolder(host.dataFolder, async () => {
      for (const node of nodesToDerive(db)) deriveAgain(db, node)
      await models.removeUnfinished()
      reports.purgeDeleted()
      await rm(uploadsFolder(host.dataFolder), { recursive: true, force: true })
    })
    const samples = new Samples(db, host, sources)
    const previews = new Previews({ host, sources, models })
    return {
      host,
      sources,
      imports: new Imports(db, host, jobs),
      samples,
      models,
      reports,
      previews,
      jobs,
      settings,
      kept: () => countKept(db),
      close: async () => {
        await jobs.stop()
        await samples.stop()
        await previews.stop()
        db.close()
        users.release()
      },
    }
  } catch (error) {
    db.close()
    throw error
  }
}

/** Where uploads wait for their import; what is there at a start belongs to nobody any more. */
export function uploadsFolder(dataFolder: string): string {
  return path.join(dataFolder, 'uploads')
}

/** How often a process looks whether another one has tidied up, ms. */
const lookEvery = 20

/**
 * Joins the folder's users; the first one tidies up, since what looks unfinished may be another's work under way. Waits while
 * another one tidies up: without the lock this process would count as no user, and its work as left over.
 */
async function joinFolder(folder: string, tidyUp: () => Promise<void>): Promise<FolderLock> {
  const alone = lockAlone(folder, 'users')
  if (alone !== undefined) {
    try {
      await tidyUp()
    } finally {
      alone.release()
    }
  }
  for (;;) {
    const shared = lockShared(folder, 'users')
    if (shared !== undefined) return shared
    await wait(lookEvery)
  }
}
