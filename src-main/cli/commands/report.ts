// nnad report: saved reports.
import type { Command } from 'commander'
import { formatLocal } from '../../../src-shared/time.ts'
import { analysisText } from '../analysis-text.ts'
import { count } from '../options.ts'
import { dataFolderOf, withServices } from '../session.ts'
import { print, table, writeJson } from '../terminal.ts'

/** Reports that the list shows. */
const shown = 100

export function addReport(nnad: Command): void {
  nnad
    .command('report')
    .description('list saved reports, or show one')
    .argument('[id]', 'report to show', count)
    .option('--json <file>', 'write the list or the whole report as JSON, - for standard output')
    .addHelpText('after', '\nExamples:\n  nnad report\n  nnad report 3\n  nnad report 3 --json report-3.json')
    .action(async (id: number | undefined, options: { json?: string }, command: Command) => {
      await withServices(dataFolderOf(command), async (services) => {
        const wanted = id === undefined ? services.reports.list(shown) : services.reports.get(id)
        if (options.json !== undefined) await writeJson(options.json, wanted)
        if (options.json === '-') return
        if ('analysis' in wanted) print(analysisText(wanted.analysis))
        else if (wanted.length === 0)
          print('No reports yet: nnad analyze --window FROM..TO makes the first one.')
        else {
          const rows = wanted.map((head) => [
            String(head.id),
            formatLocal(head.createdAt),
            String(head.incidents),
            head.title,
          ])
          print(table([['id', 'made', 'incidents', 'title'], ...rows]))
        }
      })
    })
}
