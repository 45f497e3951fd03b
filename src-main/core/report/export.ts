// A report as a file: JSON, CSV, one HTML page, or that page printed.
import type { ExportFormat, SavedReport } from '../../../src-shared/contract/reports.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { dayText, isZone } from '../../../src-shared/zones.ts'
import { reportCsv } from './csv.ts'
import { reportPage } from './page/page.ts'

export interface ExportRequest {
  readonly format: ExportFormat
  /** IANA zone of the times in print and of the day in the file's name; UTC by default. */
  readonly zone?: string | undefined
}

export interface ReportFile {
  /** `nnad-report-12-2026-11-22.pdf`: the report's number and the day on which its window begins. */
  readonly name: string
  /** Media type. */
  readonly type: string
  readonly content: Uint8Array<ArrayBuffer>
}

const types: Readonly<Record<ExportFormat, string>> = {
  json: 'application/json',
  csv: 'text/csv; charset=utf-8',
  html: 'text/html; charset=utf-8',
  pdf: 'application/pdf',
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
  format: ExportFormat,
  zone: string,
  print: (html: string) => Promise<Uint8Array>,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)
  switch (format) {
    case 'json':
      return bytes(`${JSON.stringify(report, null, 1)}\n`)
    case 'csv':
      return bytes(reportCsv(report))
    case 'html':
      return bytes(reportPage(report, zone))
    case 'pdf':
      return new Uint8Array(await print(reportPage(report, zone)))
  }
}

/** Writes a report in a format. Throws BAD_INPUT for an unknown zone, and what `print` throws. */
export async function exportReport(
  report: SavedReport,
  request: ExportRequest,
  print: (html: string) => Promise<Uint8Array>,
): Promise<ReportFile> {
  const { format } = request
  const zone = zoneOf(request)
  return {
    name: `nnad-report-${String(report.id)}-${dayText(report.analysis.window.from, zone)}.${format}`,
    type: types[format],
    content: await contentOf(report, format, zone, print),
  }
}
