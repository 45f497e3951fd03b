// Composition root: every service of the core, wired by hand in one place.
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { engineHistories } from './fleet/engine-histories.ts'
import { Fleets } from './fleet/fleets.ts'
import { Engines } from './history/engines.ts'
import { Fetches } from './history/fetch.ts'
import { Imports } from './importer/imports.ts'
import type { Host } from './host.ts'
import { Jobs } from './jobs.ts'
import { Models } from './model/models.ts'
import { Incidents } from './monitoring/incidents.ts'
import { LiveScoring } from './monitoring/live-scoring.ts'
import { Monitoring } from './monitoring/monitoring.ts'
import { Notifications } from './notifications/notifications.ts'
import { deriveMissing, migrated } from './opening.ts'
import { Outflow } from './outflow/outflow.ts'
import { Previews } from './report/previews.ts'
import { Reports } from './report/reports.ts'
import { Retention } from './retention/retention.ts'
import { Baselines } from './retraining/baselines.ts'
import { Retraining } from './retraining/retraining.ts'
import { SecretsService } from './secrets.ts'
import { Settings } from './settings.ts'
import { openDatabase } from './store/database.ts'
import { type FolderLock, lockAlone, lockShared } from './store/folder-lock.ts'
import { type Kept, countKept } from './store/kept.ts'
import { Samples } from './samples/samples.ts'
import { Sources } from './sources.ts'
import { purgeRemoved } from './watches/purge.ts'
import { Watches } from './watches/watches.ts'

export interface Services {
  readonly host: Host
  readonly sources: Sources
  readonly engines: Engines
  readonly fetches: Fetches
  readonly fleets: Fleets
  readonly imports: Imports
  readonly samples: Samples
  readonly models: Models
  readonly reports: Reports
  readonly previews: Previews
  readonly jobs: Jobs
  readonly watches: Watches
  readonly baselines: Baselines
  readonly incidents: Incidents
  readonly monitoring: Monitoring
  readonly notifications: Notifications
  readonly outflow: Outflow
  readonly secrets: SecretsService
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
  await migrated(host)
  const db = openDatabase(host.dataFolder)
  try {
    const settings = new Settings(host.dataFolder, host.overrides, host.openSettings)
    const baselines = new Baselines({ db, host })
    const sources = new Sources(db, baselines)
    const modelsFolder = path.join(host.dataFolder, 'models')
    const models = new Models({ db, host, jobs, sources, settings, baselines, folder: modelsFolder })
    const reports = new Reports({ db, host, jobs, sources, models, settings })
    const users = await joinFolder(host.dataFolder, async () => {
      await deriveMissing(db, host)
      await purgeRemoved(db, host)
      await models.removeUnfinished()
      reports.purgeDeleted()
      await rm(uploadsFolder(host.dataFolder), { recursive: true, force: true })
    })
    const samples = new Samples(db, host, sources)
    const previews = new Previews({ host, sources, models })
    const watches = new Watches({ db, host, settings })
    const engines = new Engines({ db, host })
    const fetches = new Fetches({ host, jobs, engines })
    const histories = engineHistories(engines, fetches)
    const fleets = new Fleets({ db, host, jobs, settings, models, reports, histories })
    const incidents = new Incidents({ db, host, sources })
    const notifications = new Notifications({ db, host, settings })
    const scoring = new LiveScoring({
      db,
      host,
      models,
      onIncident: (event, incident, isSilent) => notifications.tell(event, incident, isSilent),
    })
    const retraining = new Retraining({ db, host, jobs, settings, sources, models, baselines })
    const retention = new Retention({ host, settings, db })
    const monitoring = new Monitoring({
      db,
      host,
      settings,
      sources,
      models,
      watches,
      scoring,
      retraining,
      retention,
      notifications,
    })
    const outflow = new Outflow({ host, settings, monitoring, watches, incidents, reports, fleets })
    return {
      host,
      sources,
      engines,
      fetches,
      fleets,
      imports: new Imports(db, host, jobs),
      samples,
      models,
      reports,
      previews,
      jobs,
      watches,
      baselines,
      incidents,
      monitoring,
      notifications,
      outflow,
      secrets: new SecretsService(host, watches, settings, engines),
      settings,
      kept: () => countKept(db),
      close: async () => {
        // Together: a retraining may wait for its turn behind a job that runs for minutes.
        await Promise.all([outflow.stop(), monitoring.stop(), jobs.stop()])
        await watches.stop()
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
