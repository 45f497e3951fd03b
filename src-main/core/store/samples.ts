// Samples of a node: written by the ETL, read as columns by training, scoring and charts.
import { z } from 'zod'
import { metricCount } from '../../../src-shared/metrics.ts'
import { signals } from '../../../src-shared/signals.ts'
import { type HaState, haStates } from '../etl/identity.ts'
import type { FullRows, Rows } from '../etl/rows.ts'
import { type Break, type Sample, counts } from '../etl/sample.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'

const bytesOf = (values: Float64Array): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength)

/** Values as float64, then a status byte each. Every platform that this runs on is little-endian. */
function packed(values: Float64Array, status: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(values.length * 9)
  bytes.set(bytesOf(values))
  bytes.set(status, values.length * 8)
  return bytes
}

/**
 * Reads what `packed` wrote into one row of columns, `width` wide. A row of an older version may have fewer columns:
 * the others stay as they are.
 */
function unpack(bytes: Buffer, values: Float64Array, status: Uint8Array, row: number, width: number): void {
  const count = bytes.length / 9
  const kept = Math.min(count, width)
  bytesOf(values).set(bytes.subarray(0, kept * 8), row * width * 8)
  status.set(bytes.subarray(count * 8, count * 8 + kept), row * width)
}

/** Adds samples; one of the same time is replaced (it was derived anew). */
export function insertSamples(db: WritableDatabase, nodeId: number, samples: readonly Sample[]): void {
  for (const sample of samples) {
    db.run(
      `INSERT OR REPLACE INTO samples (node_id, time, break, ha_state, safe_mode, interval, metrics)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      nodeId,
      sample.time,
      sample.break,
      sample.haState,
      sample.safeMode ? 1 : 0,
      Number.isNaN(sample.interval) ? null : sample.interval,
      packed(sample.values.subarray(0, metricCount), sample.status.subarray(0, metricCount)),
    )
    db.run(
      'INSERT OR REPLACE INTO signals (node_id, time, signals) VALUES (?, ?, ?)',
      nodeId,
      sample.time,
      packed(sample.values.subarray(metricCount), sample.status.subarray(metricCount)),
    )
  }
}

/** Whether a node has a sample of that time. */
export function hasSample(db: ReadableDatabase, nodeId: number, time: number): boolean {
  return db.get('SELECT 1 FROM samples WHERE node_id = ? AND time = ?', nodeId, time) !== undefined
}

/** Removes samples of the given times with their signals. */
export function deleteSamples(db: WritableDatabase, nodeId: number, times: Iterable<number>): void {
  for (const time of times) {
    db.run('DELETE FROM samples WHERE node_id = ? AND time = ?', nodeId, time)
    db.run('DELETE FROM signals WHERE node_id = ? AND time = ?', nodeId, time)
  }
}

const sampleRow = z.object({
  time: z.number(),
  break: z.string().nullable(),
  ha_state: z.string(),
  interval: z.number().nullable(),
  metrics: z.instanceof(Buffer),
})

const stateCount = z.object({
  haState: z.string(),
  rows: z.number(),
  seconds: z.number(),
  last: z.number(),
})

/** Samples of a node as columns, `from` and `to` included, in the order of time. */
export function readRows(db: ReadableDatabase, nodeId: number, from: number, to: number): Rows {
  const found = db.all(
    'SELECT time, break, ha_state, interval, metrics FROM samples WHERE node_id = ? AND time BETWEEN ? AND ? ORDER BY time',
    nodeId,
    from,
    to,
  ) as z.infer<typeof sampleRow>[]
  // Written by this file alone: one parse per read is enough to notice a foreign schema.
  if (found[0] !== undefined) sampleRow.parse(found[0])
  const values = new Float64Array(found.length * metricCount).fill(Number.NaN)
  const status = new Uint8Array(found.length * metricCount)
  found.forEach((row, index) => {
    unpack(row.metrics, values, status, index, metricCount)
  })
  return {
    times: Float64Array.from(found, (row) => row.time),
    breaks: found.map((row) => row.break as Break | null),
    haStates: found.map((row) => row.ha_state as HaState),
    intervals: Float64Array.from(found, (row) => row.interval ?? Number.NaN),
    values,
    status,
  }
}

/** Time of a node's latest sample up to a time (epoch ms, included), of all by default; undefined without any. */
export function lastSampleTime(
  db: ReadableDatabase,
  nodeId: number,
  to = Number.MAX_SAFE_INTEGER,
): number | undefined {
  const row = db.get('SELECT max(time) AS last FROM samples WHERE node_id = ? AND time <= ?', nodeId, to)
  return z.object({ last: z.number().nullable() }).parse(row).last ?? undefined
}

/** Time of the first of the latest `limit` samples of a range; undefined without any. */
function firstOfLatest(
  db: ReadableDatabase,
  nodeId: number,
  from: number,
  to: number,
  limit: number,
): number | undefined {
  const row = z.object({ first: z.number().nullable() }).parse(
    db.get(
      `SELECT min(time) AS first FROM
         (SELECT time FROM samples WHERE node_id = ? AND time BETWEEN ? AND ? ORDER BY time DESC LIMIT ?)`,
      nodeId,
      from,
      to,
      limit,
    ),
  )
  return row.first ?? undefined
}

/** Time of the sample that is `count` samples before a time; the time itself where there is none before it. */
export function samplesBack(db: ReadableDatabase, nodeId: number, time: number, count: number): number {
  return count === 0 ? time : (firstOfLatest(db, nodeId, 0, time - 1, count) ?? time)
}

/** The latest samples of a range, at most `limit`, in the order of time. */
export function readLatestRows(
  db: ReadableDatabase,
  nodeId: number,
  from: number,
  to: number,
  limit: number,
): Rows {
  return readRows(db, nodeId, firstOfLatest(db, nodeId, from, to, limit) ?? to, to)
}

/** Samples with their signals, as `readRows`. */
export function readFullRows(db: ReadableDatabase, nodeId: number, from: number, to: number): FullRows {
  const rows = readRows(db, nodeId, from, to)
  const found = readSignals(db, nodeId, from, to, signals.length)
  const values = new Float64Array(rows.times.length * signals.length).fill(Number.NaN)
  let at = 0
  rows.times.forEach((time, row) => {
    while (at < found.times.length && (found.times[at] ?? 0) < time) at += 1
    if (found.times[at] !== time) return
    for (let column = 0; column < signals.length; column += 1) {
      const cell = at * signals.length + column
      if (counts(found.status[cell])) values[row * signals.length + column] = found.values[cell] ?? Number.NaN
    }
  })
  return { ...rows, signals: values }
}

/** Signals of a node: times and a value per signal, [rows, signals]. */
export function readSignals(
  db: ReadableDatabase,
  nodeId: number,
  from: number,
  to: number,
  count: number,
): { times: Float64Array; values: Float64Array; status: Uint8Array } {
  const found = db.all(
    'SELECT time, signals FROM signals WHERE node_id = ? AND time BETWEEN ? AND ? ORDER BY time',
    nodeId,
    from,
    to,
  )
  const values = new Float64Array(found.length * count).fill(Number.NaN)
  const status = new Uint8Array(found.length * count).fill(1)
  found.forEach((row, index) => {
    unpack(z.instanceof(Buffer).parse(row['signals']), values, status, index, count)
  })
  return { times: Float64Array.from(found, (row) => z.number().parse(row['time'])), values, status }
}

/** Time of the latest sample of a source's nodes up to a time (epoch ms, included): a clock may have been ahead. Undefined without any. */
export function latestSample(
  db: ReadableDatabase,
  sourceId: number,
  to = Number.MAX_SAFE_INTEGER,
): number | undefined {
  const sql = `SELECT max((SELECT max(time) FROM samples WHERE node_id = nodes.id AND time <= ?)) AS last
    FROM nodes WHERE source_id = ?`
  return z.object({ last: z.number().nullable() }).parse(db.get(sql, to, sourceId)).last ?? undefined
}

/** Samples of one state within a range. */
export interface StateCount {
  readonly haState: HaState
  readonly rows: number
  /** Sum of their times in whole seconds: with `rows` it tells whether they are the same as before. */
  readonly seconds: number
  /** Time of the last, epoch ms. */
  readonly last: number
}

/** All there are: so SQLite takes the index by state. */
const allStates = haStates.map((state) => `'${state}'`).join()

/** How many samples a node has in each state within a range (epoch ms, both ends included); by an index alone. */
export function countStates(db: ReadableDatabase, nodeId: number, from: number, to: number): StateCount[] {
  const sql = `SELECT ha_state AS haState, count(*) AS rows, sum(time / 1000) AS seconds, max(time) AS last
    FROM samples
    WHERE node_id = ? AND ha_state IN (${allStates})
    AND time BETWEEN ? AND ? GROUP BY ha_state`
  return db.all(sql, nodeId, from, to).map((row) => {
    const count = stateCount.parse(row)
    return { ...count, haState: count.haState as HaState }
  })
}
