// Tells people of incidents: on the desktop, by webhook, by mail. What is to be sent waits in the database until it has arrived.
import { z } from 'zod'
import type { IncidentHead } from '../../../src-shared/contract/incidents.ts'
import { type Channel, type Delivery, channels } from '../../../src-shared/contract/notifications.ts'
import { DeclaredError, errorText } from '../../../src-shared/errors.ts'
import { localZone } from '../../../src-shared/time.ts'
import { isZone } from '../../../src-shared/zones.ts'
import { type Host, systemTimers } from '../host.ts'
import type { IncidentEvent } from '../monitoring/incident-keeping.ts'
import { type Loop, startLoop } from '../scheduler/loop.ts'
import type { Settings } from '../settings.ts'
import type { WritableDatabase } from '../store/database.ts'
import {
  type DueDelivery,
  type ToldDelivery,
  beginAttempt,
  countDeliveries,
  deliveriesOf,
  endDelivery,
  getDelivery,
  insertDelivery,
  isCauseMuted,
  isOvertaken,
  listDeliveries,
  nextDelivery,
  noteFailure,
  replaceDelivery,
} from '../store/deliveries.ts'
import { listNodes } from '../store/sources.ts'
import { longestWait, mostAttempts, waitAfter } from './back-off.ts'
import { isWanted, missingFor, sendBy } from './channels.ts'
import { IncidentMessage, incidentMessage, testMessage, withFact } from './incident-message.ts'
import { SendProblem } from './send-problem.ts'
import { type Told, tellingOf } from './telling.ts'

interface Parts {
  readonly db: WritableDatabase
  readonly host: Host
  readonly settings: Settings
}

/** How often a channel looks for what is due, ms; what is new goes at once. */
const lookEvery = 5_000

/** How long a stop waits for what is being sent, ms. */
const grace = 3_000

const hour = 3_600_000

/** What waited longer, while the computer slept, is not sent any more, ms. */
const newsFor = 24 * hour

/** What of a message is compared with later ones. */
const ToldMessage = z.object({
  incident: z.object({ severity: z.number().nullable(), cause: z.string().nullable() }).nullable(),
})

/** Where nobody can say how bad it is, nobody is spared it. */
const severityOf = (incident: Pick<IncidentHead, 'severity'> | null): number => incident?.severity ?? 100

export class Notifications {
  readonly #parts: Parts
  readonly #loops = new Map<Channel, Loop>()
  readonly #underWay = new Set<number>()
  #ending = new AbortController()

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Begins to send what waits, each channel by itself. */
  start(): void {
    if (this.#loops.size > 0) return
    const { clock, timers } = this.#parts.host
    this.#ending = new AbortController()
    for (const channel of channels) {
      const run = (signal: AbortSignal): Promise<void> => this.#sendDue(channel, signal)
      this.#loops.set(channel, startLoop({ clock, timers, every: () => lookEvery, run }))
    }
  }

  /** Waits a moment for what is being sent; what waits is sent after the next start. */
  async stop(): Promise<void> {
    const { timers = systemTimers } = this.#parts.host
    const callOff = timers.after(grace, () => this.#ending.abort(new SendProblem('nnad ended meanwhile.')))
    await Promise.all([...this.#loops.values()].map((loop) => loop.stop()))
    callOff()
    this.#loops.clear()
  }

  /** Tells of an incident by each channel that is wanted, unless it is muted, below notify.min_severity or told already. Never throws. */
  tell(event: IncidentEvent, incident: IncidentHead, isSilent = false): void {
    const { db, host, settings } = this.#parts
    try {
      const wanted = channels.filter((channel) => isWanted(channel, settings.all(), host))
      db.transaction(() => {
        for (const channel of wanted) this.#tellBy(channel, event, incident, isSilent)
      })
      // Not before a transaction of the caller's has ended: what it takes back must not have been sent.
      queueMicrotask(() => {
        for (const channel of wanted) void this.#loops.get(channel)?.runNow()
      })
    } catch (error) {
      host.log(`A notification of incident ${String(incident.id)} could not be kept`, error)
    }
  }

  #tellBy(channel: Channel, event: IncidentEvent, incident: IncidentHead, isSilent: boolean): void {
    const { db, host, settings } = this.#parts
    const values = settings.all()
    const now = host.clock.now()
    const telling = tellingOf({
      event,
      severity: severityOf(incident),
      cause: incident.cause,
      isMuted: this.#isMuted(incident, now),
      leastSeverity: values['notify.min_severity'],
      lastHour: countDeliveries(db, channel, now - hour, now),
      perHour: values['notify.rate_per_hour'],
      keepsAlarms: this.#keepsAlarms(channel),
      told: deliveriesOf(db, channel, incident.id).map((row) => this.#toldOf(row)),
    })
    if (telling.as === 'nothing' || telling.event === 'test') return
    const { dataFolder } = host
    const plain = incidentMessage(telling.event, incident, {
      zone: this.#zoneOf(incident),
      dataFolder,
      isSilent,
    })
    const isLast = telling.as === 'new' && telling.isLast
    const message = isLast ? withFact(plain, 'Note', this.#lastText()) : plain
    const words = { event: telling.event, subject: message.subject, body: JSON.stringify(message) }
    if (telling.as === 'replacement') {
      replaceDelivery(db, telling.id, words)
      return
    }
    insertDelivery(db, {
      ...words,
      channel,
      incidentId: incident.id,
      createdAt: now,
      state: telling.isWithheld ? 'withheld' : 'waiting',
      attempts: 0,
      nextAt: telling.isWithheld ? null : now,
      error: null,
    })
  }

  #keepsAlarms(channel: Channel): boolean {
    return channel === 'webhook' && this.#parts.settings.all()['notify.webhook'] === 'pagerduty'
  }

  #lastText(): string {
    const perHour = String(this.#parts.settings.all()['notify.rate_per_hour'])
    return `With this message ${perHour} were sent within an hour, which is the most there may be (notify.rate_per_hour): further ones are withheld, and listed in nnad.`
  }

  #toldOf({ id, event, state, body }: ToldDelivery): Told {
    const { incident } = ToldMessage.parse(JSON.parse(body))
    const isUnderWay = this.#underWay.has(id)
    return { id, event, state, severity: severityOf(incident), cause: incident?.cause ?? null, isUnderWay }
  }

  #isMuted({ sourceId, cause, mutedUntil }: IncidentHead, now: number): boolean {
    if (mutedUntil !== null && mutedUntil > now) return true
    return cause !== null && isCauseMuted(this.#parts.db, sourceId, cause, now)
  }

  /** The zone in which people read times here: the setting of the screens. */
  #zoneOf({ sourceId, node }: IncidentHead): string {
    const { db, settings } = this.#parts
    const mode = settings.all()['view.time_zone']
    if (mode === 'local') return localZone()
    if (mode === 'utc') return 'UTC'
    const zone = listNodes(db, sourceId).find(({ name }) => name === node)?.zone ?? 'UTC'
    return isZone(zone) ? zone : 'UTC'
  }

  async #sendDue(channel: Channel, signal: AbortSignal): Promise<void> {
    const { db, host } = this.#parts
    try {
      while (!signal.aborted) {
        // Read right before it is sent: while others went, newer words may have taken the place of its own.
        const due = nextDelivery(db, channel, host.clock.now(), longestWait)
        if (due === undefined) return
        await this.#attempt(channel, due)
      }
    } catch (error) {
      host.log(`Notifications by ${channel} could not be sent`, error)
    }
  }

  async #attempt(channel: Channel, { id, createdAt, attempts, body }: DueDelivery): Promise<void> {
    const { db, host } = this.#parts
    if (host.clock.now() - createdAt > newsFor && !this.#keepsAlarms(channel)) {
      endDelivery(
        db,
        id,
        'failed',
        'nnad was not running or asleep for over a day: this is no news any more.',
      )
      return
    }
    if (attempts >= mostAttempts) {
      endDelivery(db, id, 'failed', 'nnad ended while it was being sent.')
      return
    }
    const wait = waitAfter(attempts + 1, 0) ?? longestWait
    beginAttempt(db, id, host.clock.now() + wait)
    const outcome = await this.#outcome(channel, id, body)
    if (!(outcome instanceof SendProblem)) {
      endDelivery(db, id, 'sent', outcome)
      return
    }
    const { isFinal, retryAfterMs, message } = outcome
    const next = isFinal || isOvertaken(db, id) ? null : waitAfter(attempts + 1, retryAfterMs)
    if (next === null) endDelivery(db, id, 'failed', message)
    else noteFailure(db, id, host.clock.now() + next, message)
  }

  /** What `sendBy` returns, or the problem; what should never happen is logged, and tried again like any other. */
  async #outcome(channel: Channel, id: number, body: string): Promise<string | null | SendProblem> {
    try {
      return await this.#send(channel, id, IncidentMessage.parse(JSON.parse(body)))
    } catch (error) {
      if (error instanceof SendProblem) return error
      this.#parts.host.log(`Notification ${String(id)} by ${channel} failed`, error)
      return new SendProblem(errorText(error))
    }
  }

  async #send(channel: Channel, id: number, message: IncidentMessage): Promise<string | null> {
    const { host, settings } = this.#parts
    const signal = this.#ending.signal
    this.#underWay.add(id)
    try {
      return await sendBy(channel, { host, settings: settings.all(), message, deliveryId: id, signal })
    } finally {
      this.#underWay.delete(id)
    }
  }

  /** Sends a test now. Throws BAD_INPUT where the channel is not set up, UNREADABLE where it did not arrive, and why. */
  async test(channel: Channel): Promise<Delivery> {
    const { db, host, settings } = this.#parts
    const missing = await missingFor(channel, settings.all(), host)
    if (missing.length > 0) {
      throw new DeclaredError('BAD_INPUT', `This channel is not set up yet. Missing: ${missing.join(', ')}.`)
    }
    const createdAt = host.clock.now()
    const message = testMessage(createdAt)
    const keep = (state: 'sent' | 'failed', error: string | null): number =>
      insertDelivery(db, {
        channel,
        incidentId: null,
        event: 'test',
        subject: message.subject,
        body: JSON.stringify(message),
        createdAt,
        state,
        attempts: 1,
        nextAt: null,
        error,
      })
    try {
      const remark = await this.#send(channel, createdAt, message)
      return getDelivery(db, keep('sent', remark))
    } catch (error) {
      if (!(error instanceof SendProblem)) throw error
      keep('failed', error.message)
      throw new DeclaredError('UNREADABLE', `The test did not arrive. ${error.message}`, {}, { cause: error })
    }
  }

  /** Newest first. */
  list(limit: number): Delivery[] {
    return listDeliveries(this.#parts.db, limit)
  }
}
