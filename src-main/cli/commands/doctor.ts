// nnad doctor: does everything work on this machine?
import type { Command } from 'commander'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { doctorChecks } from '../../core/doctor/checks.ts'
import { productVersion } from '../headless-host.ts'
import { dataFolderOf } from '../session.ts'
import { print, table, writeJson } from '../terminal.ts'

export function addDoctor(nnad: Command): void {
  nnad
    .command('doctor')
    .description('check this machine: Node, database, engine, data folder')
    .option('--json <file>', 'write as JSON, - for standard output')
    .addHelpText('after', '\nExample:\n  nnad doctor --data ./case-4711')
    .action(async (options: { json?: string }, command: Command) => {
      const checks = await doctorChecks(dataFolderOf(command))
      if (options.json !== undefined) await writeJson(options.json, checks)
      if (options.json !== '-') {
        print(`nnad ${productVersion()}`)
        print(table(checks.map(({ name, ok, detail }) => [ok ? 'ok  ' : 'FAIL', name, detail])))
      }
      const failed = checks.filter((one) => !one.ok).map((one) => one.name)
      if (failed.length > 0) throw new DeclaredError('BROKEN', `Not working here: ${failed.join(', ')}.`)
    })
}
