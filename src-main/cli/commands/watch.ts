// nnad watch: which NameNodes are read live.
import { readFileSync } from 'node:fs'
import { type Command, Option } from 'commander'
import { secretVariable, watchSecret } from '../../../src-shared/contract/secrets.ts'
import {
  type AddressTest,
  type Authentication,
  type Watch,
  WatchInput,
  secretKinds,
} from '../../../src-shared/contract/watches.ts'
import { DeclaredError, errorText } from '../../../src-shared/errors.ts'
import { formatLocal, localZone } from '../../../src-shared/time.ts'
import { count, duration } from '../options.ts'
import { dataFolderOf, withServices } from '../session.ts'
import { figure, print, table, writeJson } from '../terminal.ts'

const logIns = ['none', 'simple', 'basic', 'bearer', 'spnego'] as const

interface Options {
  readonly name?: string
  readonly auth: (typeof logIns)[number]
  readonly user?: string
  readonly ca?: string
  readonly fingerprint?: string
  readonly insecure?: true
  readonly full?: true
  readonly every?: number
}

/** Where `nnad watch test` finds a password or token before there is a watch. */
const testSecret = secretVariable('watch-test')

function authenticationOf({ auth, user }: Options): Authentication {
  if (auth !== 'simple' && auth !== 'basic') return { kind: auth }
  if (user !== undefined) return { kind: auth, user }
  throw new DeclaredError('BAD_INPUT', `Wanted a user for --auth ${auth}, got none: give one with --user.`)
}

function pemIn(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new DeclaredError(
      'BAD_INPUT',
      `${file} cannot be read (${errorText(cause)}): give a PEM file with --ca.`,
      {},
      { cause },
    )
  }
}

/** The watch that a command line describes, checked as the API checks it. */
function described(urls: readonly string[], options: Options): WatchInput {
  const { ca, fingerprint, insecure = false, full, every } = options
  const parsed = WatchInput.safeParse({
    name: options.name ?? (urls[0] ?? '').replace(/^[a-z]+:\/\//i, '').replace(/\/.*$/, ''),
    urls,
    authentication: authenticationOf(options),
    tls: { ca: ca === undefined ? null : pemIn(ca), fingerprint: fingerprint ?? null, insecure },
    requests: full === true ? 'full' : 'sparing',
    pollSeconds: every === undefined ? null : every / 1000,
  })
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw new DeclaredError('BAD_INPUT', `Wanted a watch, got one with ${issues.join('; ')}.`)
}

/** Adds the options that describe a watch. */
function withWatchOptions(command: Command): Command {
  return command
    .argument('<url...>', 'HTTP address of the NameNode, or those of all NameNodes of one HA nameservice')
    .addOption(new Option('--auth <kind>', 'log-in of its HTTP server').choices(logIns).default('none'))
    .option('--user <user>', 'for simple and basic')
    .option('--ca <file>', 'certificate authority to trust besides the system’s, PEM')
    .option('--fingerprint <sha256>', 'accept this certificate alone')
    .option('--insecure', 'accept any certificate')
    .option('--full', 'ask for whole documents, for an archive')
}

const time = (value: number | null): string => (value === null ? '–' : formatLocal(value))

function watchTable(watches: readonly Watch[], lastOf: (sourceId: number | null) => number | null): string {
  const rows = watches.map(({ id, name, urls, paused, pollSeconds, sourceId }) => [
    String(id),
    name,
    urls.join(' '),
    pollSeconds === null ? 'as set' : `${figure(pollSeconds)} s`,
    sourceId === null ? '–' : String(sourceId),
    time(lastOf(sourceId)),
    paused ? 'paused' : '',
  ])
  return table([
    ['id', 'watch', 'addresses', 'every', 'source', `last document (${localZone()})`, ''],
    ...rows,
  ])
}

function testText({ url, problem, node, haState, version, answerMs, answerBytes }: AddressTest): string {
  if (problem !== null) {
    const text = `${problem.message} ${problem.fix}`.trim()
    return text.startsWith(url) ? text : `${url}: ${text}`
  }
  const facts = `${node ?? 'a NameNode'}, ${haState ?? 'unknown'}, Hadoop ${version ?? 'unknown'}`
  return `${url}: ${facts}; ${figure(answerMs)} ms, ${figure((answerBytes ?? 0) / 1000)} kB`
}

const json = ['--json <file>', 'write as JSON, - for standard output'] as const

function addList(watch: Command): void {
  watch
    .command('list', { isDefault: true })
    .description('list what is watched')
    .option(...json)
    .action(async (options: { json?: string }, command: Command) => {
      await withServices(dataFolderOf(command), async ({ watches, sources }) => {
        const list = await watches.list()
        if (options.json !== undefined) await writeJson(options.json, list)
        if (options.json === '-') return
        const last = new Map(sources.list().map((source) => [source.id, source.last]))
        print(
          list.length === 0
            ? 'Nothing is watched yet: nnad watch add URL.'
            : watchTable(list, (id) => (id === null ? null : (last.get(id) ?? null))),
        )
      })
    })
}

function addAdd(watch: Command): void {
  withWatchOptions(watch.command('add'))
    .description(
      'watch a NameNode or an HA nameservice, from now on while nnad serve or the desktop app runs',
    )
    .option('--name <name>', 'by default host and port of the first address')
    .option(
      '--every <time>',
      'time between polls (default: the setting namenode.poll_interval_seconds)',
      duration,
    )
    .action(async (urls: string[], options: Options, command: Command) => {
      await withServices(dataFolderOf(command), async ({ watches }) => {
        const { id, name, authentication } = await watches.add(described(urls, options))
        print(`Watch ${String(id)} "${name}" added: nnad serve and the desktop app poll it.`)
        if (secretKinds.has(authentication.kind)) {
          const what = authentication.kind === 'basic' ? 'password' : 'token'
          print(
            `nnad serve reads its ${what} from the environment variable ${secretVariable(watchSecret(id))};`,
          )
          print('the desktop app asks for it under NameNodes.')
        }
      })
    })
}

function addTest(watch: Command): void {
  withWatchOptions(watch.command('test'))
    .description('ask addresses once, without keeping anything')
    .option(...json)
    .addHelpText('after', `\nA password or token is read from the environment variable ${testSecret}.`)
    .action(async (urls: string[], options: Options & { json?: string }, command: Command) => {
      await withServices(dataFolderOf(command), async ({ watches }) => {
        const secret = process.env[testSecret]
        const tested = await watches.test({ watch: described(urls, options), id: undefined, secret })
        if (options.json !== undefined) await writeJson(options.json, tested)
        if (options.json !== '-') for (const address of tested.addresses) print(testText(address))
        const { problem } = tested
        if (problem !== null) throw new DeclaredError('UNREADABLE', `${problem.message} ${problem.fix}`)
        const failed = tested.addresses.filter((address) => address.problem !== null).length
        if (failed > 0)
          throw new DeclaredError(
            'UNREADABLE',
            `${String(failed)} of ${String(tested.addresses.length)} addresses cannot be read yet: see above.`,
          )
      })
    })
}

function addChange(watch: Command, name: 'pause' | 'resume' | 'remove', description: string): void {
  watch
    .command(name)
    .description(description)
    .argument('<id>', 'as nnad watch list shows it', count)
    .action(async (id: number, _: object, command: Command) => {
      await withServices(dataFolderOf(command), async ({ watches }) => {
        if (name === 'remove') await watches.remove(id)
        else await watches.update(id, { paused: name === 'pause' })
        print(`Watch ${String(id)} ${name === 'remove' ? 'removed' : `${name}d`}.`)
      })
    })
}

export function addWatch(nnad: Command): void {
  const watch = nnad
    .command('watch')
    .description('NameNodes that nnad serve and the desktop app read live: list, add, test, pause, remove')
    .addHelpText(
      'after',
      '\nExamples:\n  nnad watch add http://nn1:9870 http://nn2:9870 --name prod' +
        '\n  nnad watch test https://nn1:9871 --auth spnego --ca /etc/ssl/corp.pem\n  nnad watch list',
    )
  addList(watch)
  addAdd(watch)
  addTest(watch)
  addChange(watch, 'pause', 'stop polling a watch for now')
  addChange(watch, 'resume', 'poll a paused watch again')
  addChange(watch, 'remove', 'stop watching; what was collected stays')
  for (const command of watch.commands) command.exitOverride().copyInheritedSettings(nnad)
}
