// nnad engine: Prometheus-compatible servers that have the history of NameNodes.
import { type Command, Option } from 'commander'
import { EngineInput, type FoundNameNode } from '../../../src-shared/contract/engines.ts'
import { secretVariable } from '../../../src-shared/contract/secrets.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { formatDuration, formatLocal, localZone } from '../../../src-shared/time.ts'
import { engineNamed } from '../engine-named.ts'
import { textIn } from '../text-file.ts'
import { addMapping } from './engine-mapping.ts'
import { dataFolderOf, withServices } from '../session.ts'
import { figure, print, table, writeJson } from '../terminal.ts'

const logIns = ['none', 'basic', 'bearer'] as const

interface Options {
  readonly name?: string
  readonly auth: (typeof logIns)[number]
  readonly user?: string
  readonly header?: readonly string[]
  readonly ca?: string
  readonly fingerprint?: string
  readonly insecure?: true
  readonly clusterLabel?: string
}

const json = ['--json <file>', 'write as JSON, - for standard output'] as const

/** The engine that a command line describes, checked as the API checks it. */
function described(url: string, options: Options): EngineInput {
  const { auth, user, header = [], ca, fingerprint, insecure = false, clusterLabel } = options
  if (auth === 'basic' && user === undefined)
    throw new DeclaredError('BAD_INPUT', 'Wanted a user for --auth basic, got none: give one with --user.')
  const parsed = EngineInput.safeParse({
    name: options.name ?? url.replace(/^[a-z]+:\/\//i, '').replace(/[/?].*$/, ''),
    url,
    headers: header,
    authentication: auth === 'basic' ? { kind: auth, user: user ?? '' } : { kind: auth },
    tls: { ca: ca === undefined ? null : textIn(ca), fingerprint: fingerprint ?? null, insecure },
    clusterLabel: clusterLabel ?? null,
  })
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw new DeclaredError('BAD_INPUT', `Wanted an engine, got one with ${issues.join('; ')}.`)
}

function addList(engine: Command): void {
  engine
    .command('list', { isDefault: true })
    .description('list engines')
    .option(...json)
    .action(async (options: { json?: string }, command: Command) => {
      await withServices(dataFolderOf(command), async ({ engines }) => {
        const list = await engines.list()
        if (options.json !== undefined) await writeJson(options.json, list)
        if (options.json === '-') return
        const rows = list.map(({ id, name, url, authentication, headers, mapping }) => [
          String(id),
          name,
          url,
          authentication.kind,
          headers.join(' '),
          figure(mapping.length),
        ])
        print(
          list.length === 0
            ? 'No engines yet: nnad engine add URL.'
            : table([['id', 'engine', 'address', 'log-in', 'headers', 'own rows'], ...rows]),
        )
      })
    })
}

function addAdd(engine: Command): void {
  engine
    .command('add')
    .description('add a server that speaks Prometheus’ HTTP API, and ask it for NameNodes')
    .argument('<url>', 'base address with its prefix, for example https://mimir/prometheus')
    .option('--name <name>', 'by default host and port of the address')
    .addOption(new Option('--auth <kind>', 'how it is logged in to').choices(logIns).default('none'))
    .option('--user <user>', 'for basic')
    .option('--header <name...>', 'headers that go with every request, for example X-Scope-OrgID')
    .option('--ca <file>', 'certificate authority to trust besides the system’s, PEM')
    .option('--fingerprint <sha256>', 'accept this certificate alone')
    .option('--insecure', 'accept any certificate')
    .option('--cluster-label <label>', 'label that names the cluster (default: cluster)')
    .action(async (url: string, options: Options, command: Command) => {
      await withServices(dataFolderOf(command), async ({ engines }) => {
        const added = await engines.add(described(url, options))
        print(`Engine ${String(added.id)} "${added.name}" added.`)
        const unset = [...(added.secret === null ? [] : [added.secret]), ...added.headerSecrets].filter(
          ({ isSet }) => !isSet,
        )
        for (const { name } of unset)
          print(`Set the environment variable ${secretVariable(name)}, or the secret in the desktop app.`)
        if (unset.length > 0) return
        const { problem, product, nameNodes } = await engines.test({
          engine: EngineInput.parse(added),
          id: added.id,
          secret: undefined,
          headers: undefined,
        })
        if (problem === null)
          print(`${product ?? 'It'} answers and has ${figure(nameNodes)} NameNodes that are recognised.`)
        else print(`It does not answer yet: ${problem.message} ${problem.fix}`)
      })
    })
}

function foundTable(found: readonly FoundNameNode[]): string {
  const time = (value: number | null): string => (value === null ? '–' : formatLocal(value))
  const rows = found.map(({ instance, cluster, dialect, from, to, scrapeInterval, metrics, signals }) => [
    instance,
    cluster ?? '–',
    dialect,
    time(from),
    time(to),
    formatDuration(scrapeInterval),
    `${String(metrics.mapped)} of ${String(metrics.of)}`,
    `${String(signals.mapped)} of ${String(signals.of)}`,
  ])
  const head = [
    'instance',
    'cluster',
    'dialect',
    'first',
    `last (${localZone()})`,
    'every',
    'metrics',
    'signals',
  ]
  return table([head, ...rows])
}

function addNameNodes(engine: Command): void {
  engine
    .command('namenodes')
    .description('list the NameNodes whose series an engine has, and how much of them is mapped')
    .argument('[engine]', 'id or name; by default the only one')
    .option(...json)
    .action(async (text: string | undefined, options: { json?: string }, command: Command) => {
      await withServices(dataFolderOf(command), async (services) => {
        const { id } = await engineNamed(services, text)
        const found = await services.engines.namenodes(id)
        if (options.json !== undefined) await writeJson(options.json, found)
        if (options.json === '-') return
        print(
          found.length === 0
            ? 'It has no NameNodes under names that are known: map them by a file with "nnad engine mapping --import".'
            : foundTable(found),
        )
      })
    })
}

function addRemove(engine: Command): void {
  engine
    .command('remove')
    .description('remove an engine and its secrets; what was fetched stays')
    .argument('<engine>', 'id or name')
    .action(async (text: string, _: object, command: Command) => {
      await withServices(dataFolderOf(command), async (services) => {
        const { id, name } = await engineNamed(services, text)
        await services.engines.remove(id)
        print(`Engine ${String(id)} "${name}" removed.`)
      })
    })
}

export function addEngine(nnad: Command): void {
  const engine = nnad
    .command('engine')
    .description(
      'Prometheus-compatible servers (Prometheus, Thanos, Mimir, VictoriaMetrics) that have the history of NameNodes',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  nnad engine add http://prometheus:9090' +
        '\n  nnad engine add https://mimir/prometheus --header X-Scope-OrgID --auth basic --user nnad' +
        '\n  nnad engine namenodes\n  nnad engine mapping --node nn1:9404 --export mapping.json',
    )
  addList(engine)
  addAdd(engine)
  addNameNodes(engine)
  addMapping(engine)
  addRemove(engine)
  for (const command of engine.commands) command.exitOverride().copyInheritedSettings(nnad)
}
