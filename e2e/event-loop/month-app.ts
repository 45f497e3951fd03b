// The app with a month of rows, and what its main thread was busy with in each phase of work, beside a process that does nothing.
import { once } from 'node:events'
import path from 'node:path'
import { fillMonth } from '../../bench/month.ts'
import { openReadable } from '../../src-main/core/store/database.ts'
import { readRows } from '../../src-main/core/store/samples.ts'
import { coreClient } from '../app/core-client.ts'
import { openApp } from '../app/open-app.ts'
import type { AppHost } from '../app/opened-app.ts'
import { preparedData } from '../app/prepared-data.ts'
import { recordingsFolder } from '../recordings.ts'
import { scratchFolder } from '../scratch-folder.ts'
import { phasesOf } from './at-work.ts'
import { busyDuring, idleProcess, measuring } from './busy-notes.ts'

/** Rows of the month, ms apart: as many points in the chart as with more of them. */
const apart = 60_000

/** Longest stretches (ms) that a main thread was busy for, one for each 100 ms. */
export interface Stretches {
  readonly own: readonly number[]
  /** Of a process that does nothing: what the machine makes everybody wait for. */
  readonly idle: readonly number[]
}

/** Does something with each phase of an app's work (at-work.ts), one after another; `goThrough` resolves with what was noted meanwhile. */
export async function eachPhase(
  host: AppHost,
  work: (phase: string, goThrough: () => Promise<Stretches>) => Promise<void>,
): Promise<void> {
  const data = await preparedData('imported')
  const scratch = scratchFolder()
  const db = openReadable(data.path)
  fillMonth(data.path, 'month', readRows(db, 1, 0, Number.MAX_SAFE_INTEGER), apart)
  db.close()
  const notes = path.join(scratch.path, 'notes.jsonl')
  const other = idleProcess(notes)
  try {
    await using app = await openApp(host, {
      dataFolder: data.path,
      env: measuring(notes),
      serveArguments: ['--import-root', recordingsFolder],
    })
    const core = coreClient(app)
    await core.settings.update({ 'model.epochs': 4 })
    const source = (await core.sources.list()).find(({ name }) => name === 'month')?.id ?? 0
    for (const [phase, go] of Object.entries(phasesOf(app, source))) {
      await work(phase, async () => {
        const [own = [], idle = []] = await busyDuring(notes, [app.corePid, other.pid ?? 0], go)
        return { own, idle }
      })
    }
  } finally {
    const gone = once(other, 'exit')
    other.kill()
    await gone
    data.remove()
    scratch.remove()
  }
}
