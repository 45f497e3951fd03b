// All that an import leaves in a data folder, in a form that two folders can be compared in.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { type ReadableDatabase, type Row, openReadable } from '../src-main/core/store/database.ts'
import { documentsBetween } from '../src-main/core/store/documents.ts'

/** Rows as text, a table each, in the order of their keys; blobs by their SHA-256, so bit for bit. */
export interface StoreContents {
  readonly documents: readonly string[]
  readonly samples: readonly string[]
  readonly signals: readonly string[]
  readonly buckets: readonly string[]
  readonly nodes: readonly string[]
  /** Groups of raw documents that no document is in. */
  readonly orphanGroups: number
}

const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

const textOf = (row: Row): string =>
  JSON.stringify(row, (_, value: unknown) =>
    value instanceof Uint8Array ? hashOf(Buffer.from(value)) : value,
  )

/** Buffers have a toJSON of their own, which comes before the replacer. */
function plain(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, Buffer.isBuffer(value) ? hashOf(value) : value]),
  )
}

function rowsOf(db: ReadableDatabase, sql: string): string[] {
  return db.all(sql).map((row) => textOf(plain(row)))
}

function documentsOf(db: ReadableDatabase): string[] {
  return db.all('SELECT id FROM nodes ORDER BY name').flatMap(({ id }) => {
    const found = documentsBetween(db, Number(id), 0, Number.MAX_SAFE_INTEGER)
    return Array.from(found, ({ time, text, wrapped }) => `${time} ${String(wrapped)} ${hashOf(text)}`)
  })
}

/** Reads a folder. A node's id is left out: it says only who came first. */
export function storeContents(dataFolder: string): StoreContents {
  const db = openReadable(dataFolder)
  const ofNode = 'JOIN nodes n ON n.id = t.node_id'
  try {
    return {
      documents: documentsOf(db),
      samples: rowsOf(
        db,
        `SELECT n.name, t.time, t.break, t.ha_state, t.safe_mode, t.interval, t.metrics FROM samples t ${ofNode} ORDER BY 1, 2`,
      ),
      signals: rowsOf(db, `SELECT n.name, t.time, t.signals FROM signals t ${ofNode} ORDER BY 1, 2`),
      buckets: rowsOf(
        db,
        `SELECT n.name, t.width, t.time, t.count, t.low, t.high FROM sample_buckets t ${ofNode} ORDER BY 1, 2, 3`,
      ),
      nodes: rowsOf(
        db,
        'SELECT s.key, s.name AS source, n.name, n.version, n.ha_state, n.derived_from FROM nodes n JOIN sources s ON s.id = n.source_id ORDER BY 1, 3',
      ),
      orphanGroups: Number(
        db.get(
          'SELECT count(*) AS count FROM document_groups WHERE id NOT IN (SELECT group_id FROM documents)',
        )?.['count'],
      ),
    }
  } finally {
    db.close()
  }
}

/** The tables that two folders are compared in. */
const tables = ['documents', 'samples', 'signals', 'buckets', 'nodes'] as const

/** Asserts that tables are the same, one by one: a difference of one row must not print a thousand. */
export function assertSame(
  actual: StoreContents,
  wanted: StoreContents,
  compared: readonly (typeof tables)[number][] = tables,
): void {
  for (const table of compared) {
    const difference = actual[table].findIndex((row, index) => row !== wanted[table][index])
    assert.equal(actual[table].length, wanted[table].length, `rows of ${table}`)
    assert.equal(actual[table][difference], wanted[table][difference], table)
    assert.equal(new Set(actual[table]).size, actual[table].length, `no doubles in ${table}`)
  }
  assert.equal(actual.orphanGroups, 0)
}

/** Names of the models that the database knows. */
export function knownModels(dataFolder: string): readonly string[] {
  const db = openReadable(dataFolder)
  try {
    return db.all('SELECT id FROM models ORDER BY id').map(({ id }) => String(id))
  } finally {
    db.close()
  }
}

/** How many raw documents there are. */
export function documentCount(dataFolder: string): number {
  const db = openReadable(dataFolder)
  try {
    return Number(db.get('SELECT count(*) AS count FROM documents')?.['count'])
  } finally {
    db.close()
  }
}
