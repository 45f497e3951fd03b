// nnad fleet: every NameNode of an engine over one window, the most severe first.
import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Fleet, FleetBaseline } from '../../../src-shared/contract/fleets.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import type { StartedFleet } from '../../core/fleet/fleets.ts'
import type { Services } from '../../core/services.ts'
import { engineNamed } from '../engine-named.ts'
import { fleetText, fleetsText } from '../fleet-text.ts'
import { count, rangeArgument } from '../options.ts'
import { dataFolderOf, outcomeOf, withServices } from '../session.ts'
import { print, writeJson } from '../terminal.ts'

interface Output {
  readonly json?: string
  readonly top: number
}

interface Options extends Output {
  readonly engine?: string
  readonly window?: TimeRange
  readonly baseline: FleetBaseline
  readonly node?: readonly string[]
  readonly keepData: boolean
}

/** `same-hours-last-week`, `hours-before:24` or FROM..TO. */
function baselineArgument(text: string): FleetBaseline {
  if (text === 'same-hours-last-week') return { kind: text }
  const [, hours] = /^hours-before:([1-9]\d{0,3})$/.exec(text) ?? []
  if (hours !== undefined && Number(hours) <= 2160) return { kind: 'hours-before', hours: Number(hours) }
  if (text.includes('..')) return { kind: 'range', ...rangeArgument(text) }
  throw new InvalidArgumentError(
    `Wanted same-hours-last-week, hours-before:N (2160 at most) or FROM..TO, got "${text}".`,
  )
}

const several = (text: string, before: readonly string[] | undefined): readonly string[] => [
  ...(before ?? []),
  text,
]

/** Prints a run; throws UNREADABLE where some NameNodes could not be judged. */
async function tell(fleet: Fleet, { json, top }: Output): Promise<void> {
  if (json !== undefined) await writeJson(json, fleet)
  if (json !== '-') print(fleetText(fleet, top))
  if (fleet.failed === 0) return
  throw new DeclaredError(
    'UNREADABLE',
    `${String(fleet.failed)} of ${String(fleet.nodes)} NameNodes could not be judged; their rows say why. ` +
      `"nnad fleet resume ${String(fleet.id)}" tries them again.`,
  )
}

async function follow(services: Services, started: StartedFleet, output: Output): Promise<void> {
  const fleet = await outcomeOf(services, started, `Fleet run ${String(started.fleet)}`).catch(
    (error: unknown) => {
      const way = `Fleet run ${String(started.fleet)} can be resumed: nnad fleet resume ${String(started.fleet)}`
      console.error(way)
      throw error
    },
  )
  await tell(fleet, output)
}

function withOutput(command: Command): Command {
  return command
    .option('--top <n>', 'lines of the table', count, 50)
    .option('--json <file>', 'write the run with all its NameNodes as JSON, - for standard output')
}

function addList(fleet: Command): void {
  fleet
    .command('list')
    .description('runs, newest first')
    .action(async (_: object, command: Command) => {
      await withServices(dataFolderOf(command), ({ fleets }) => {
        print(fleetsText(fleets.list(100)))
        return Promise.resolve()
      })
    })
}

function addShow(fleet: Command): void {
  withOutput(fleet.command('show').description('the results of a run'))
    .argument('<id>', 'as nnad fleet list shows it', count)
    .action(async (id: number, _: object, command: Command) => {
      await withServices(dataFolderOf(command), ({ fleets }) =>
        tell(fleets.get(id), command.optsWithGlobals<Output>()),
      )
    })
}

function addResume(fleet: Command): void {
  withOutput(
    fleet.command('resume').description('go on with a run that was stopped, or try failed NameNodes again'),
  )
    .argument('<id>', 'as nnad fleet list shows it', count)
    .action(async (id: number, _: object, command: Command) => {
      await withServices(dataFolderOf(command), (services) =>
        follow(services, services.fleets.resume(id), command.optsWithGlobals<Output>()),
      )
    })
}

function addReport(fleet: Command): void {
  fleet
    .command('report')
    .description('make a report on a NameNode of a run; nnad report exports it')
    .argument('<id>', 'as nnad fleet list shows it', count)
    .argument('<namenode>', 'as the run’s table shows it')
    .action(async (id: number, instance: string, _: object, command: Command) => {
      await withServices(dataFolderOf(command), async (services) => {
        const made = await outcomeOf(services, services.fleets.report(id, instance), 'Reporting')
        print(`Report ${String(made.id)}: ${made.report.title}`)
      })
    })
}

function addRemove(fleet: Command): void {
  fleet
    .command('remove')
    .description('delete the results of a run; what was fetched and its reports stay')
    .argument('<id>', 'as nnad fleet list shows it', count)
    .action(async (id: number, _: object, command: Command) => {
      await withServices(dataFolderOf(command), ({ fleets }) => {
        fleets.remove(id)
        print(`Fleet run ${String(id)} removed.`)
        return Promise.resolve()
      })
    })
}

export function addFleet(nnad: Command): void {
  const fleet = withOutput(
    nnad
      .command('fleet')
      .description('judge every NameNode of an engine over a window, the most severe first'),
  )
    .option('--engine <engine>', 'id or name, as nnad engine list shows it')
    .option('--window <from..to>', 'suspected time', rangeArgument)
    .addOption(
      new Option(
        '--baseline <rule>',
        'what each model learns: same-hours-last-week, hours-before:N or FROM..TO',
      )
        .argParser(baselineArgument)
        .default({ kind: 'same-hours-last-week' }, 'same-hours-last-week'),
    )
    .option('--node <instance>', 'only this NameNode; may be given several times', several)
    .option('--no-keep-data', 'remove what is fetched of NameNodes that were not here before')
    .addHelpText(
      'after',
      `
Examples:
  nnad fleet --engine prod --window "2026-11-22 08:00:00..2026-11-22 16:00:00"
  nnad fleet --engine prod --window 2026-11-22T08:00:00Z..2026-11-22T16:00:00Z --baseline hours-before:24 --json fleet.json
  nnad fleet report 1 nn1:9404

Exit codes: 0 all were judged (whatever was found), 4 some could not be, 3 the engine has no NameNodes.`,
    )
    .action(async (options: Options, command: Command) => {
      const { engine, window } = options
      if (engine === undefined || window === undefined)
        throw new DeclaredError(
          'BAD_INPUT',
          'Wanted --engine and --window FROM..TO: whose NameNodes, and the suspected time.',
        )
      await withServices(dataFolderOf(command), async (services) => {
        const { baseline, node: instances, keepData } = options
        const { id } = await engineNamed(services, engine)
        const started = await services.fleets.start({ engine: id, instances, window, baseline, keepData })
        await follow(services, started, options)
      })
    })
  addList(fleet)
  addShow(fleet)
  addResume(fleet)
  addReport(fleet)
  addRemove(fleet)
  for (const command of fleet.commands) command.exitOverride().copyInheritedSettings(nnad)
}
