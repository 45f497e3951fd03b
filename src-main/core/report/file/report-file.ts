// A report as one file for a colleague's nnad (.nnreport): gzip of JSON, complete in itself.
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import zlib from 'node:zlib'
import { z } from 'zod'
import { Report, type SavedReport } from '../../../../src-shared/contract/reports.ts'

/** What the file says of itself, before all else. */
export const reportFormat = 'nnad-report'
/** Raised when a field changes its meaning or goes; new fields do not raise it. */
export const reportFileVersion = 1

/** How the names of such files end. */
export const reportEnding = '.nnreport'

/** The report as it was kept, under the number that it had there. */
const SentReport = Report.extend({ id: z.number().int(), note: z.string() })
export type SentReport = z.infer<typeof SentReport>

export const ReportFile = z.object({
  format: z.literal(reportFormat),
  version: z.literal(reportFileVersion),
  /** Version of the nnad that wrote the file. */
  app: z.string(),
  /** Whose data it is of; by the key its source is found elsewhere. */
  source: z.object({ name: z.string(), key: z.string() }),
  report: SentReport,
})

const gzip = promisify(zlib.gzip)

/** Writes the file; `app` is the version that writes it. */
export async function reportFile(report: SavedReport, app: string): Promise<Uint8Array<ArrayBuffer>> {
  const { name, key } = report.analysis.source
  const file: z.input<typeof ReportFile> = {
    format: reportFormat,
    version: reportFileVersion,
    app,
    source: { name, key },
    report,
  }
  return new Uint8Array(await gzip(JSON.stringify(file)))
}

/** The same text for the same report, under whatever numbers it and its source are kept (SHA-256, hex). */
export function fingerprintOf(report: SentReport): string {
  const { analysis, ...rest } = SentReport.parse(report)
  const same = { ...rest, id: 0, analysis: { ...analysis, source: { ...analysis.source, id: 0 } } }
  return createHash('sha256').update(JSON.stringify(same)).digest('hex')
}
