// Watches as a service: what is watched, how it stands, and a test before one is kept.
import { setTimeout as wait } from 'node:timers/promises'
import { watchSecret } from '../../../src-shared/contract/secrets.ts'
import { type Watch, WatchInput, secretKinds } from '../../../src-shared/contract/watches.ts'
import { DeclaredError, errorText } from '../../../src-shared/errors.ts'
import { jmxUrl } from '../collector/jmx-target.ts'
import type { Host } from '../host.ts'
import { forgetBefore } from '../secret-release.ts'
import { type Loop, startLoop } from '../scheduler/loop.ts'
import type { Settings } from '../settings.ts'
import type { WritableDatabase } from '../store/database.ts'
import {
  type WatchRow,
  configureWatch,
  getWatch,
  insertWatch,
  listWatches,
  markWatchRemoved,
  pauseWatch,
} from '../store/watches.ts'
import { type WatchTest, testAddresses } from './address-test.ts'
import { checkWatch, shownAddress, targetsOf } from './addresses.ts'
import { Keeper } from './keeper.ts'
import { nodeStatus } from './node-status.ts'
import { Pollers } from './pollers.ts'
import { forgetSecret } from './purge.ts'

interface Parts {
  readonly db: WritableDatabase
  readonly host: Host
  readonly settings: Settings
}

/** What can be changed of a watch. */
type WatchChange = { readonly [Field in keyof WatchInput]?: WatchInput[Field] | undefined } & {
  readonly paused?: boolean | undefined
}

/** An import or a fetch is waited for so long, and asked for its place so often, ms: a fetch lets go between its parts. */
const processPatience = 5000
const retryEvery = 100

/** How often changes of other processes (`nnad watch` beside `nnad serve`) are looked for, ms. */
const lookEvery = 2000

export class Watches {
  readonly #parts: Parts
  readonly #keeper: Keeper
  readonly #pollers: Pollers
  #looking: Loop | undefined

  constructor(parts: Parts) {
    this.#parts = parts
    this.#keeper = new Keeper(parts.host.dataFolder)
    this.#pollers = new Pollers({ ...parts, keeper: this.#keeper })
  }

  /** All watches with their state, in the order in which they were added. */
  list(): Promise<Watch[]> {
    return Promise.all(listWatches(this.#parts.db).map((row) => this.#watchOf(row)))
  }

  async #watchOf({ id, sourceId, input, paused, createdAt }: WatchRow): Promise<Watch> {
    const name = watchSecret(id)
    const isSecretNeeded = secretKinds.has(input.authentication.kind)
    const secret = isSecretNeeded ? await this.#parts.host.secrets.read(name) : undefined
    const known = this.#pollers.statusOf(id)
    return {
      id,
      ...input,
      paused,
      secret: isSecretNeeded ? { name, isSet: secret !== undefined } : null,
      createdAt,
      sourceId,
      nodes: known ?? input.urls.map((url) => nodeStatus(shownAddress(url), paused ? 'paused' : 'waiting')),
    }
  }

  /** One, removed or not. */
  #one(id: number): Promise<Watch> {
    return this.#watchOf(getWatch(this.#parts.db, id))
  }

  /** One that was not removed. Throws NOT_FOUND. */
  #present(id: number): WatchRow {
    const row = getWatch(this.#parts.db, id)
    if (!row.isRemoved) return row
    throw new DeclaredError('NOT_FOUND', `Watch ${String(id)} was removed: restore it first.`)
  }

  /** Adds a watch; it is polled at once while monitoring is on. Throws BAD_INPUT for addresses. */
  async add(input: WatchInput): Promise<Watch> {
    const { db, host } = this.#parts
    checkWatch(input, listWatches(db))
    const id = insertWatch(db, input, host.clock.now())
    // After a reset ids begin anew: what a keychain still has under this name is another watch's.
    await forgetSecret(host, id)
    await this.#pollers.follow()
    return this.#one(id)
  }

  /**
   * Changes, pauses or resumes a watch; with an address of another host its kept secret is forgotten, or whoever may change
   * addresses could have it sent anywhere. Throws NOT_FOUND, BAD_INPUT, FORBIDDEN where it cannot be forgotten.
   */
  async update(id: number, { paused, ...change }: WatchChange): Promise<Watch> {
    const { db, host } = this.#parts
    const { input } = this.#present(id)
    const changed = WatchInput.parse({ ...input, ...withoutUndefined(change) })
    checkWatch(changed, othersThan(db, id))
    if (!isOfHosts(changed.urls, input.urls))
      await forgetBefore(
        host.secrets,
        watchSecret(id),
        'add another watch for the other address, which has a variable of its own',
      )
    configureWatch(db, id, changed)
    this.#forgetSetting(input.urls.filter((url) => !isAmong(url, changed.urls)))
    if (paused !== undefined) pauseWatch(db, id, paused)
    await this.#pollers.follow()
    return this.#one(id)
  }

  /** Stops watching. Throws NOT_FOUND. */
  async remove(id: number): Promise<void> {
    const { db, host } = this.#parts
    const { input } = this.#present(id)
    markWatchRemoved(db, id, host.clock.now())
    this.#forgetSetting(input.urls)
    await this.#pollers.follow()
  }

  /** Addresses that are not to be watched any more: the setting would bring one back at the next start. */
  #forgetSetting(urls: readonly string[]): void {
    const { settings } = this.#parts
    if (isAmong(settings.all()['namenode.jmx_url'], urls)) settings.update({ 'namenode.jmx_url': '' })
  }

  /** Undoes a removal. Throws NOT_FOUND, BAD_INPUT where an address is watched by another one by now. */
  async restore(id: number): Promise<Watch> {
    const { db } = this.#parts
    checkWatch(getWatch(db, id).input, othersThan(db, id))
    markWatchRemoved(db, id, null)
    await this.#pollers.follow()
    return this.#one(id)
  }

  /**
   * Asks each address once, with the given secret or, where all are of its hosts, the kept one of watch `id`. Throws BAD_INPUT,
   * NOT_FOUND.
   */
  async test(request: {
    readonly watch: WatchInput
    readonly id: number | undefined
    readonly secret: string | undefined
  }): Promise<WatchTest> {
    const { db, host } = this.#parts
    const { id } = request
    const isOwn = id !== undefined && isOfHosts(request.watch.urls, getWatch(db, id).input.urls)
    const kept = isOwn ? await host.secrets.read(watchSecret(id)) : undefined
    const secret = request.secret ?? kept
    return testAddresses(targetsOf(request.watch), {
      host,
      keeper: this.#keeper,
      secret: () => Promise.resolve(secret),
    })
  }

  /** Begins to poll what is watched. */
  start(): void {
    const { clock, timers } = this.#parts.host
    this.#ensureSetting()
    this.#pollers.start()
    this.#looking = startLoop({
      clock,
      timers,
      every: () => lookEvery,
      run: () => this.#pollers.follow(),
    })
  }

  /** The NameNode of the setting that the original had is a watch like any other. */
  #ensureSetting(): void {
    const { db, host, settings } = this.#parts
    try {
      const address = settings.all()['namenode.jmx_url'].trim()
      const rows = listWatches(db)
      if (address === '' || rows.some(({ input }) => isAmong(address, input.urls))) return
      const input = WatchInput.parse({ name: jmxUrl(address).host, urls: [address] })
      checkWatch(input, rows)
      insertWatch(db, input, host.clock.now())
    } catch (error) {
      host.log(`The setting namenode.jmx_url is not watched: ${errorText(error)}`)
    }
  }

  /** Polls all that is watched now, out of turn. */
  pollNow(): Promise<void> {
    return this.#pollers.pollNow()
  }

  /** When an address was polled last and is polled next, epoch ms. */
  polls(): { readonly lastAt: number | null; readonly nextAt: number | null } {
    const statuses = this.#pollers.statuses()
    const last = statuses.flatMap(({ lastPollAt }) => lastPollAt ?? [])
    const next = statuses.flatMap(({ nextPollAt }) => nextPollAt ?? [])
    return {
      lastAt: last.length === 0 ? null : Math.max(...last),
      nextAt: next.length === 0 ? null : Math.min(...next),
    }
  }

  /** Ends polls under way, processes what is pending, ends the thread. */
  async stop(): Promise<void> {
    await this.#looking?.stop()
    this.#looking = undefined
    const wasPolling = await this.#pollers.stop()
    // What cannot be processed now is derived at the next start.
    if (wasPolling) {
      const failed = (error: unknown): void => this.#parts.host.log('Processing at the end failed', error)
      await this.#keeper.process().catch(failed)
    }
    await this.#keeper.stop()
  }

  /** Ends polls under way and processes what is pending, since the computer goes to sleep. Nothing is polled until `wake`. */
  async sleep(): Promise<void> {
    if (await this.#pollers.stop()) await this.#keeper.process()
  }

  /** Polls again, at once. */
  wake(): Promise<void> {
    return this.#pollers.resume()
  }

  /** Makes rows of what was collected since the last time. Throws BUSY while others store documents for long. */
  async process(): Promise<void> {
    const deadline = performance.now() + processPatience
    while (this.#pollers.hasBegun && !(await this.#keeper.process())) {
      if (performance.now() > deadline)
        throw new DeclaredError(
          'BUSY',
          'An import or a fetch is under way: rows are made, and judged, of what was collected as soon as it lets go of the store.',
        )
      await wait(retryEvery)
    }
  }
}

const othersThan = (db: WritableDatabase, id: number): WatchRow[] =>
  listWatches(db).filter((other) => other.id !== id)

const withoutUndefined = (change: object): object =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))

/** Whether addresses, checked ones, are all of hosts (with their ports and schemes) that others are of. */
function isOfHosts(urls: readonly string[], others: readonly string[]): boolean {
  const known = new Set(others.map((url) => jmxUrl(url).origin))
  return urls.every((url) => known.has(jmxUrl(url).origin))
}

/** Whether an address that may be none is one of a watch's. */
function isAmong(text: string, urls: readonly string[]): boolean {
  try {
    return text !== '' && urls.map(shownAddress).includes(shownAddress(text))
  } catch {
    return false
  }
}
