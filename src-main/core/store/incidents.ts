// Incidents that monitoring found, with their evidence and what people made of them; they are kept for ever.
import zlib from 'node:zlib'
import { z } from 'zod'
import { Incident } from '../../../src-shared/contract/analysis.ts'
import { type IncidentHead, type KeptIncident, verdicts } from '../../../src-shared/contract/incidents.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import { type ReadableDatabase, type WritableDatabase, insertedId } from './database.ts'

/** What monitoring knows of an incident. */
export interface KnownIncident {
  readonly sourceId: number
  readonly nodeId: number
  readonly haState: string
  readonly modelId: string
  readonly threshold: number
  /** Id of the likeliest cause, what happened in a line, who rose most. */
  readonly cause: string | null
  readonly title: string
  readonly user: string | null
  readonly incident: Incident
}

/** A flagged window: time of its last row, score, metric with the largest part. */
export interface IncidentWindow {
  readonly time: number
  readonly score: number
  readonly topMetric: string
}

const headRow = z.object({
  id: z.number(),
  source_id: z.number(),
  source: z.string(),
  node: z.string(),
  ha_state: z.string(),
  model_id: z.string(),
  start_time: z.number(),
  end_time: z.number(),
  opened_at: z.number(),
  updated_at: z.number(),
  closed_at: z.number().nullable(),
  windows: z.number(),
  peak: z.number(),
  threshold: z.number(),
  severity: z.number().nullable(),
  leading: z.string().nullable(),
  cause: z.string().nullable(),
  title: z.string(),
  user: z.string().nullable(),
  acknowledged_at: z.number().nullable(),
  muted_until: z.number().nullable(),
  note: z.string(),
  verdict: z.enum(verdicts).nullable(),
})

function toHead(row: unknown): IncidentHead {
  const found = headRow.parse(row)
  const { id, source, node, windows, peak, threshold, severity, leading, cause, title, user, note, verdict } =
    found
  return {
    id,
    sourceId: found.source_id,
    source,
    node,
    haState: found.ha_state,
    modelId: found.model_id,
    state: found.closed_at === null ? 'open' : 'closed',
    start: found.start_time,
    end: found.end_time,
    openedAt: found.opened_at,
    updatedAt: found.updated_at,
    closedAt: found.closed_at,
    windows,
    peak,
    threshold,
    severity,
    leading,
    cause,
    title,
    user,
    acknowledgedAt: found.acknowledged_at,
    mutedUntil: found.muted_until,
    note,
    verdict,
  }
}

const headColumns = `i.id, i.source_id, sources.name AS source, nodes.name AS node, i.ha_state, model_id, start_time,
  end_time, opened_at, updated_at, closed_at, peak, threshold, severity, leading, cause, title, user,
  acknowledged_at, muted_until, note, verdict,
  (SELECT count(*) FROM incident_windows WHERE incident_id = i.id) AS windows`
const heads = `incidents i JOIN sources ON sources.id = i.source_id JOIN nodes ON nodes.id = i.node_id`

const packed = (incident: Incident): Buffer => zlib.zstdCompressSync(JSON.stringify(incident))

function keepWindows(db: WritableDatabase, id: number, windows: readonly IncidentWindow[]): void {
  for (const { time, score, topMetric } of windows) {
    db.run(
      'INSERT OR REPLACE INTO incident_windows (incident_id, time, score, top_metric) VALUES (?, ?, ?, ?)',
      id,
      time,
      score,
      topMetric,
    )
  }
}

/** Opens an incident, found at `at` (epoch ms); returns its id. */
export function insertIncident(
  db: WritableDatabase,
  known: KnownIncident,
  windows: readonly IncidentWindow[],
  at: number,
): number {
  const { incident } = known
  db.run(
    `INSERT INTO incidents (source_id, node_id, ha_state, model_id, start_time, end_time, opened_at, updated_at,
       threshold, peak, severity, leading, cause, title, user, body)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    known.sourceId,
    known.nodeId,
    known.haState,
    known.modelId,
    incident.start,
    incident.end,
    at,
    at,
    known.threshold,
    incident.peak,
    incident.severity,
    incident.metrics[0]?.metric ?? null,
    known.cause,
    known.title,
    known.user,
    packed(incident),
  )
  const id = insertedId(db)
  keepWindows(db, id, windows)
  return id
}

/** Puts what is known now in place of what was; the incident is open (again), windows are added. */
export function continueIncident(
  db: WritableDatabase,
  id: number,
  { incident, cause, title, user }: Pick<KnownIncident, 'incident' | 'cause' | 'title' | 'user'>,
  windows: readonly IncidentWindow[],
  at: number,
): void {
  db.run(
    `UPDATE incidents SET start_time = ?, end_time = ?, updated_at = ?, closed_at = NULL, peak = ?, severity = ?,
       leading = ?, cause = ?, title = ?, user = ?, body = ? WHERE id = ?`,
    incident.start,
    incident.end,
    at,
    incident.peak,
    incident.severity,
    incident.metrics[0]?.metric ?? null,
    cause,
    title,
    user,
    packed(incident),
    id,
  )
  keepWindows(db, id, windows)
}

/** Closes an incident at `at` (epoch ms); a closed one stays as it is. */
export function closeIncident(db: WritableDatabase, id: number, at: number): void {
  db.run('UPDATE incidents SET closed_at = ?, updated_at = ? WHERE id = ? AND closed_at IS NULL', at, at, id)
}

/** Incidents that touch the range (epoch ms, both ends included), open ones first, then the newest first. */
export function listIncidents(
  db: ReadableDatabase,
  query: {
    readonly source: number | undefined
    readonly state: 'open' | 'closed' | undefined
    readonly from: number
    readonly to: number
    readonly limit: number
  },
): IncidentHead[] {
  const { source, state, from, to, limit } = query
  // Only what is asked for stands in the text, as the index has it: so SQLite finds the one that fits.
  const ofSource = source === undefined ? '' : 'i.source_id = ? AND'
  const ofState =
    state === undefined ? '' : state === 'open' ? '(closed_at IS NULL) = 1 AND' : 'closed_at IS NOT NULL AND'
  const sql = `SELECT ${headColumns} FROM ${heads}
    WHERE ${ofSource} ${ofState} start_time <= ? AND end_time >= ?
    ORDER BY closed_at IS NULL DESC, start_time DESC, i.id DESC LIMIT ?`
  return db.all(sql, ...(source === undefined ? [] : [source]), to, from, limit).map(toHead)
}

/** One without its evidence. Throws NOT_FOUND. */
export function incidentHead(db: ReadableDatabase, id: number): IncidentHead {
  const row = db.get(`SELECT ${headColumns} FROM ${heads} WHERE i.id = ?`, id)
  if (row !== undefined) return toHead(row)
  throw new DeclaredError('NOT_FOUND', `There is no incident ${String(id)}: GET /api/incidents lists them.`)
}

/** One with its evidence. Throws NOT_FOUND. */
export function getIncident(db: ReadableDatabase, id: number): KeptIncident {
  const head = incidentHead(db, id)
  const { body } = z
    .object({ body: z.instanceof(Buffer) })
    .parse(db.get('SELECT body FROM incidents WHERE id = ?', id))
  const incident = Incident.parse(JSON.parse(zlib.zstdDecompressSync(body).toString()))
  return { ...head, incident }
}

/** What people say of an incident, times as epoch ms; what is not given stays. Throws NOT_FOUND. */
export function judgeIncident(
  db: WritableDatabase,
  id: number,
  change: {
    readonly acknowledgedAt?: number | null | undefined
    readonly mutedUntil?: number | null | undefined
    readonly note?: string | undefined
    readonly verdict?: IncidentHead['verdict'] | undefined
  },
): IncidentHead {
  const now = { ...incidentHead(db, id) }
  const { acknowledgedAt = now.acknowledgedAt, mutedUntil = now.mutedUntil } = change
  const { note = now.note, verdict = now.verdict } = change
  db.run(
    'UPDATE incidents SET acknowledged_at = ?, muted_until = ?, note = ?, verdict = ? WHERE id = ?',
    acknowledgedAt,
    mutedUntil,
    note,
    verdict,
    id,
  )
  return incidentHead(db, id)
}

const latestRow = z.object({
  id: z.number(),
  closed_at: z.number().nullable(),
  peak: z.number(),
  first: z.number(),
  last: z.number(),
})

/** An incident of a node in a state, with its first and last flagged window. */
export type LatestIncident = z.infer<typeof latestRow>

/** The latest one of a node in a state, an open one before others; undefined without any. */
export function latestIncident(
  db: ReadableDatabase,
  nodeId: number,
  haState: string,
): LatestIncident | undefined {
  const row = db.get(
    `SELECT id, closed_at, peak, coalesce(min(time), start_time) AS first, coalesce(max(time), end_time) AS last
     FROM incidents LEFT JOIN incident_windows ON incident_id = id
     WHERE id = (SELECT id FROM incidents WHERE node_id = ? AND ha_state = ?
       ORDER BY closed_at IS NULL DESC, end_time DESC, id DESC LIMIT 1)
     GROUP BY id`,
    nodeId,
    haState,
  )
  return row === undefined ? undefined : latestRow.parse(row)
}

/** The id of an incident of a node in a state that a range overlaps (epoch ms, both ends included), the latest. */
export function incidentIn(
  db: ReadableDatabase,
  nodeId: number,
  haState: string,
  { from, to }: TimeRange,
): number | undefined {
  const row = db.get(
    `SELECT id FROM incidents WHERE node_id = ? AND ha_state = ? AND start_time <= ? AND end_time >= ?
     ORDER BY id DESC LIMIT 1`,
    nodeId,
    haState,
    to,
    from,
  )
  return row === undefined ? undefined : z.object({ id: z.number() }).parse(row).id
}

/** Open incidents of a source. */
export function countOpen(db: ReadableDatabase, sourceId: number): number {
  const sql = 'SELECT count(*) AS count FROM incidents WHERE closed_at IS NULL AND source_id = ?'
  return z.object({ count: z.number() }).parse(db.get(sql, sourceId)).count
}

/** Open incidents of sources that nobody watches any more. */
export function openUnwatched(db: ReadableDatabase): number[] {
  const sql = `SELECT id FROM incidents WHERE closed_at IS NULL AND source_id NOT IN
    (SELECT source_id FROM watches WHERE removed_at IS NULL AND source_id IS NOT NULL) ORDER BY id`
  return db.all(sql).map((row) => z.object({ id: z.number() }).parse(row).id)
}
