// Rows of day-a as the model gets them: through our own ETL, scaled by the hour that is trained on.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { metricCount } from '../src-shared/metrics.ts'
import { headlessHost } from '../src-main/cli/headless-host.ts'
import { fitScaler, profileValues, scaled } from '../src-main/core/etl/features.ts'
import type { Rows } from '../src-main/core/etl/rows.ts'
import { windowStarts } from '../src-main/core/etl/sequences.ts'
import { createServices } from '../src-main/core/services.ts'
import { openReadable } from '../src-main/core/store/database.ts'
import { readRows } from '../src-main/core/store/samples.ts'

/** Rows of an hour at 10 s: 331 windows of 30. */
const hourRows = 360

/** day-a's rows, [rows, 28] float32; the first hour's worth, which the scaling is fitted to, lies in [0, 1]. */
export interface DayRows {
  readonly all: Float32Array
  /** The first 360 rows: one unbroken stretch. */
  readonly hour: Float32Array
}

/** day-a's rows as the store keeps them: the recording is imported into a folder of its own and read back. */
export async function readDayA(): Promise<Rows> {
  const folder = mkdtempSync(path.join(tmpdir(), 'nnad-bench-'))
  try {
    const services = await createServices(headlessHost(folder))
    await services.imports.start(['bench/recordings/day-a.jsonl.zst']).outcome
    await services.close()
    const db = openReadable(folder)
    const rows = readRows(db, 1, 0, Number.MAX_SAFE_INTEGER)
    db.close()
    return rows
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** day-a, scaled by its first hour's worth of rows. */
export async function dayRows(): Promise<DayRows> {
  const rows = await readDayA()
  const first = [...rows.times.keys()].slice(0, hourRows)
  const length = first.length
  if (!windowStarts(rows, length).includes(0)) throw new Error(`The first ${length} rows must be unbroken.`)
  const values = profileValues('default', rows)
  const all = scaled(values, fitScaler(values, first))
  return { all, hour: all.slice(0, hourRows * metricCount) }
}
