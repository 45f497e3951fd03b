// Imports as a service: starts them, keeps their history.
import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { type Import, ImportSummary } from '../../../src-shared/contract/imports.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import type { Host } from '../host.ts'
import type { JobContext, Jobs, StartedJob } from '../jobs.ts'
import { packageRoot } from '../package-root.ts'
import { isReportName, isReportReason } from '../report/file/read-report-file.ts'
import type { WritableDatabase } from '../store/database.ts'
import { finishImport, insertImport, listImports } from '../store/imports.ts'
import { getSource } from '../store/sources.ts'
import { runTask, workerFile } from '../worker/task.ts'
import { isUnplaced } from './attachments/placing.ts'
import { newSummary } from './import-summary.ts'
import type { ImportTask } from './import-worker.ts'

const importWorker = workerFile('import-worker', import.meta.url)

/** Characters of names that stand for an import; more are counted. */
const subjectLength = 100

/** `a.jsonl, b.zip and 3 more`: the names of files without their folders. */
function subjectOf(names: readonly string[]): string {
  let subject = ''
  for (const [index, name] of names.entries()) {
    const next = index === 0 ? path.basename(name) : `${subject}, ${path.basename(name)}`
    if (index > 0 && next.length > subjectLength) return `${subject} and ${String(names.length - index)} more`
    subject = next
  }
  return subject
}

const sampleFile = (): string => path.join(packageRoot(), 'assets', 'sample', 'sample.jsonl.zst')

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
   * Starts importing files or folders. `names` stand for them in the history; `source` is whose configuration, thread dumps and
   * logs they are. Throws NOT_FOUND at once for a source that is not there. The outcome rejects with UNREADABLE where no path
   * holds a single /jmx document, file of evidence or report, BAD_INPUT where only `source` could tell whose that is.
   */
  start(paths: readonly string[], names: readonly string[] = paths, source?: number): StartedJob<Import> {
    if (source !== undefined) getSource(this.#db, source)
    return this.#jobs.start({
      kind: 'import',
      subject: subjectOf(names),
      work: (context) => this.#run(paths, names, source, context),
      describe: resultOf,
    })
  }

  /** Starts importing the recording that comes with the product. Throws at once UNREADABLE where it is missing. */
  sample(file = sampleFile()): StartedJob<Import> {
    if (existsSync(file)) return this.start([file], [path.basename(file)])
    throw new DeclaredError(
      'UNREADABLE',
      `The sample recording is missing from this installation (${file}): install nnad again, or import a dump of your own.`,
    )
  }

  async #run(
    paths: readonly string[],
    names: readonly string[],
    source: number | undefined,
    context: JobContext,
  ): Promise<Import> {
    for (const one of paths) await mustExist(one)
    const startedAt = this.#host.clock.now()
    const id = insertImport(this.#db, startedAt, JSON.stringify(newSummary(names)))
    const resolved = paths.map((one) => path.resolve(one))
    const chosen = source === undefined ? {} : { source }
    const input = { dataFolder: this.#host.dataFolder, paths: resolved, names, at: startedAt, ...chosen }
    const summary = await runTask<ImportTask>(importWorker, input, {
      signal: context.signal,
      onProgress: ({ done, total }) => context.progress({ done, total, unit: 'bytes' }),
    })
    const finishedAt = this.#host.clock.now()
    finishImport(this.#db, id, finishedAt, JSON.stringify(summary))
    if (isEmpty(summary) && summary.reports.length === 0) throw nothingFound(names, summary)
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

/** Whether nothing of a NameNode came in. */
const isEmpty = ({ found, attachments }: ImportSummary): boolean => found === 0 && attachments.length === 0

/** What came of it: a report that came alone is what people want to see. */
function resultOf({ id, summary }: Import): { readonly kind: 'import' | 'report'; readonly id: string } {
  const [report, ...others] = summary.reports
  return report !== undefined && others.length === 0 && isEmpty(summary)
    ? { kind: 'report', id: String(report.id) }
    : { kind: 'import', id: String(id) }
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
  const unplaced = summary.skipped.find(({ reason }) => isUnplaced(reason))
  if (unplaced !== undefined) return new DeclaredError('BAD_INPUT', `${unplaced.place}: ${unplaced.reason}.`)
  const report = summary.skipped.find(({ place, reason }) => isReportReason(reason) || isReportName(place))
  if (report !== undefined) return new DeclaredError('UNREADABLE', `${report.place}: ${report.reason}.`)
  const reasons = summary.skipped.slice(0, 3).map(({ place, reason }) => `${place}: ${reason}`)
  return new DeclaredError(
    'UNREADABLE',
    `No /jmx document was found in ${names.join(', ')}. Wanted what a NameNode serves at /jmx ({"beans": […]}), as one ` +
      `document, a JSON array or JSON lines, plain or in gz, zst, zip, tar.gz; beside it configuration, thread dumps and logs.${reasons.length > 0 ? ` ${reasons.join('; ')}.` : ''}`,
    { skipped: reasons },
  )
}
