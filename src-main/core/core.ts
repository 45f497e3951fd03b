// The core as a shell holds it: services on a data folder that a person may reset and restore while they run.
import path from 'node:path'
import type { Job } from '../../src-shared/contract/jobs.ts'
import { Settings as SettingsSchema } from '../../src-shared/contract/settings.ts'
import type { Backup, Contents } from '../../src-shared/contract/system.ts'
import { DeclaredError } from '../../src-shared/errors.ts'
import {
  aloneIn,
  backupNamed,
  discardBackup,
  finishMoves,
  listBackups,
  putBack,
  removeData,
  setAside,
} from './backups.ts'
import { bytesOf, dataIn } from './data-folder.ts'
import type { Host } from './host.ts'
import { type Services, createServices } from './services.ts'

/** A step that undoes another. */
type Undo = () => Promise<unknown>

const works = {
  import: 'an import of',
  train: 'a training on',
  analyze: 'an analysis of',
  check: 'a check of',
} as const

/**
 * Refuses while jobs wait or run: whether to wait or to cancel is for people to say. What the product started on its
 * own is nobody's loss.
 */
function mustBeIdle(underWay: readonly Job[]): void {
  const jobs = underWay.filter(({ quiet }) => !quiet)
  if (jobs.length === 0) return
  const names = jobs.map(({ kind, subject }) => `${works[kind]} ${subject}`).join(', ')
  throw new DeclaredError(
    'BUSY',
    `There is work under way: ${names}. Wait until it has ended, or cancel it first.`,
  )
}

export class Core {
  readonly host: Host
  /** Undefined while data moves. */
  #services: Services | undefined
  /** The latest move of data. */
  #moved: Promise<unknown> = Promise.resolve()

  constructor(host: Host, services: Services) {
    this.host = host
    this.#services = services
  }

  /** The current services; a reset or restore exchanges them. Throws BUSY meanwhile. */
  get services(): Services {
    if (this.#services !== undefined) return this.#services
    throw new DeclaredError(
      'BUSY',
      'The data is being set aside or put back: try again in a moment; if that lasts, restart nnad.',
    )
  }

  /** What is kept on disk, and the backups. */
  async contents(): Promise<Contents> {
    const { services } = this
    const { dataFolder } = this.host
    const defaults = Object.entries(SettingsSchema.parse({}))
    const values = new Map<string, unknown>(Object.entries(services.settings.all()))
    // Read before the first wait: a reset may close these services meanwhile.
    const held = {
      sources: services.sources.list().map(({ name }) => name),
      ...services.kept(),
      changedSettings: defaults.filter(([name, value]) => values.get(name) !== value).length,
    }
    const sizes = await Promise.all(
      (await dataIn(dataFolder)).map((name) => bytesOf(path.join(dataFolder, name))),
    )
    const bytes = sizes.reduce((sum, size) => sum + size, 0)
    return { folder: dataFolder, bytes, ...held, backups: await listBackups(dataFolder) }
  }

  /**
   * Sets all data aside and begins anew. Throws BUSY (jobs under way, or another process), FORBIDDEN (it cannot be moved); then
   * all is as it was.
   */
  async reset(): Promise<Backup> {
    const { dataFolder } = this.host
    const name = await this.#exchange(async (undos) => {
      const aside = await setAside(dataFolder)
      undos.push(async () => {
        await removeData(dataFolder)
        await putBack(dataFolder, aside)
      })
      return aside
    })
    const made = (await listBackups(dataFolder)).find((backup) => backup.name === name)
    if (made === undefined) throw new Error(`The backup ${name} is gone.`)
    return made
  }

  /**
   * Puts a backup back. What is there now becomes a backup in its stead, or is gone where it holds no source, model or report.
   * Throws NOT_FOUND, BUSY, FORBIDDEN, and what opening the backup throws; then all is as it was.
   */
  async restore(name: string): Promise<Contents> {
    const { dataFolder } = this.host
    await backupNamed(dataFolder, name)
    // Models and reports are of sources. Asked right before the exchange: an import may have ended a moment ago.
    const isEmpty = this.services.sources.list().length === 0
    const aside = await this.#exchange(async (undos) => {
      const now = await setAside(dataFolder)
      undos.push(() => putBack(dataFolder, now))
      await putBack(dataFolder, name)
      undos.push(() => setAside(dataFolder, name))
      return now
    })
    if (isEmpty) {
      await discardBackup(dataFolder, aside).catch((error: unknown) =>
        this.host.log('An empty backup could not be deleted', error),
      )
    }
    return this.contents()
  }

  /** Deletes a backup for good. Throws NOT_FOUND, BUSY. */
  async discard(name: string): Promise<Contents> {
    await discardBackup(this.host.dataFolder, name)
    return this.contents()
  }

  /** Closes the services, moves data, opens them anew; after an error what was done is undone, the latest first. */
  #exchange<T>(move: (undos: Undo[]) => Promise<T>): Promise<T> {
    const { services } = this
    mustBeIdle(services.jobs.underWay())
    this.#services = undefined
    const exchanged = this.#moveWithout(services, move)
    this.#moved = exchanged.catch(() => undefined)
    return exchanged
  }

  async #moveWithout<T>(services: Services, move: (undos: Undo[]) => Promise<T>): Promise<T> {
    const { host } = this
    const { jobs } = services
    const undos: Undo[] = []
    try {
      await services.close()
      const lock = aloneIn(host.dataFolder)
      let moved: T
      try {
        moved = await move(undos)
      } finally {
        lock.release()
      }
      this.#services = await createServices(host, jobs)
      jobs.forgetEnded()
      return moved
    } catch (error) {
      try {
        for (const undo of undos.reverse()) await undo()
        this.#services = await createServices(host, jobs)
      } catch (failure) {
        host.log('The data could not be opened again', failure)
      }
      throw error
    }
  }

  /** Waits for a move of data, cancels what runs, waits for it, closes the database. */
  async close(): Promise<void> {
    await this.#moved
    await this.#services?.close()
  }
}

/** Opens a data folder; finishes moves that a killed process left. Throws as `createServices`. */
export async function openCore(host: Host): Promise<Core> {
  await finishMoves(host.dataFolder)
  return new Core(host, await createServices(host))
}
