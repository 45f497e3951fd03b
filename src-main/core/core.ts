// The core as a shell holds it: services on a data folder that a person may reset and restore while they run.
import type { Job } from '../../src-shared/contract/jobs.ts'
import { Settings as SettingsSchema } from '../../src-shared/contract/settings.ts'
import type { Backup, Contents } from '../../src-shared/contract/system.ts'
import { DeclaredError } from '../../src-shared/errors.ts'
import { copyAside } from './backup-copy.ts'
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
import { keptBytes } from './data-folder.ts'
import type { Host } from './host.ts'
import { jobsText } from './job-text.ts'
import type { Jobs } from './jobs.ts'
import { type Services, createServices } from './services.ts'

/** A step that undoes another. */
type Undo = () => Promise<unknown>

/**
 * Refuses while jobs wait or run: whether to wait or to cancel is for people to say. What the product started on its
 * own is nobody's loss.
 */
function mustBeIdle(underWay: readonly Job[]): void {
  const names = jobsText(underWay)
  if (names === '') return
  throw new DeclaredError(
    'BUSY',
    `There is work under way: ${names}. Wait until it has ended, or cancel it first.`,
  )
}

export class Core {
  readonly host: Host
  /** Undefined while data moves. */
  #services: Services | undefined
  /** Whether NameNodes are to be watched, by these services and by those after a reset. */
  #isWatching = false
  /** The latest move of data. */
  #moved: Promise<unknown> = Promise.resolve()
  /** The name of the backup that is being made. */
  #copying: Promise<string> | undefined
  readonly #closing = new AbortController()

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

  /** Starts to watch NameNodes, for as long as the core is open. */
  watch(): void {
    this.#isWatching = true
    this.services.monitoring.start()
    this.services.outflow.start()
  }

  /** The computer goes to sleep: resolves when what was collected has been processed. Polls pause until `wake`. */
  async sleep(): Promise<void> {
    await this.#services?.monitoring.sleep()
  }

  /** The computer is awake again: monitoring goes on at once. */
  async wake(): Promise<void> {
    await this.#services?.monitoring.wake()
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
    const bytes = await keptBytes(dataFolder)
    return { folder: dataFolder, bytes, ...held, backups: await listBackups(dataFolder) }
  }

  /** Copies everything that is kept, while work goes on. Throws FORBIDDEN (no room, not writable). */
  async backup(): Promise<Backup> {
    // Not while data moves.
    const { dataFolder } = this.services.host
    this.#copying ??= copyAside(dataFolder, this.#closing.signal).finally(() => {
      this.#copying = undefined
    })
    return this.#listed(await this.#copying)
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
    return this.#listed(name)
  }

  async #listed(name: string): Promise<Backup> {
    const made = (await listBackups(this.host.dataFolder)).find((backup) => backup.name === name)
    if (made === undefined) throw new Error(`The backup ${name} is gone.`)
    return made
  }

  /**
   * Puts a backup back. What is there now becomes a backup in its stead, or is gone where it holds no watch, source, model or report.
   * Throws NOT_FOUND, BUSY, FORBIDDEN, and what opening the backup throws; then all is as it was.
   */
  async restore(name: string): Promise<Contents> {
    const { dataFolder } = this.host
    await backupNamed(dataFolder, name)
    const watches = await this.services.watches.list()
    // Models and reports are of sources. Asked right before the exchange: an import may have ended a moment ago.
    const isEmpty = watches.length === 0 && this.services.sources.latest() === undefined
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
    if (this.#copying !== undefined)
      throw new DeclaredError('BUSY', 'A backup is being made: wait until it has ended.')
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
      await this.#reopen(jobs)
      jobs.forgetEnded()
      return moved
    } catch (error) {
      try {
        for (const undo of undos.reverse()) await undo()
        await this.#reopen(jobs)
      } catch (failure) {
        host.log('The data could not be opened again', failure)
      }
      throw error
    }
  }

  async #reopen(jobs: Jobs): Promise<void> {
    const services = await createServices(this.host, jobs)
    this.#services = services
    if (this.#isWatching) this.watch()
  }

  /** Waits for a move of data, cancels a backup and what runs, waits for it, closes the database. */
  async close(): Promise<void> {
    this.#closing.abort()
    await this.#copying?.catch(() => undefined)
    await this.#moved
    await this.#services?.close()
  }
}

/** Opens a data folder; finishes moves that a killed process left. Throws as `createServices`. */
export async function openCore(host: Host): Promise<Core> {
  await finishMoves(host.dataFolder)
  return new Core(host, await createServices(host))
}
