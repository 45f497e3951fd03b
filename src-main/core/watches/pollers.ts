// The pollers of all watches, kept in step with what is watched.
import { watchSecret } from '../../../src-shared/contract/secrets.ts'
import type { NodeStatus } from '../../../src-shared/contract/watches.ts'
import { shownUrl } from '../collector/jmx-target.ts'
import type { Host } from '../host.ts'
import type { Settings } from '../settings.ts'
import type { ReadableDatabase } from '../store/database.ts'
import { type WatchRow, listWatches } from '../store/watches.ts'
import { targetsOf } from './addresses.ts'
import type { Keeper } from './keeper.ts'
import { Poller } from './poller.ts'
import { sessionFor } from './session.ts'

interface Parts {
  readonly db: ReadableDatabase
  readonly host: Host
  readonly settings: Settings
  readonly keeper: Keeper
}

interface Watched {
  /** What the pollers were made from. */
  readonly made: string
  readonly pollers: readonly Poller[]
}

export class Pollers {
  readonly #parts: Parts
  /** By watch. */
  readonly #watched = new Map<number, Watched>()
  /** ms between polls of watches that say nothing of their own: read again with each look at the watches. */
  #usualEvery = 10_000
  #isOn = false
  #following = Promise.resolve()
  /** Whether there ever was a poller. */
  hasBegun = false

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** How the addresses of a watch stand; undefined where nobody polls them. */
  statusOf(watchId: number): NodeStatus[] | undefined {
    return this.#watched.get(watchId)?.pollers.map(({ status }) => status)
  }

  /** How all addresses stand that are polled. */
  statuses(): NodeStatus[] {
    return [...this.#watched.values()].flatMap(({ pollers }) => pollers.map(({ status }) => status))
  }

  /** Begins to poll, each NameNode at a time of its own within one distance. */
  start(): void {
    this.#isOn = true
    void this.#follow(1)
  }

  /** Polls again after `stop`, all at once. */
  resume(): Promise<void> {
    this.#isOn = true
    return this.follow()
  }

  /** Takes over what changed: new watches are polled at once, changed ones anew, others no more. Never throws. */
  follow(): Promise<void> {
    return this.#follow(0)
  }

  #follow(spread: number): Promise<void> {
    this.#following = this.#following
      .then(() => this.#exchange(spread))
      .catch((error: unknown) => this.#parts.host.log('The watches could not be followed', error))
    return this.#following
  }

  async #exchange(spread: number): Promise<void> {
    this.#usualEvery = this.#parts.settings.all()['namenode.poll_interval_seconds'] * 1000
    const rows = this.#isOn ? listWatches(this.#parts.db).filter(({ paused }) => !paused) : []
    const wanted = new Map(rows.map((row) => [row.id, JSON.stringify(row.input)]))
    const over = [...this.#watched].filter(([id, { made }]) => wanted.get(id) !== made)
    await Promise.all(over.map(([id, { pollers }]) => this.#end(id, pollers)))
    for (const row of rows) {
      if (this.#watched.has(row.id)) continue
      this.hasBegun = true
      this.#watched.set(row.id, { made: JSON.stringify(row.input), pollers: this.#pollersOf(row, spread) })
    }
  }

  #pollersOf({ id, input }: WatchRow, spread: number): Poller[] {
    const { host, keeper } = this.#parts
    const own = input.pollSeconds
    const every = (): number => (own === null ? this.#usualEvery : own * 1000)
    const secret = (): Promise<string | undefined> => host.secrets.read(watchSecret(id))
    return targetsOf(input).map((target) => {
      const session = sessionFor(target, host, secret)
      return new Poller({ host, keeper, session, watchId: id, url: shownUrl(target.url), every, spread })
    })
  }

  async #end(id: number, pollers: readonly Poller[]): Promise<void> {
    this.#watched.delete(id)
    await Promise.all(pollers.map((poller) => poller.stop()))
    await this.#parts.keeper.forget(id)
  }

  /** Polls all now, out of turn. */
  async pollNow(): Promise<void> {
    const pollers = [...this.#watched.values()].flatMap((watched) => watched.pollers)
    await Promise.all(pollers.map((poller) => poller.pollNow()))
  }

  /** Ends polls under way; says whether there were pollers. */
  async stop(): Promise<boolean> {
    const wasOn = this.#isOn && this.hasBegun
    this.#isOn = false
    await this.follow()
    return wasOn
  }
}
