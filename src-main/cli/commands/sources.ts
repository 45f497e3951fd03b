// nnad sources: what is in the store.
import type { Command } from 'commander'
import { formatLocal, localZone } from '../../../src-shared/time.ts'
import { dataFolderOf, withServices } from '../session.ts'
import { figure, print, table, writeJson } from '../terminal.ts'

const time = (value: number | null): string => (value === null ? '–' : formatLocal(value))

export function addSources(nnad: Command): void {
  nnad
    .command('sources')
    .description('list sources, their nodes and what is stored of them')
    .option('--json <file>', 'write as JSON, - for standard output')
    .addHelpText('after', '\nExample:\n  nnad sources --json -')
    .action(async (options: { json?: string }, command: Command) => {
      await withServices(dataFolderOf(command), async (services) => {
        const sources = services.sources.list()
        if (options.json !== undefined) await writeJson(options.json, sources)
        if (options.json === '-') return
        if (sources.length === 0) {
          print('No sources yet: nnad import PATH brings the first one.')
          return
        }
        const rows = sources.flatMap((source) =>
          source.nodes.map((node) => [
            String(source.id),
            source.name,
            node.name,
            node.version ?? '–',
            node.haState,
            figure(node.documents),
            figure(node.samples),
            time(node.first),
            time(node.last),
          ]),
        )
        print(
          table([
            [
              'id',
              'source',
              'node',
              'Hadoop',
              'state',
              'documents',
              'rows',
              'first',
              `last (${localZone()})`,
            ],
            ...rows,
          ]),
        )
      })
    })
}
