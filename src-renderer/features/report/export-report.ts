// A report as a file on the reader's disk.
import { client } from '../../client.ts'
import { saveFile } from '../../components/save-file.ts'
import type { ExportRequest } from './export-choice.ts'

/**
 * Asks for a report as a file, times in a zone (IANA name), and hands it to the browser, which saves it under the name that
 * the core gave it. Throws what the call throws, among it NO_BROWSER where nothing can print a PDF.
 */
export async function exportReport(
  id: number,
  request: ExportRequest,
  zone: string,
  signal?: AbortSignal,
): Promise<void> {
  saveFile(await client.reports.export({ id, ...request, zone }, signal === undefined ? {} : { signal }))
}
