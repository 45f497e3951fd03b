// `nnad start`: the window where it can be had, the browser where not, and Ctrl+C in each.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import path from 'node:path'
import { type TestContext, test } from 'node:test'
import { z } from 'zod'
import { builtScreens } from '../app/built-screens.ts'
import { browserForTests } from '../browser-for-tests.ts'
import { configurationVariable } from '../host/configuration.ts'
import {
  printed,
  productFolder,
  type RunningCommand,
  startNnad,
  startProgram,
  until,
} from '../nnad-command.ts'
import { scratchFolder } from '../scratch-folder.ts'

const skip = process.platform === 'win32' ? 'programs of tests are scripts with a first line' : false
const task = path.join(productFolder, 'src-main/cli/desktop/fixtures/start-task.ts')

interface Surroundings {
  /** Code of the program that stands in Electron's place; none: nothing is installed. */
  readonly electron?: string
  /** Code of the package's install.js. */
  readonly install?: string
  readonly uid?: number
  readonly env?: Readonly<Record<string, string>>
  readonly options?: { readonly browser?: boolean; readonly open?: boolean }
  readonly port?: number
  readonly fetchMs?: number
  readonly windowMs?: number
}

interface Started extends RunningCommand {
  readonly folder: string
  readonly dataFolder: string
}

async function writeProgram(file: string, code: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true })
  await writeFile(file, code.startsWith('#!') ? code : `#!${process.execPath}\n${code}\n`)
  await chmod(file, 0o755)
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await until('a port', () => server.address() !== null)
  const bound = server.address()
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Starts the app on a machine like this. */
async function start(context: TestContext, given: Surroundings): Promise<Started> {
  const { electron, install = 'process.exit(1)', uid = 1000, env = {}, options = {} } = given
  const scratch = scratchFolder()
  const folder = scratch.path
  const electronPackage = path.join(folder, 'electron')
  const dataFolder = path.join(folder, 'data')
  await writeProgram(path.join(electronPackage, 'install.js'), install)
  await mkdir(path.join(folder, 'dist/src-main/electron'), { recursive: true })
  await writeFile(path.join(folder, 'dist/src-main/electron/main.js'), '')
  if (electron !== undefined) {
    await writeFile(path.join(electronPackage, 'path.txt'), 'electron')
    await writeProgram(path.join(electronPackage, 'dist/electron'), electron)
  }
  await mkdir(dataFolder)
  const port = given.port ?? (await freePort())
  await writeFile(path.join(dataFolder, 'settings.json'), JSON.stringify({ 'server.port': port }))
  const around = {
    uid,
    electronPackage,
    appFolder: folder,
    fetchMs: given.fetchMs ?? 20_000,
    windowMs: given.windowMs ?? 20_000,
  }
  const all = { dataFolder, options: { browser: false, open: false, ...options }, around }
  const surrounding = { env: { DISPLAY: ':99', ELECTRON_OVERRIDE_DIST_PATH: '', ...env } }
  const running = startProgram(process.execPath, [task, JSON.stringify(all)], surrounding)
  context.after(() => {
    running.child.kill('SIGKILL')
    scratch.remove()
  })
  return { ...running, folder, dataFolder }
}

/** Presses Ctrl+C; the command must end well within five seconds. */
async function interrupt({ child, outcome }: RunningCommand): Promise<string> {
  const startedAt = performance.now()
  child.kill('SIGINT')
  const { code, stdout, stderr } = await outcome
  assert.equal(code, 0, stderr)
  assert.ok(performance.now() - startedAt < 5000)
  return stdout
}

const fallback = (reason: string): RegExp =>
  new RegExp(`^No desktop window: ${reason}\\. Serving in the browser instead\\.$`, 'm')

/** An Electron that works: notes its arguments and its process, opens its window, stays. */
const opening = `
  require('node:fs').writeFileSync(process.argv[2] + '/seen.json', JSON.stringify([process.pid, ...process.argv.slice(2)]))
  console.log('nnad-window-ready')
  setInterval(() => {}, 1000)
`
const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

async function seenBy({ folder }: Started): Promise<[pid: number, ...args: unknown[]]> {
  const [pid, ...args] = z
    .array(z.unknown())
    .parse(JSON.parse(await readFile(path.join(folder, 'seen.json'), 'utf8')))
  return [Number(pid), ...args]
}

test('the window opens on the data folder, and Ctrl+C ends both', { skip }, async (context) => {
  const app = await start(context, { electron: `process.on('disconnect', () => process.exit(0));${opening}` })
  await printed(app, /nnad is open in its window/)
  const [pid, ...args] = await seenBy(app)
  assert.deepEqual(args, [app.folder, `--data=${app.dataFolder}`])
  assert.ok(isAlive(pid))
  const output = await interrupt(app)
  assert.ok(!isAlive(pid))
  assert.doesNotMatch(output, /serves at|No desktop window/)
})

test('a window that does not close is closed', { skip }, async (context) => {
  const app = await start(context, { electron: `process.on('SIGTERM', () => {});${opening}` })
  await printed(app, /nnad is open in its window/)
  const [pid] = await seenBy(app)
  await interrupt(app)
  assert.ok(!isAlive(pid))
})

test('the command ends with its window, and as it ended', { skip }, async (context) => {
  for (const code of [0, 3]) {
    const electron = `console.log('nnad-window-ready'); setTimeout(() => process.exit(${code}), 100)`
    const app = await start(context, { electron })
    assert.equal((await app.outcome).code, code)
  }
})

test('where the app is open already, its window comes to the front', { skip }, async (context) => {
  const app = await start(context, { electron: `console.log('nnad-window-elsewhere')` })
  const { code, stdout } = await app.outcome
  assert.equal(code, 0)
  assert.match(stdout, /^nnad is open already/)
})

test('an Electron that fails says why in one line, and the browser is served', { skip }, async (context) => {
  const electron = `console.error('first\\nMissing X server or $DISPLAY'); process.exit(1)`
  const app = await start(context, { electron })
  const output = await printed(app, /serves at/)
  assert.match(output, fallback('Electron ended with 1: Missing X server or \\$DISPLAY'))
  await interrupt(app)
})

test('an Electron that opens no window is not waited for without end', { skip }, async (context) => {
  const app = await start(context, { electron: 'setInterval(() => {}, 1000)', windowMs: 700 })
  assert.match(await printed(app, /serves at/), fallback('no window appeared within 0\\.7 s'))
  await interrupt(app)
})

test('Electron is fetched once where it is missing, then opened', { skip }, async (context) => {
  const install = `
    const fs = require('node:fs')
    fs.mkdirSync(__dirname + '/dist')
    fs.writeFileSync(__dirname + '/dist/electron', '#!${process.execPath}\\nconsole.log("nnad-window-ready")\\n', { mode: 0o755 })
    fs.writeFileSync(__dirname + '/path.txt', 'electron')
  `
  const app = await start(context, { install })
  const { code, stdout } = await app.outcome
  assert.equal(code, 0, stdout)
  assert.match(stdout, /^Fetching Electron[^]*^nnad is open in its window/m)
})

test('an Electron that cannot be fetched says why, and the browser is served', { skip }, async (context) => {
  const install = `console.error(new Error('getaddrinfo ENOTFOUND example.org').stack); process.exit(1)`
  const app = await start(context, { install })
  const output = await printed(app, /serves at/)
  assert.match(output, fallback('Electron could not be fetched: Error: getaddrinfo ENOTFOUND example\\.org'))
  await interrupt(app)
  const slow = await start(context, { install: 'setInterval(() => {}, 1000)', fetchMs: 500 })
  const late = await printed(slow, /serves at/)
  assert.match(late, fallback('Electron could not be fetched: it took longer than 0\\.5 s'))
  await interrupt(slow)
})

test('root gets no window, nor does Linux without a display', { skip }, async (context) => {
  const root = await start(context, { electron: opening, uid: 0 })
  assert.match(await printed(root, /serves at/), fallback('running as root'))
  await interrupt(root)
  if (process.platform !== 'linux') return
  const blind = await start(context, { electron: opening, env: { DISPLAY: '', WAYLAND_DISPLAY: '' } })
  assert.match(await printed(blind, /serves at/), fallback('there is no display'))
  await interrupt(blind)
})

test('the browser is opened on what is served, and one that fails is no error', { skip }, async (context) => {
  if (process.platform !== 'linux') return
  const scratch = scratchFolder()
  context.after(() => scratch.remove())
  const note = path.join(scratch.path, 'opened')
  const opener = path.join(scratch.path, 'xdg-open')
  const env = { PATH: `${scratch.path}${path.delimiter}${process.env['PATH'] ?? ''}` }
  const options = { browser: true, open: true }
  for (const code of [0, 3]) {
    await writeProgram(
      opener,
      `require('node:fs').writeFileSync(${JSON.stringify(note)}, process.argv[2]); process.exit(${code})`,
    )
    const app = await start(context, { env, options })
    const [, url = ''] = /serves at (\S+),/.exec(await printed(app, /serves at .*\n/)) ?? []
    await until('the browser', () => existsSync(note))
    assert.equal(await readFile(note, 'utf8'), url)
    assert.match(url, /^http:\/\/localhost:\d+$/)
    assert.equal((await fetch(url.replace('localhost', '127.0.0.1'))).status, 200)
    const output = await interrupt(app)
    assert.doesNotMatch(output, /No desktop window/)
    await rm(note)
  }
  const unopened = await start(context, { env, options: { browser: true, open: false } })
  await printed(unopened, /serves at/)
  await interrupt(unopened)
  assert.ok(!existsSync(note))
})

test('a taken port names its holder, and the next one is used', { skip }, async (context) => {
  const port = await freePort()
  const options = { browser: true }
  const first = await start(context, { port, options })
  await printed(first, new RegExp(`serves at http://localhost:${port},`))
  const second = await start(context, { port, options })
  const output = await printed(second, /serves at/)
  assert.match(
    output,
    new RegExp(`^Port ${port} is taken by another nnad \\d+\\.\\d+\\.\\d+; trying the next one\\.$`, 'm'),
  )
  assert.match(output, new RegExp(`serves at http://localhost:${port + 1},`))
  const refused = startNnad(context, ['--data', second.dataFolder, 'serve', '--port', String(port)])
  const { code, stderr } = await refused.outcome
  assert.equal(code, 2)
  assert.match(stderr, new RegExp(`port ${port}: another nnad \\S+ listens there`))
  await interrupt(first)
  await interrupt(second)
  const other = createServer().listen(port, '127.0.0.1')
  context.after(() => other.close())
  const third = await start(context, { port, options })
  const named = process.platform === 'linux' ? `\\S.* \\(process ${process.pid}\\)` : '.+'
  assert.match(
    await printed(third, /serves at/),
    new RegExp(`^Port ${port} is taken by ${named}; trying`, 'm'),
  )
  await interrupt(third)
})

/** An Electron that is the stand-in: the shell hands over its channel and its place. */
function standIn(browser: string): string {
  const register = path.join(productFolder, 'e2e/host/register.ts')
  const main = path.join(productFolder, 'src-main/electron/main.ts')
  return `#!/bin/sh
${configurationVariable}='${JSON.stringify({ browser })}' exec '${process.execPath}' --import '${register}' '${main}' "$2"
`
}

const browser = await browserForTests()
const noBrowser = 'skipped' in browser ? browser.skipped : false

test(
  'the app itself says when its window is there, and closes with the command',
  { skip: skip || noBrowser },
  async (context) => {
    await builtScreens()
    const app = await start(context, { electron: standIn('path' in browser ? browser.path : '') })
    await printed(app, /nnad is open in its window/)
    await interrupt(app)
  },
)
