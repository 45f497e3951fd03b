// Import of day-a (3,214 documents) against a bare loop of decompress + JSON.parse over the same bytes.
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import zlib from 'node:zlib'
import { headlessHost } from '../../src-main/cli/headless-host.ts'
import { createServices } from '../../src-main/core/services.ts'
import { openReadable } from '../../src-main/core/store/database.ts'
import { type Table, interleaved } from '../table.ts'

const recording = 'bench/recordings/day-a.jsonl.zst'
const rounds = 7
const magic = Buffer.from([0x28, 0xb5, 0x2f, 0xfd])

/** The least that any reader of this file must do. */
function bareLoop(): void {
  const bytes = readFileSync(recording)
  let start = 0
  while (start < bytes.length) {
    const next = bytes.indexOf(magic, start + 4)
    const end = next < 0 ? bytes.length : next
    const options = { params: { [zlib.constants.ZSTD_d_windowLogMax]: 27 } }
    const text = zlib.zstdDecompressSync(bytes.subarray(start, end), options)
    for (let from = 0; from < text.length;) {
      const lineEnd = text.indexOf(10, from)
      const to = lineEnd < 0 ? text.length : lineEnd
      if (to > from) JSON.parse(text.toString('utf8', from, to))
      from = to + 1
    }
    start = end
  }
}

/** Bytes of the texts as imported, and of their compressed groups. */
function sizes(folder: string): { texts: number; groups: number } {
  const db = openReadable(folder)
  try {
    const sum = (sql: string): number => Number(db.get(sql)?.['sum'])
    return {
      texts: sum('SELECT sum(length) AS sum FROM documents'),
      groups: sum('SELECT sum(length(data)) AS sum FROM document_groups'),
    }
  } finally {
    db.close()
  }
}

export async function benchmark(): Promise<Table> {
  const folders = Array.from({ length: rounds }, () => mkdtempSync(path.join(tmpdir(), 'nnad-bench-')))
  const services = await Promise.all(folders.map((folder) => createServices(headlessHost(folder))))
  const idle = [...services]
  const importOnce = async (): Promise<void> => {
    await idle.pop()?.imports.start([recording]).outcome
  }
  const baseline = 'decompress + JSON.parse'
  const cases = await interleaved(rounds, { [baseline]: bareLoop, import: importOnce })
  for (const one of services) await one.close()
  const last = folders.at(-1) ?? ''
  const { texts, groups } = sizes(last)
  const database = statSync(path.join(last, 'nnad.sqlite')).size
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  return {
    title: 'Import of day-a: worker, ETL, compression and SQLite included',
    baseline,
    cases,
    facts: {
      'raw documents kept, times smaller': Number((texts / groups).toFixed(1)),
      'database, MB': Number((database / 1e6).toFixed(1)),
    },
  }
}
