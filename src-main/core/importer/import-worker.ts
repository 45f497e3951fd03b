// Worker: reads dumps and stores them, on a database connection of its own.
import { statfs } from 'node:fs/promises'
import type { ImportSummary } from '../../../src-shared/contract/imports.ts'
import { receive } from '../report/file/receive.ts'
import { openDatabase } from '../store/database.ts'
import { serveTask } from '../worker/serve-task.ts'
import type { Task } from '../worker/task.ts'
import { AttachmentWriter } from './attachments/attachment-writer.ts'
import { importLimits } from './found-document.ts'
import { importLock } from './import-lock.ts'
import { countSkipped, newSummary } from './import-summary.ts'
import { Ingest } from './ingest.ts'
import { readAhead } from './read-ahead.ts'

export interface ImportInput {
  readonly dataFolder: string
  readonly paths: readonly string[]
  /** What the inputs are called in the summary (an upload's own name instead of its temporary file). */
  readonly names: readonly string[]
  /** Epoch ms: when reports that come with it were received. */
  readonly at: number
  /** Whose configuration, thread dumps and logs they are, where somebody said it. */
  readonly source?: number
}

export interface ImportProgress {
  /** Bytes of the input files, as they are on disk. */
  readonly done: number
  readonly total: number
}

export type ImportTask = Task<ImportInput, ImportProgress, ImportSummary>

/** Share of the free disk space that inflated content may come to once it is compressed again (25 times smaller). */
const expectedRatio = 25

async function diskBudget(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return Math.min(importLimits.maxBytes, bavail * bsize * expectedRatio * 0.9)
}

serveTask<ImportTask>(async (input, { signal, progress }) => {
  const lock = await importLock(input.dataFolder, signal)
  const db = openDatabase(input.dataFolder)
  try {
    const summary = newSummary(input.names)
    const ingest = new Ingest(db, summary)
    const attachments = new AttachmentWriter(db)
    const found = readAhead(input.paths, {
      signal,
      limits: { maxBytes: await diskBudget(input.dataFolder) },
      onSkipped: (part) => countSkipped(summary, part),
      onProgress: (done, total) => progress({ done, total }),
      onAttachment: (part) => attachments.take(part),
      onReport: ({ place, ...opened }) => {
        summary.reports.push({ place, ...receive(db, opened, input.at) })
      },
    })
    try {
      for await (const documents of found) ingest.add(documents)
    } finally {
      // What was read before a cancel or an error is kept, and is whole.
      ingest.finish()
      attachments.finish(summary, input.source)
    }
    return summary
  } finally {
    db.close()
    lock.release()
  }
})
