// The command line: one file per command, one place for errors and exit codes.
import { Command, CommanderError } from 'commander'
import { DeclaredError, errorKinds, errorText } from '../../src-shared/errors.ts'
import { productVersion, usualDataFolder } from './headless-host.ts'

const about = `What happened on my HDFS NameNode, and who did it?

Times are epoch milliseconds, ISO 8601 (2026-02-24T21:00:00Z) or "YYYY-MM-DD HH:MM:SS" in local time;
ranges are FROM..TO.

Exit codes: 0 done, 2 wrong usage or input, 3 no data or no model, 4 unreadable input, 5 state or permission,
70 a bug, 130 cancelled.`

/** Each command's own modules, in the order of the help. */
const commands: Readonly<Record<string, () => Promise<(nnad: Command) => void>>> = {
  start: async () => (await import('./commands/start.ts')).addStart,
  analyze: async () => (await import('./commands/analyze.ts')).addAnalyze,
  import: async () => (await import('./commands/import.ts')).addImport,
  fetch: async () => (await import('./commands/fetch.ts')).addFetch,
  export: async () => (await import('./commands/export.ts')).addExport,
  sources: async () => (await import('./commands/sources.ts')).addSources,
  check: async () => (await import('./commands/check.ts')).addCheck,
  train: async () => (await import('./commands/train.ts')).addTrain,
  report: async () => (await import('./commands/report.ts')).addReport,
  backup: async () => (await import('./commands/backup.ts')).addBackup,
  restore: async () => (await import('./commands/restore.ts')).addRestore,
  reset: async () => (await import('./commands/reset.ts')).addReset,
  record: async () => (await import('./commands/record.ts')).addRecord,
  serve: async () => (await import('./commands/serve.ts')).addServe,
  watch: async () => (await import('./commands/watch.ts')).addWatch,
  engine: async () => (await import('./commands/engine.ts')).addEngine,
  fleet: async () => (await import('./commands/fleet.ts')).addFleet,
  settings: async () => (await import('./commands/settings.ts')).addSettings,
  rules: async () => (await import('./commands/rules.ts')).addRules,
  dashboard: async () => (await import('./commands/dashboard.ts')).addDashboard,
  doctor: async () => (await import('./commands/doctor.ts')).addDoctor,
}

/** The first word of a command line that is neither an option nor an option's value. */
function commandNamed(args: readonly string[]): string | undefined {
  return args.find((arg, index) => !arg.startsWith('-') && args[index - 1] !== '--data')
}

/** The program with the command that is named, or with all of them where somebody asks which there are. */
async function programFor(args: readonly string[]): Promise<Command> {
  const nnad = new Command('nnad')
    .description(about)
    .version(productVersion())
    .option('--data <dir>', 'folder of database, models and settings', usualDataFolder())
    .showHelpAfterError('(nnad --help and nnad COMMAND --help tell more)')
    .configureHelp({ showGlobalOptions: true })
    .exitOverride()
  const named = commandNamed(args)
  const isKnown = named !== undefined && Object.hasOwn(commands, named)
  // Each brings much code: a start of nnad loads that of one, and of none to say its version.
  const isForVersion = named === undefined && args.some((arg) => arg === '--version' || arg === '-V')
  const loads = Object.entries(commands).filter(([name]) => (isKnown ? name === named : !isForVersion))
  for (const add of await Promise.all(loads.map(([, load]) => load()))) add(nnad)
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
    const nnad = await programFor(argv.slice(2))
    await nnad.parseAsync(argv)
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
