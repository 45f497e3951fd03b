// Notifications that wait, and what became of those before.
import { z } from 'zod'
import { type Channel, Delivery } from '../../../src-shared/contract/notifications.ts'
import { type ReadableDatabase, type WritableDatabase, insertedId } from './database.ts'

/** The latest are kept; older ones go as new ones come. */
const kept = 5000

/** A notification to be: what `listDeliveries` shows of it, and what is to be sent. */
export interface NewDelivery extends Pick<
  Delivery,
  'channel' | 'incidentId' | 'event' | 'subject' | 'createdAt' | 'state' | 'attempts' | 'error'
> {
  /** JSON. */
  readonly body: string
  /** When to send it, epoch ms; null: never. */
  readonly nextAt: number | null
}

/** Keeps a notification; returns its id. */
export function insertDelivery(db: WritableDatabase, delivery: NewDelivery): number {
  const { channel, incidentId, event, subject, body, createdAt, state, attempts, nextAt, error } = delivery
  return db.transaction(() => {
    db.run(
      `INSERT INTO deliveries (channel, incident_id, event, subject, body, created_at, state, attempts, next_at, error)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      channel,
      incidentId,
      event,
      subject,
      body,
      createdAt,
      state,
      attempts,
      nextAt,
      error,
    )
    const id = insertedId(db)
    db.run('DELETE FROM deliveries WHERE id <= ? AND next_at IS NULL', id - kept)
    return id
  })
}

const columns = `id, channel, incident_id AS incidentId, event, subject, created_at AS createdAt, state, attempts, error`

/** The latest, newest first. */
export function listDeliveries(db: ReadableDatabase, limit: number): Delivery[] {
  return db
    .all(`SELECT ${columns} FROM deliveries ORDER BY id DESC LIMIT ?`, limit)
    .map((row) => Delivery.parse(row))
}

/** One; throws for an id that there is not. */
export function getDelivery(db: ReadableDatabase, id: number): Delivery {
  return Delivery.parse(db.get(`SELECT ${columns} FROM deliveries WHERE id = ?`, id))
}

const dueRow = z.object({ id: z.number(), createdAt: z.number(), attempts: z.number(), body: z.string() })
export type DueDelivery = z.infer<typeof dueRow>

/**
 * The oldest that is to be sent by a channel now (epoch ms). A time further off than `farthest` (ms) was written before the
 * clock was set back.
 */
export function nextDelivery(
  db: ReadableDatabase,
  channel: Channel,
  now: number,
  farthest: number,
): DueDelivery | undefined {
  const row = db.get(
    `SELECT id, created_at AS createdAt, attempts, body FROM deliveries
     WHERE channel = ? AND (next_at <= ? OR next_at > ?) ORDER BY id LIMIT 1`,
    channel,
    now,
    now + farthest,
  )
  return row === undefined ? undefined : dueRow.parse(row)
}

/** Counts an attempt before it is made: one that takes the process with it is not made for ever. */
export function beginAttempt(db: WritableDatabase, id: number, nextAt: number): void {
  db.run('UPDATE deliveries SET attempts = attempts + 1, next_at = ? WHERE id = ?', nextAt, id)
}

/** The last attempt failed; another one is due at a time (epoch ms). */
export function noteFailure(db: WritableDatabase, id: number, nextAt: number, error: string): void {
  db.run('UPDATE deliveries SET next_at = ?, error = ? WHERE id = ?', nextAt, error, id)
}

/** No further attempt is made. */
export function endDelivery(
  db: WritableDatabase,
  id: number,
  state: 'sent' | 'failed',
  error: string | null,
): void {
  db.run('UPDATE deliveries SET state = ?, next_at = NULL, error = ? WHERE id = ?', state, error, id)
}

/** Puts newer words into a notification that waits; its attempts and its turn stay. */
export function replaceDelivery(
  db: WritableDatabase,
  id: number,
  { event, subject, body }: Pick<NewDelivery, 'event' | 'subject' | 'body'>,
): void {
  db.run('UPDATE deliveries SET event = ?, subject = ?, body = ? WHERE id = ?', event, subject, body, id)
}

const toldRow = z.object({
  id: z.number(),
  event: Delivery.shape.event,
  state: Delivery.shape.state,
  body: z.string(),
})
export type ToldDelivery = z.infer<typeof toldRow>

/** Everything about one incident by one channel, the oldest first. */
export function deliveriesOf(db: ReadableDatabase, channel: Channel, incidentId: number): ToldDelivery[] {
  return db
    .all(
      'SELECT id, event, state, body FROM deliveries WHERE channel = ? AND incident_id = ? ORDER BY id',
      channel,
      incidentId,
    )
    .map((row) => toldRow.parse(row))
}

/** Whether a later notification tells more of the same incident by the same channel. */
export function isOvertaken(db: ReadableDatabase, id: number): boolean {
  const sql = `SELECT 1 FROM deliveries later JOIN deliveries own ON own.id = ?
    WHERE later.id > own.id AND later.channel = own.channel AND later.incident_id = own.incident_id
      AND later.state <> 'withheld' LIMIT 1`
  return db.get(sql, id) !== undefined
}

const countRow = z.object({ count: z.number() })

/** How many of a channel were made after `from` up to `to` (epoch ms), tests and withheld ones left out. */
export function countDeliveries(db: ReadableDatabase, channel: Channel, from: number, to: number): number {
  const row = db.get(
    `SELECT count(*) AS count FROM deliveries
     WHERE channel = ? AND created_at > ? AND created_at <= ? AND state <> 'withheld' AND event <> 'test'`,
    channel,
    from,
    to,
  )
  return countRow.parse(row).count
}

/** Whether an incident of the source with the same cause is muted at a time (epoch ms). */
export function isCauseMuted(db: ReadableDatabase, sourceId: number, cause: string, at: number): boolean {
  const sql = 'SELECT 1 FROM incidents WHERE source_id = ? AND cause = ? AND muted_until > ? LIMIT 1'
  return db.get(sql, sourceId, cause, at) !== undefined
}
