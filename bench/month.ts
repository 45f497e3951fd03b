// A store with 30 days at 10 s (259,200 rows x 28): day-a's rows over and over.
import { metricCount } from '../src-shared/metrics.ts'
import { columns } from '../src-shared/signals.ts'
import { type Sample, status } from '../src-main/core/etl/sample.ts'
import { rebuildBuckets } from '../src-main/core/store/buckets.ts'
import { openDatabase } from '../src-main/core/store/database.ts'
import { type readRows, insertSamples } from '../src-main/core/store/samples.ts'
import { ensureNode, ensureSource } from '../src-main/core/store/sources.ts'

const days = 30
const spacing = 10_000

/** First and last row, epoch ms; how many there are. */
export const month = {
  from: Date.UTC(2026, 0, 1),
  to: Date.UTC(2026, 0, 1) + days * 86_400_000 - spacing,
  rows: (days * 86_400_000) / spacing,
} as const

/**
 * Fills a source with the rows of a recording, one after another, 10 s apart, or with as many rows of which only the
 * first has values, so that its charts are drawn and empty; fewer rows where they are more ms apart (a divisor of an hour);
 * returns its node's id.
 */
export function fillMonth(
  folder: string,
  name: string,
  from: ReturnType<typeof readRows> | undefined,
  apart: number = spacing,
): number {
  const atOnce = 86_400_000 / apart
  const db = openDatabase(folder)
  const node = ensureNode(db, ensureSource(db, name, name), `${name}:8020`)
  const recorded = from?.times.length ?? 1
  for (let first = 0; first < days * atOnce; first += atOnce) {
    const samples = Array.from({ length: atOnce }, (_, offset): Sample => {
      const row = ((first + offset) % recorded) * metricCount
      const values = new Float64Array(columns.length).fill(Number.NaN)
      const states = new Uint8Array(columns.length).fill(status.missing)
      if (from !== undefined) {
        values.set(from.values.subarray(row, row + metricCount))
        states.set(from.status.subarray(row, row + metricCount))
      } else if (first + offset === 0) {
        values.fill(0, 0, metricCount)
        states.fill(status.ok, 0, metricCount)
      }
      return {
        time: month.from + (first + offset) * apart,
        break: null,
        haState: 'active',
        safeMode: false,
        interval: apart / 1000,
        values,
        status: states,
      }
    })
    db.transaction(() => insertSamples(db, node, samples))
    db.transaction(() => rebuildBuckets(db, node, samples[0]?.time ?? 0, samples.at(-1)?.time ?? 0))
  }
  db.close()
  return node
}
