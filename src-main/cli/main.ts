// The command line: one file per command, one place for errors and exit codes.
import { Command, CommanderError } from 'commander'
import { DeclaredError, errorKinds, errorText } from '../../src-shared/errors.ts'
import { addAnalyze } from './commands/analyze.ts'
import { addCheck } from './commands/check.ts'
import { addDoctor } from './commands/doctor.ts'
import { addExport } from './commands/export.ts'
import { addImport } from './commands/import.ts'
import { addRecord } from './commands/record.ts'
import { addReport } from './commands/report.ts'
import { addReset } from './commands/reset.ts'
import { addServe } from './commands/serve.ts'
import { addSources } from './commands/sources.ts'
import { addStart } from './commands/start.ts'
import { addTrain } from './commands/train.ts'
import { productVersion, usualDataFolder } from './headless-host.ts'

const about = `What happened on my HDFS NameNode, and who did it?

Times are epoch milliseconds, ISO 8601 (2026-02-24T21:00:00Z) or "YYYY-MM-DD HH:MM:SS" in local time;
ranges are FROM..TO.

Exit codes: 0 done, 2 wrong usage or input, 3 no data or no model, 4 unreadable input, 5 state or permission,
70 a bug, 130 cancelled.`

/** The program with all its commands. */
function program(): Command {
  const nnad = new Command('nnad')
    .description(about)
    .version(productVersion())
    .option('--data <dir>', 'folder of database, models and settings', usualDataFolder())
    .showHelpAfterError('(nnad --help and nnad COMMAND --help tell more)')
    .configureHelp({ showGlobalOptions: true })
    .exitOverride()
  const adders = [
    addStart,
    addAnalyze,
    addImport,
    addExport,
    addSources,
    addCheck,
    addTrain,
    addReport,
    addReset,
    addRecord,
    addServe,
    addDoctor,
  ]
  for (const add of adders) add(nnad)
  // Commander does not hand these settings down to commands that are added later.
  for (const command of nnad.commands) command.exitOverride().copyInheritedSettings(nnad)
  return nnad
}

function exitCodeOf(error: unknown): number {
  if (error instanceof DeclaredError) return errorKinds[error.code].exit
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  return 70
}

/** Runs one command line and sets the process's exit code. */
export async function main(argv: readonly string[]): Promise<void> {
  try {
    await program().parseAsync(argv)
  } catch (error) {
    process.exitCode = exitCodeOf(error)
    if (error instanceof CommanderError) return
    if (error instanceof DeclaredError) console.error(`nnad: ${error.message}`)
    else
      console.error(
        'nnad: this is a bug, please report it:',
        error instanceof Error ? error.stack : errorText(error),
      )
  }
}
