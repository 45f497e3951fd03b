// 30 days at 10 s (259,200 rows x 28, day-a's rows over and over) down to 600 values a series.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { metricCount } from '../../src-shared/metrics.ts'
import { headlessHost } from '../../src-main/cli/headless-host.ts'
import { createServices } from '../../src-main/core/services.ts'
import { openReadable } from '../../src-main/core/store/database.ts'
import { readRows } from '../../src-main/core/store/samples.ts'
import { readSeries } from '../../src-main/core/store/series.ts'
import { fillMonth, month } from '../month.ts'
import { type Table, interleaved } from '../table.ts'

/** What a reader without a pyramid does. */
function scan(db: ReturnType<typeof openReadable>, node: number): void {
  const rows = readRows(db, node, month.from, month.to)
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
    const node = fillMonth(folder, 'bench', readRows(db, 1, 0, Number.MAX_SAFE_INTEGER))
    const { to } = month
    const source = services.sources.list().find(({ name }) => name === 'bench')?.id
    const query = { source, node: undefined, from: month.from, to, points: 600 }
    const cases = await interleaved(9, {
      'all rows, minimum and maximum in JavaScript': () => scan(db, node),
      '30 days, 600 values a series, reading alone': () => {
        readSeries(db, node, month.from, to, 600)
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
      title: `Series: ${String(month.rows)} rows x ${String(metricCount)}; the aim for 30 days is 100 ms`,
      baseline: 'all rows, minimum and maximum in JavaScript',
      cases,
      facts: {},
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
