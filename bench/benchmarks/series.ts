// 30 days at 10 s (259,200 rows x 28, day-a's rows over and over) down to 600 values a series.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { metricCount } from '../../src-shared/metrics.ts'
import { columns } from '../../src-shared/signals.ts'
import { headlessHost } from '../../src-main/cli/headless-host.ts'
import type { Sample } from '../../src-main/core/etl/sample.ts'
import { createServices } from '../../src-main/core/services.ts'
import { rebuildBuckets } from '../../src-main/core/store/buckets.ts'
import { openDatabase, openReadable } from '../../src-main/core/store/database.ts'
import { readRows, insertSamples } from '../../src-main/core/store/samples.ts'
import { readSeries } from '../../src-main/core/store/series.ts'
import { ensureNode, ensureSource } from '../../src-main/core/store/sources.ts'
import { type Table, interleaved } from '../table.ts'

const days = 30
const spacing = 10_000
const start = Date.UTC(2026, 0, 1)
const rowCount = (days * 86_400_000) / spacing

/** Fills a node with the rows of a recording, one after another, 10 s apart. */
function fill(folder: string, from: ReturnType<typeof readRows>): number {
  const db = openDatabase(folder)
  const node = ensureNode(db, ensureSource(db, 'bench', 'bench'), 'bench:8020')
  const recorded = from.times.length
  const signals = new Float64Array(columns.length - metricCount).fill(Number.NaN)
  for (let first = 0; first < rowCount; first += 8640) {
    const samples = Array.from({ length: 8640 }, (_, offset): Sample => {
      const row = ((first + offset) % recorded) * metricCount
      const values = new Float64Array(columns.length)
      values.set(from.values.subarray(row, row + metricCount))
      values.set(signals, metricCount)
      const status = new Uint8Array(columns.length).fill(1)
      status.set(from.status.subarray(row, row + metricCount))
      return {
        time: start + (first + offset) * spacing,
        break: null,
        haState: 'active',
        safeMode: false,
        interval: spacing / 1000,
        values,
        status,
      }
    })
    db.transaction(() => insertSamples(db, node, samples))
    db.transaction(() => rebuildBuckets(db, node, samples[0]?.time ?? 0, samples.at(-1)?.time ?? 0))
  }
  db.close()
  return node
}

/** What a reader without a pyramid does. */
function scan(db: ReturnType<typeof openReadable>, node: number, to: number): void {
  const rows = readRows(db, node, start, to)
  const high = new Float64Array(300 * metricCount).fill(Number.NEGATIVE_INFINITY)
  rows.values.forEach((value, cell) => {
    const slot =
      Math.floor((Math.floor(cell / metricCount) * 300) / rows.times.length) * metricCount +
      (cell % metricCount)
    if (value > (high[slot] ?? 0)) high[slot] = value
  })
}

export async function benchmark(): Promise<Table> {
  const folder = mkdtempSync(path.join(tmpdir(), 'nnad-bench-'))
  try {
    const services = await createServices(headlessHost(folder))
    await services.imports.start(['bench/recordings/day-a.jsonl.zst']).outcome
    const db = openReadable(folder)
    const node = fill(folder, readRows(db, 1, 0, Number.MAX_SAFE_INTEGER))
    const to = start + days * 86_400_000 - 1
    const source = services.sources.list().find(({ name }) => name === 'bench')?.id
    const query = { source, node: undefined, from: start, to, points: 600 }
    const cases = await interleaved(9, {
      'all rows, minimum and maximum in JavaScript': () => scan(db, node, to),
      '30 days, 600 values a series, reading alone': () => {
        readSeries(db, node, start, to, 600)
      },
      '30 days, by the reading worker': async () => {
        await services.samples.series(query)
      },
      '1 day': () => {
        readSeries(db, node, to - 86_400_000, to, 600)
      },
      '1 hour': () => {
        readSeries(db, node, to - 3_600_000, to, 600)
      },
    })
    db.close()
    await services.close()
    return {
      title: `Series: ${String(rowCount)} rows x ${String(metricCount)}; the aim for 30 days is 100 ms`,
      baseline: 'all rows, minimum and maximum in JavaScript',
      cases,
      facts: {},
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
