// Prometheus' remote write (1.0): the numbers of /metrics, pushed from a queue in memory. Nobody ever waits for the receiver.
import os from 'node:os'
import { type Host, systemTimers } from '../host.ts'
import { post } from '../notifications/post.ts'
import { SendProblem, problemWithout } from '../notifications/send-problem.ts'
import { type Loop, startLoop } from '../scheduler/loop.ts'
import type { Settings } from '../settings.ts'
import { type MetricFamily, counter, gauge } from './metric-family.ts'
import { Rounds } from './rounds.ts'
import { snappyBlock } from './snappy.ts'
import { type Sample, writeRequest } from './write-request.ts'
import { placeOf, writeTarget } from './write-target.ts'

interface Parts {
  readonly host: Host
  readonly settings: Settings
  /** Whether this process is the one that collects: another one that shares the data writes the same. */
  readonly isCollecting: () => boolean
  readonly families: () => Promise<readonly MetricFamily[]>
}

/** Samples that wait at most, some 10 MB, and those of one request. */
const mostWaiting = 100_000
const mostAtOnce = 2_000

/** Times so far ahead of its clock are what a Prometheus takes, ms. */
const mostAhead = 600_000

/** How long one request may take, and a stop waits for it, ms. */
const longest = 30_000
const grace = 2_000

/** Between two attempts: twice as long each time, ms. A receiver may ask for more, up to an hour. */
const firstWait = 1_000
const longestWait = 60_000
const longestAsked = 3_600_000

export class RemoteWrite {
  readonly #parts: Parts
  readonly #rounds = new Rounds(mostWaiting)
  #loop: Loop | undefined
  #ending = new AbortController()
  #sending: Promise<void> | undefined
  /** Calls the next attempt off; undefined while none is due. */
  #callOff: (() => void) | undefined
  #place = ''
  #lastTime = 0
  /** Attempts that failed in a row. */
  #failures = 0
  readonly #counts = { sent: 0, dropped: 0, failed: 0 }

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Begins to write for as long as there is an address, each remote_write.interval_seconds. */
  start(): void {
    if (this.#loop !== undefined) return
    const { host, settings } = this.#parts
    this.#ending = new AbortController()
    this.#loop = startLoop({
      clock: host.clock,
      timers: host.timers,
      every: () => settings.all()['remote_write.interval_seconds'] * 1000,
      run: () => this.#round(),
    })
  }

  /** Waits a moment for the request under way; what waits is forgotten. */
  async stop(): Promise<void> {
    const { timers = systemTimers } = this.#parts.host
    const loop = this.#loop
    this.#loop = undefined
    this.#waitNoMore()
    const callOff = timers.after(grace, () => this.#ending.abort())
    await loop?.stop()
    await this.#sending
    callOff()
    this.#rounds.clear()
  }

  /** How it goes, as families beside the others; none where there is no address. */
  status(): readonly MetricFamily[] {
    if (this.#parts.settings.all()['remote_write.url'] === '') return []
    const { sent, dropped, failed } = this.#counts
    return [
      counter('nnad_remote_write_samples_total', 'Samples that the receiver of remote write took.', [
        [{}, sent],
      ]),
      counter(
        'nnad_remote_write_dropped_samples_total',
        'Samples that remote write gave up: the receiver refused them, or too many waited.',
        [[{}, dropped]],
      ),
      counter('nnad_remote_write_failures_total', 'Requests of remote write that failed.', [[{}, failed]]),
      gauge('nnad_remote_write_pending_samples', 'Samples that wait to be written.', [
        [{}, this.#rounds.size],
      ]),
    ]
  }

  async #round(): Promise<void> {
    const { host, settings, isCollecting, families } = this.#parts
    const values = settings.all()
    this.#lookWhere()
    if (values['remote_write.url'] === '' || !isCollecting()) return
    try {
      const instance = values['remote_write.instance'] || os.hostname()
      this.#lastTime = this.#nextTime(host.clock.now())
      const all = await families()
      this.#counts.dropped += this.#rounds.add(all, { job: 'nnad', instance }, this.#lastTime)
    } catch (error) {
      host.log('The numbers for remote write could not be gathered', error)
    }
    // A receiver that failed is asked again when its time has come.
    if (this.#callOff === undefined) this.#send()
  }

  /** Receivers take each series' samples in the order of time alone, and none that are far ahead of their own clock. */
  #nextTime(now: number): number {
    if (this.#lastTime <= now + mostAhead) return Math.max(this.#lastTime + 1, now)
    // This machine's clock was ahead and was put right: what waits would be refused.
    this.#counts.dropped += this.#rounds.size
    this.#rounds.clear()
    return now
  }

  /** What was gathered for one place goes to no other one. */
  #lookWhere(): void {
    const place = placeOf(this.#parts.settings.all())
    if (place === this.#place) return
    this.#place = place
    this.#rounds.clear()
    this.#waitNoMore()
    this.#failures = 0
  }

  #waitNoMore(): void {
    this.#callOff?.()
    this.#callOff = undefined
  }

  #send(): void {
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = undefined
    })
  }

  async #sendAll(): Promise<void> {
    for (;;) {
      this.#lookWhere()
      if (this.#loop === undefined || this.#rounds.size === 0 || this.#callOff !== undefined) return
      const rounds = this.#rounds.first(mostAtOnce)
      const place = this.#place
      const problem = await this.#attempt(rounds.flat())
      if (place !== this.#place) continue
      if (problem === undefined) this.#taken(rounds)
      else this.#refused(rounds, problem)
    }
  }

  /** Sends some samples; the problem where they did not arrive. */
  async #attempt(samples: readonly Sample[]): Promise<SendProblem | undefined> {
    const { host, settings } = this.#parts
    let secrets: readonly string[] = []
    try {
      const target = await writeTarget(settings.all(), host)
      secrets = target.secrets
      const signal = AbortSignal.any([this.#ending.signal, AbortSignal.timeout(longest)])
      const body = snappyBlock(writeRequest(samples))
      await post({ url: target.url, headers: target.headers, body, signal, now: host.clock.now() })
      this.#counts.sent += samples.length
      return undefined
    } catch (error) {
      this.#counts.failed++
      return problemWithout(error, secrets)
    }
  }

  #taken(rounds: readonly (readonly Sample[])[]): void {
    this.#rounds.forget(rounds)
    if (this.#failures > 0) this.#parts.host.log('Remote write works again')
    this.#failures = 0
  }

  #refused(rounds: readonly (readonly Sample[])[], problem: SendProblem): void {
    const { host } = this.#parts
    this.#failures++
    // Once for as long as it lasts: a receiver may be away for days.
    if (this.#failures === 1 && this.#loop !== undefined) host.log(`Remote write failed. ${problem.message}`)
    if (problem.isFinal) {
      const before = this.#rounds.size
      this.#rounds.forget(rounds)
      this.#counts.dropped += before - this.#rounds.size
      return
    }
    const usual = Math.min(longestWait, firstWait * 2 ** (this.#failures - 1))
    const wait = Math.min(longestAsked, Math.max(usual, problem.retryAfterMs))
    if (this.#loop === undefined) return
    this.#callOff = (host.timers ?? systemTimers).after(wait, () => {
      this.#callOff = undefined
      this.#send()
    })
  }
}
