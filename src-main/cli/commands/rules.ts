// nnad rules: recording and alerting rules for Prometheus over nnad's own metrics.
import type { Command } from 'commander'
import { ruleFile } from '../../core/outflow/rule-file.ts'
import { screensUrl } from '../options.ts'
import { print, writeBytes } from '../terminal.ts'

export function addRules(nnad: Command): void {
  nnad
    .command('rules')
    .description('write recording and alerting rules for Prometheus over the metrics of nnad')
    .argument('[file]', 'rule file to write, - for standard output', '-')
    .option('--url <url>', 'address of nnad’s screens, for links to incidents', screensUrl)
    .addHelpText(
      'after',
      '\nExamples:\n  nnad rules --url https://nnad.example.org nnad.rules.yml && promtool check rules nnad.rules.yml\n  nnad rules',
    )
    .action(async (file: string, { url }: { url?: string }) => {
      await writeBytes(file, Buffer.from(ruleFile(url)))
      if (file !== '-') print(`Rules written to ${file}: name it under rule_files of Prometheus.`)
    })
}
