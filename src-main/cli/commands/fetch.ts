// nnad fetch: the history of NameNodes out of a Prometheus-compatible engine into the store.
import type { Command } from 'commander'
import type { FetchSummary, FetchedNode } from '../../../src-shared/contract/fetches.ts'
import { parseTime } from '../../../src-shared/time.ts'
import { engineNamed } from '../engine-named.ts'
import { duration } from '../options.ts'
import { dataFolderOf, outcomeOf, withServices } from '../session.ts'
import { figure, print, writeJson } from '../terminal.ts'

interface Options {
  readonly engine?: string
  readonly from: string
  readonly to: string
  readonly node?: readonly string[]
  readonly step?: number
  readonly json?: string
}

function nodeText({ instance, sourceId, documents, already, gaps, requests, warnings }: FetchedNode): string {
  const where = sourceId === null ? '' : ` (source ${String(sourceId)})`
  const facts = `${figure(documents)} documents fetched, ${figure(already)} were there already`
  return [
    `${instance}${where}: ${facts}; ${figure(gaps)} gaps; ${figure(requests)} requests`,
    ...warnings.map((warning) => `  ${warning}`),
  ].join('\n')
}

/** What a fetch brought, in plain words. */
function fetchText({ nodes }: FetchSummary): string {
  return nodes.length === 0 ? 'The engine has no NameNodes.' : nodes.map(nodeText).join('\n')
}

export function addFetch(nnad: Command): void {
  nnad
    .command('fetch')
    .description(
      'fetch a range of NameNodes out of a Prometheus-compatible engine; what is here already is not asked for again',
    )
    .option('--engine <engine>', 'id or name; by default the only one')
    .requiredOption('--from <time>', 'first time to fetch')
    .requiredOption('--to <time>', 'last time to fetch')
    .option('--node <instance...>', 'values of the label instance; by default all NameNodes that are found')
    .option('--step <duration>', 'time between documents, such as 5m; by default every scrape', duration)
    .option('--json <file>', 'write the summary as JSON, - for standard output')
    .addHelpText(
      'after',
      `
A fetch that was stopped, by Ctrl+C or an engine that went away, goes on where it was when it is started again.

Examples:
  nnad fetch --from "2026-02-24 20:00:00" --to "2026-02-24 23:00:00"
  nnad fetch --engine mimir --from 2026-02-01T00:00:00Z --to 2026-02-08T00:00:00Z --node nn1:9404 nn2:9404`,
    )
    .action(async (options: Options, command: Command) => {
      await withServices(dataFolderOf(command), async (services) => {
        const [from, to] = [parseTime(options.from, '--from'), parseTime(options.to, '--to')]
        const { id } = await engineNamed(services, options.engine)
        const job = services.fetches.start({
          engine: id,
          instances: options.node,
          from,
          to,
          step: options.step,
        })
        const summary = await outcomeOf(services, job, 'Fetching')
        if (options.json !== undefined) await writeJson(options.json, summary)
        if (options.json !== '-') print(fetchText(summary))
      })
    })
}
