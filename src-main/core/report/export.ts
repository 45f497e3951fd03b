// A report as a file: JSON, CSV, one HTML page, that page printed, or a file for another nnad.
import type { ExportFormat, Paper, RedactionKind, SavedReport } from '../../../src-shared/contract/reports.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { dayText, isZone } from '../../../src-shared/zones.ts'
import { reportCsv } from './csv.ts'
import { reportFile } from './file/report-file.ts'
import { reportPage } from './page/page.ts'
import { redacted, redactionOf } from './redaction.ts'

export interface ExportRequest {
  readonly format: ExportFormat
  /** IANA zone of the times in print and of the day in the file's name; UTC by default. */
  readonly zone?: string | undefined
  /** The sheet of the PDF; A4 by default. */
  readonly paper?: Paper | undefined
  /** Kinds of names to replace, with a comma between: hosts, users, paths. */
  readonly redact?: string | undefined
}

export interface ReportFile {
  /** `nnad-report-12-2026-11-22.pdf`: the report's number and the day on which its window begins. */
  readonly name: string
  /** Media type. */
  readonly type: string
  readonly content: Uint8Array<ArrayBuffer>
}

/** What an export needs of its host. */
export interface ExportTools {
  /** A page as PDF. */
  readonly print: (html: string) => Promise<Uint8Array>
  /** The version of nnad that a report file names. */
  readonly appVersion: string
}

const types: Readonly<Record<ExportFormat, string>> = {
  json: 'application/json',
  csv: 'text/csv; charset=utf-8',
  html: 'text/html; charset=utf-8',
  pdf: 'application/pdf',
  nnreport: 'application/x-nnad-report',
}

function zoneOf({ zone = 'UTC' }: ExportRequest): string {
  if (isZone(zone)) return zone
  throw new DeclaredError(
    'BAD_INPUT',
    `Wanted a time zone by its IANA name, such as Europe/Berlin or UTC, got "${zone}".`,
  )
}

async function contentOf(
  report: SavedReport,
  { format, paper }: ExportRequest,
  { zone, redaction }: { readonly zone: string; readonly redaction: readonly RedactionKind[] },
  { print, appVersion }: ExportTools,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)
  switch (format) {
    case 'json':
      return bytes(`${JSON.stringify(report, null, 1)}\n`)
    case 'csv':
      return bytes(reportCsv(report))
    case 'html':
      return bytes(reportPage(report, zone, { paper, redaction }))
    case 'pdf':
      return new Uint8Array(await print(reportPage(report, zone, { paper, redaction })))
    case 'nnreport':
      return reportFile(report, appVersion)
  }
}

/** Writes a report in a format. Throws BAD_INPUT for an unknown zone or redaction, and what printing throws. */
export async function exportReport(
  report: SavedReport,
  request: ExportRequest,
  tools: ExportTools,
): Promise<ReportFile> {
  const { format } = request
  const zone = zoneOf(request)
  const redaction = redactionOf(request.redact)
  const shown = redaction.length === 0 ? report : redacted(report, redaction).report
  return {
    name: `nnad-report-${String(report.id)}-${dayText(report.analysis.window.from, zone)}.${format}`,
    type: types[format],
    content: await contentOf(shown, request, { zone, redaction }, tools),
  }
}
