// nnad dashboard: a Grafana dashboard over nnad's own metrics.
import type { Command } from 'commander'
import { dashboard } from '../../core/outflow/dashboard.ts'
import { screensUrl } from '../options.ts'
import { print, writeJson } from '../terminal.ts'

export function addDashboard(nnad: Command): void {
  nnad
    .command('dashboard')
    .description('write a Grafana dashboard over the metrics of nnad')
    .argument('[file]', 'JSON file to write, - for standard output', '-')
    .option('--url <url>', 'address of nnad’s screens, for links to incidents and reports', screensUrl)
    .addHelpText(
      'after',
      '\nExamples:\n  nnad dashboard --url https://nnad.example.org nnad.dashboard.json\n  nnad dashboard',
    )
    .action(async (file: string, { url }: { url?: string }) => {
      await writeJson(file, dashboard(url))
      if (file !== '-') print(`Dashboard written to ${file}: Grafana takes it under Dashboards, New, Import.`)
    })
}
