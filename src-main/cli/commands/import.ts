// nnad import: recorded dumps into the store.
import type { Command } from 'commander'
import type { Import } from '../../../src-shared/contract/imports.ts'
import { attachmentText } from '../../../src-shared/attachment-text.ts'
import { formatLocal, localZone } from '../../../src-shared/time.ts'
import { dataFolderOf, outcomeOf, sourceNamed, withServices } from '../session.ts'
import { figure, print, writeJson } from '../terminal.ts'

/** Skipped parts that are printed; `--json` has up to 1000. */
const printed = 20

const origins = {
  wrapper: 'their wrappers',
  runtime: 'the NameNode’s clock (StartTime + Uptime)',
  name: 'the files’ names',
  file: 'the files’ own times',
} as const

/** What an import did, in plain words. */
export function importText({ summary }: Import): string {
  const { found, added, duplicates, rows, sources, skipped, skippedCount, timeFrom } = summary
  const times = Object.entries(origins)
    .filter(([origin]) => timeFrom[origin as keyof typeof origins] > 0)
    .map(([, text]) => text)
  const range =
    summary.from === null || summary.to === null
      ? ''
      : `, ${formatLocal(summary.from)} to ${formatLocal(summary.to)}`
  const documents = [
    `${figure(found)} documents found${range}; times from ${times.join(' and ')}`,
    `${figure(added)} added, ${figure(duplicates)} were there already; ${figure(rows)} new rows`,
  ]
  return [
    ...(found > 0 ? documents : []),
    ...sources.map(({ id, name, nodes }) => `source ${String(id)} ${name}: ${nodes.join(', ')}`),
    ...summary.attachments.map((one) => attachmentText(one, localZone())),
    ...summary.reports.map(
      ({ id, title, known }) => `report ${String(id)} ${title}${known ? ' (was here before)' : ''}`,
    ),
    ...(skippedCount > 0 ? [`${figure(skippedCount)} parts skipped:`] : []),
    ...skipped.slice(0, printed).map(({ place, reason }) => `  ${place}: ${reason}`),
    ...(skippedCount > printed ? ['  …'] : []),
  ].join('\n')
}

export function addImport(nnad: Command): void {
  nnad
    .command('import')
    .description(
      'import recorded /jmx dumps: JSON, JSON lines, folders, .gz, .zst, .zip, .tar.gz; with them configuration, thread dumps and logs; reports of others (.nnreport)',
    )
    .argument('<path...>', 'files or folders')
    .option(
      '--source <source>',
      'id, name or key of whose configuration and logs these are; asked for where it is not plain',
    )
    .option('--json <file>', 'write the summary as JSON, - for standard output')
    .addHelpText(
      'after',
      '\nExamples:\n  nnad import day.jsonl.gz\n  nnad import dumps/ nn2.zip --data ./case-4711' +
        '\n  nnad import hdfs-audit.log.gz hdfs-site.xml --source nn1.lab',
    )
    .action(async (paths: string[], options: { json?: string; source?: string }, command: Command) => {
      await withServices(dataFolderOf(command), async (services) => {
        const job = services.imports.start(paths, paths, sourceNamed(services, options.source))
        const done = await outcomeOf(services, job, 'Importing')
        if (options.json !== undefined) await writeJson(options.json, done.summary)
        if (options.json !== '-') print(importText(done))
      })
    })
}
