// nnad report: saved reports, listed, shown, or written as files.
import { type Command, Option } from 'commander'
import { type ExportFormat, type Paper, exportFormats, papers } from '../../../src-shared/contract/reports.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { formatLocal } from '../../../src-shared/time.ts'
import type { Services } from '../../core/services.ts'
import { analysisText } from '../analysis-text.ts'
import { count } from '../options.ts'
import { dataFolderOf, withServices } from '../session.ts'
import { print, table, writeBytes, writeJson } from '../terminal.ts'

/** Reports that the list shows. */
const shown = 100

type Files = Readonly<Partial<Record<ExportFormat, string>>>
type Options = Files & { readonly zone?: string; readonly paper?: Paper; readonly redact?: string }

const examples = `
Examples:
  nnad report
  nnad report 3
  nnad report 3 --json report-3.json
  nnad report 3 --pdf report-3.pdf --zone Europe/Berlin
  nnad report 3 --html report-3.html --csv report-3.csv
  nnad report 3 --nnreport report-3.nnreport
  nnad report 3 --pdf report-3.pdf --paper letter --redact hosts,users,paths

A PDF is printed by Chrome, Chromium or Edge; NNAD_BROWSER names one elsewhere.`

async function listReports(services: Services, files: Files): Promise<void> {
  const wanted = exportFormats.find((format) => format !== 'json' && files[format] !== undefined)
  if (wanted !== undefined) {
    throw new DeclaredError(
      'BAD_INPUT',
      `Wanted the id of the report to write with --${wanted}, got none: "nnad report" lists them.`,
    )
  }
  const heads = services.reports.list(shown)
  if (files.json !== undefined) await writeJson(files.json, heads)
  if (files.json === '-') return
  if (heads.length === 0) {
    print('No reports yet: nnad analyze --window FROM..TO makes the first one.')
    return
  }
  const rows = heads.map((head) => [
    String(head.id),
    formatLocal(head.createdAt),
    String(head.incidents),
    head.title,
  ])
  print(table([['id', 'made', 'incidents', 'title'], ...rows]))
}

/** Says what the files will have in the place of names, before they are written: beside what goes to standard output. */
function showReplacements(services: Services, id: number, redact: string): void {
  const replacements = services.reports.redaction(id, redact)
  if (replacements.length === 0) {
    console.error('No name of these kinds is in the report: nothing is replaced.')
    return
  }
  const rows = replacements.map(({ kind, from, to, count }) => [kind, from, to, String(count)])
  console.error(table([['kind', 'name', 'replaced by', 'places'], ...rows]))
}

/** Writes a report in each format that has a file; Ctrl+C ends a print under way. */
async function writeFiles(services: Services, id: number, options: Options): Promise<void> {
  const interrupt = new AbortController()
  const stop = (): void => interrupt.abort()
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  try {
    for (const format of exportFormats) {
      const file = options[format]
      if (file === undefined) continue
      const { zone, paper, redact } = options
      const request = { format, zone, paper, redact }
      await writeBytes(file, (await services.reports.export(id, request, interrupt.signal)).content)
    }
  } finally {
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
  }
}

async function showReport(services: Services, id: number, options: Options): Promise<void> {
  const { analysis } = services.reports.get(id)
  const isWritten = exportFormats.some((format) => options[format] !== undefined)
  if (isWritten && options.redact !== undefined) showReplacements(services, id, options.redact)
  await writeFiles(services, id, options)
  if (exportFormats.every((format) => options[format] !== '-')) print(analysisText(analysis))
}

export function addReport(nnad: Command): void {
  nnad
    .command('report')
    .description('list saved reports, show one, or write it as a file')
    .argument('[id]', 'report to show', count)
    .option('--json <file>', 'write the list or the whole report as JSON, - for standard output')
    .option('--html <file>', 'write the report as one HTML page that needs nothing else')
    .option('--pdf <file>', 'write the report as PDF')
    .option('--csv <file>', "write the report's rows with their scores as CSV")
    .option('--nnreport <file>', 'write the report for another nnad, which imports it')
    .addOption(new Option('--zone <zone>', 'zone of the times in HTML and PDF').default('UTC'))
    .addOption(
      new Option('--paper <size>', 'sheet of the PDF; by default as the setting report.paper says').choices(
        papers,
      ),
    )
    .option('--redact <kinds>', 'replace names of hosts, users, paths (with commas) in the files')
    .addHelpText('after', examples)
    .action(async (id: number | undefined, options: Options, command: Command) => {
      await withServices(dataFolderOf(command), (services) =>
        id === undefined ? listReports(services, options) : showReport(services, id, options),
      )
    })
}
