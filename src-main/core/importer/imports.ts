// Imports as a service: starts them, keeps their history.
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { type Import, ImportSummary } from '../../../src-shared/contract/imports.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import type { Host } from '../host.ts'
import type { JobContext, Jobs, StartedJob } from '../jobs.ts'
import type { WritableDatabase } from '../store/database.ts'
import { finishImport, insertImport, listImports } from '../store/imports.ts'
import { runTask, workerFile } from '../worker/task.ts'
import { newSummary } from './import-summary.ts'
import type { ImportTask } from './import-worker.ts'

const importWorker = workerFile('import-worker', import.meta.url)

export class Imports {
  readonly #db: WritableDatabase
  readonly #host: Host
  readonly #jobs: Jobs

  constructor(db: WritableDatabase, host: Host, jobs: Jobs) {
    this.#db = db
    this.#host = host
    this.#jobs = jobs
  }

  /**
   * Starts importing files or folders. `names` stand for them in the history. The outcome rejects with UNREADABLE where no path holds a single /jmx document.
   */
  start(paths: readonly string[], names: readonly string[] = paths): StartedJob<Import> {
    return this.#jobs.start(
      'import',
      (context) => this.#run(paths, names, context),
      ({ id }) => ({ kind: 'import', id: String(id) }),
    )
  }

  async #run(paths: readonly string[], names: readonly string[], context: JobContext): Promise<Import> {
    for (const one of paths) await mustExist(one)
    const startedAt = this.#host.clock.now()
    const id = insertImport(this.#db, startedAt, JSON.stringify(newSummary(names)))
    const input = { dataFolder: this.#host.dataFolder, paths: paths.map((one) => path.resolve(one)), names }
    const summary = await runTask<ImportTask>(importWorker, input, {
      signal: context.signal,
      onProgress: ({ done, total }) => context.progress({ done, total, unit: 'bytes' }),
    })
    const finishedAt = this.#host.clock.now()
    finishImport(this.#db, id, finishedAt, JSON.stringify(summary))
    if (summary.found === 0) throw nothingFound(names, summary)
    return { id, startedAt, finishedAt, summary }
  }

  /** The latest imports, newest first. */
  list(limit: number): Import[] {
    return listImports(this.#db, limit).map((row) => ({
      ...row,
      summary: ImportSummary.parse(JSON.parse(row.summary)),
    }))
  }
}

async function mustExist(file: string): Promise<void> {
  await stat(file).catch((cause: unknown) => {
    throw new DeclaredError(
      'UNREADABLE',
      `${file} cannot be read: check that the path is right and that you may read it.`,
      {},
      { cause },
    )
  })
}

function nothingFound(names: readonly string[], summary: ImportSummary): DeclaredError {
  const reasons = summary.skipped.slice(0, 3).map(({ place, reason }) => `${place}: ${reason}`)
  return new DeclaredError(
    'UNREADABLE',
    `No /jmx document was found in ${names.join(', ')}. Wanted what a NameNode serves at /jmx ({"beans": […]}), as one ` +
      `document, a JSON array or JSON lines, plain or in gz, zst, zip, tar.gz.${reasons.length > 0 ? ` ${reasons.join('; ')}.` : ''}`,
    { skipped: reasons },
  )
}
