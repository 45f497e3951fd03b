// A report as a file on the reader's disk.
import type { ExportFormat } from '../../../src-shared/contract/reports.ts'
import { client } from '../../client.ts'

/** How long an address of a file lives on, so that the browser can begin to read it, ms. */
const addressLife = 60_000

/**
 * Asks for a report in a format, times in a zone (IANA name), and hands the file to the browser, which saves it under the name
 * that the core gave it. Throws what the call throws, among it NO_BROWSER where nothing can print a PDF.
 */
export async function exportReport(id: number, format: ExportFormat, zone: string): Promise<void> {
  const file = await client.reports.export({ id, format, zone })
  const address = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = address
  link.download = file.name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), addressLife)
}
