// nnad check: stretches of a baseline that do not look like the rest, before a model learns them as normal.
import type { Command } from 'commander'
import type { BaselineCheck } from '../../../src-shared/contract/models.ts'
import type { Profile } from '../../../src-shared/profiles.ts'
import { type TimeRange, formatLocal } from '../../../src-shared/time.ts'
import { leaveOutOption, profileOption, rangesArgument } from '../options.ts'
import { dataFolderOf, outcomeOf, sourceNamed, withServices } from '../session.ts'
import { figure, print, table, writeJson } from '../terminal.ts'

interface Options {
  readonly baseline: readonly TimeRange[]
  readonly leaveOut?: readonly TimeRange[]
  readonly source?: string
  readonly node?: string
  readonly profile?: Profile
  readonly json?: string
}

function checkText({ node, windows, parts, stretches }: BaselineCheck): string {
  const basis = `${node}: ${figure(windows)} windows in ${String(parts)} parts, each scored by a model of the others.`
  if (stretches.length === 0) return `${basis}\nAll of it looks alike.`
  const rows = stretches.map(({ from, to, ratio, metrics }) => [
    `${formatLocal(from)}..${formatLocal(to)}`,
    `${figure(ratio)} times`,
    metrics.join(', '),
  ])
  return `${basis}\n${table([['unlike the rest (--leave-out)', 'usual score', 'most by'], ...rows])}`
}

export function addCheck(nnad: Command): void {
  nnad
    .command('check')
    .description('find stretches of a baseline that do not look like the rest, by cross-validation')
    .requiredOption('--baseline <from..to>', 'healthy time; may be given several times', rangesArgument)
    .addOption(leaveOutOption())
    .option('--source <source>', 'id, name or key; by default the one with the latest data')
    .option('--node <host:port>', 'by default the one with the most active rows')
    .addOption(profileOption())
    .option('--json <file>', 'write the result as JSON, - for standard output')
    .addHelpText('after', '\nExample:\n  nnad check --baseline "2026-02-24 21:00:00..2026-02-24 23:00:00"')
    .action(async (options: Options, command: Command) => {
      await withServices(dataFolderOf(command), async (services) => {
        const job = services.models.check({
          source: sourceNamed(services, options.source),
          node: options.node,
          ranges: options.baseline,
          leaveOut: options.leaveOut,
          profile: options.profile,
        })
        const check = await outcomeOf(services, job, 'Checking')
        if (options.json !== undefined) await writeJson(options.json, check)
        if (options.json !== '-') print(checkText(check))
      })
    })
}
