// The real `nnad` command as a child process: what a person types, what they see, what the shell gets.
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { patience } from './patience.ts'

/** The product's folder. */
export const productFolder = path.resolve(import.meta.dirname, '..')

/** The command's door. */
export const nnadFile = path.join(productFolder, 'src-main/cli/nnad.js')

/** How a command ended. */
export interface Outcome {
  /** Exit code; null where a signal ended it. */
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  /** From start to end, ms. */
  readonly ms: number
}

/** Surroundings of one command. */
export interface Surroundings {
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** The Node to run it with; by default the tests' own. */
  readonly node?: string
}

/** A command under way. */
export interface RunningCommand {
  readonly child: ChildProcess
  readonly outcome: Promise<Outcome>
}

/** A command that takes longer hangs: ms. */
const longest = 240_000

/** What the test runner and whoever started it say to their own Node. */
const notForChildren = ['NODE_TEST_CONTEXT', 'NODE_OPTIONS']

/** The tests' environment; times are UTC. */
function environment(own: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !notForChildren.includes(name))
  return { ...Object.fromEntries(inherited), TZ: 'UTC', ...own }
}

function outcomeOf(child: ChildProcess): Promise<Outcome> {
  const startedAt = performance.now()
  const texts = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (piece: string) => {
      texts[name] += piece
    })
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, ...texts, ms: performance.now() - startedAt }))
  })
}

/** Starts any program without a terminal; it is killed after four minutes. */
export function startProgram(
  program: string,
  args: readonly string[],
  { env, cwd }: Surroundings = {},
  detached = false,
): RunningCommand {
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment(env),
    cwd,
    detached,
    timeout: longest,
    killSignal: 'SIGKILL',
  })
  return { child, outcome: outcomeOf(child) }
}

/** Runs `nnad` to its end. */
export function runNnad(args: readonly string[], around: Surroundings = {}): Promise<Outcome> {
  return startProgram(around.node ?? process.execPath, [nnadFile, ...args], around).outcome
}

/** Starts `nnad`; it is killed with the test that started it. */
export function startNnad(
  context: TestContext,
  args: readonly string[],
  around: Surroundings = {},
): RunningCommand {
  const running = startProgram(process.execPath, [nnadFile, ...args], around)
  context.after(() => running.child.kill('SIGKILL'))
  return running
}

/** Waits until something holds; throws when patience is at its end. */
export async function until(what: string, holds: () => boolean): Promise<void> {
  const deadline = performance.now() + patience
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`waited ${String(patience / 1000)} s in vain: ${what}`)
    await wait(10)
  }
}

/** Resolves when a command has printed something that matches; throws when patience is at its end. */
export async function printed(running: RunningCommand, pattern: RegExp): Promise<string> {
  let text = ''
  const note = (piece: string): void => {
    text += piece
  }
  running.child.stdout?.on('data', note)
  running.child.stderr?.on('data', note)
  await until(`output like ${String(pattern)}`, () => pattern.test(text))
  return text
}

/** An old Node on the PATH that the product must refuse, outside node_modules; undefined where there is none. */
export async function oldNode(): Promise<string | undefined> {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter)
  for (const folder of folders.filter((one) => one !== '' && !one.includes('node_modules'))) {
    const node = path.join(folder, 'node')
    if (!existsSync(node)) continue
    const { stdout } = await startProgram(node, ['--version']).outcome
    const [major = 0, minor = 0] = stdout.replace('v', '').split('.').map(Number)
    if (major > 0 && (major < 22 || (major === 22 && minor < 19))) return node
  }
  return undefined
}
