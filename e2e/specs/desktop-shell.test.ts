// The desktop shell beside its page: what it is asked to open, its windows, its menu, sleep.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { WatchInput } from '../../src-shared/contract/watches.ts'
import { openDatabase } from '../../src-main/core/store/database.ts'
import { ensureNode, ensureSource } from '../../src-main/core/store/sources.ts'
import { insertWatch, setWatchSource } from '../../src-main/core/store/watches.ts'
import { outputOf } from '../app/app-process.ts'
import { coreClient } from '../app/core-client.ts'
import { eventually, eventuallyPasses } from '../app/eventually.ts'
import { openApp, skipReason } from '../app/open-app.ts'
import type { OpenedApp } from '../app/opened-app.ts'
import { sample } from '../app/prepared-data.ts'
import { WindowNotice } from '../host/control.ts'
import { productFolder, until } from '../nnad-command.ts'
import { scratchFolder } from '../scratch-folder.ts'

const skip = await skipReason('stand-in')

const addressOf = ({ page }: OpenedApp): Promise<string> => Promise.resolve(new URL(page.url()).hash)

/** Starts the app, once more where it is open; what it printed, once it has ended. */
function startAgain(
  { dataFolder }: Pick<OpenedApp, 'dataFolder'>,
  words: readonly string[],
  cwd: string,
): Promise<string> {
  const register = pathToFileURL(path.join(productFolder, 'e2e/host/register.ts')).href
  const main = path.join(productFolder, 'src-main/electron/main.ts')
  const child = spawn(process.execPath, ['--import', register, main, `--data=${dataFolder}`, ...words], {
    cwd,
  })
  const output = outputOf(child)
  return new Promise((resolve) => child.once('close', () => resolve(output())))
}

/** A data folder with a NameNode that is watched, though it never answers. */
function withWatchedSource(folder: string): void {
  const db = openDatabase(folder)
  try {
    const sourceId = ensureSource(db, 'CID-1/BP-1', 'prod')
    ensureNode(db, sourceId, 'nn1:8020')
    const watch = WatchInput.parse({ name: 'prod', urls: ['http://127.0.0.1:9/jmx'] })
    setWatchSource(db, insertWatch(db, watch, 0), sourceId)
  } finally {
    db.close()
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** How many imports there were, and of what the latest was. */
async function imported(app: OpenedApp): Promise<readonly string[]> {
  const jobs = await coreClient(app).jobs.list({ limit: 100 })
  return jobs.filter(({ kind, state }) => kind === 'import' && state === 'done').map(({ subject }) => subject)
}

test('stand-in: a second start hands over files and links, and ends', { skip }, async (context) => {
  const folder = scratchFolder()
  context.after(() => folder.remove())
  mkdirSync(path.join(folder.path, 'dumps'))
  copyFileSync(sample.file, path.join(folder.path, 'dumps/ours.jsonl.zst'))
  await using app = await openApp('stand-in')
  const printed = await startAgain(app, ['nnad://incidents?state=open'], folder.path)
  assert.match(printed, /nnad-window-elsewhere/)
  await eventually(() => addressOf(app), '#/incidents?state=open')
  // Relative to where it was typed.
  await startAgain(app, ['dumps/ours.jsonl.zst', 'dumps/none.jsonl'], folder.path)
  await eventually(() => addressOf(app), '#/')
  await eventuallyPasses(
    () => imported(app),
    (subjects) => assert.deepEqual(subjects, ['ours.jsonl.zst']),
    30_000,
  )
  await app.page
    .getByRole('heading', { name: /Imported|ours/ })
    .first()
    .waitFor()
  assert.match(app.coreOutput(), /Not opened, since it is not there: .*none\.jsonl/)
  assert.deepEqual(app.consoleProblems, [])
})

test(
  'stand-in: without its sandbox the window does not open, and a dialog says why',
  { skip },
  async (context) => {
    const folder = scratchFolder()
    context.after(() => folder.remove())
    const dataFolder = path.join(folder.path, 'data')
    const printed = await startAgain({ dataFolder }, ['--no-sandbox'], folder.path)
    assert.match(
      printed,
      /stand-in: nnad cannot start: nnad was started without Chromium’s sandbox .*deb or rpm/,
    )
    assert.doesNotMatch(printed, /nnad-window-ready/)
    assert.ok(!existsSync(path.join(dataFolder, 'nnad.sqlite')))
  },
)

test('stand-in: links and files that macOS opens', { skip }, async () => {
  await using app = await openApp('stand-in')
  await app.tell({ type: 'open-url', url: 'nnad://settings' })
  await eventually(() => addressOf(app), '#/settings')
  for (const url of ['nnad://import?path=/etc/passwd', 'https://example.org/', 'nnad://reports/../x'])
    await app.tell({ type: 'open-url', url })
  await until('the refusals', () => app.coreOutput().split('names no screen').length === 4)
  assert.equal(await addressOf(app), '#/settings')
  await app.tell({ type: 'open-file', path: sample.file })
  await eventuallyPasses(
    () => imported(app),
    (subjects) => assert.deepEqual(subjects, ['sample.jsonl.zst']),
    30_000,
  )
})

test('stand-in: the first close explains; watching goes on without a window', { skip }, async (context) => {
  const folder = scratchFolder()
  context.after(() => folder.remove())
  withWatchedSource(folder.path)
  await using app = await openApp('stand-in', { dataFolder: folder.path })
  await until('the icon', () => app.coreOutput().includes('stand-in: tray nnad watches 1 source'))
  // The person cancels: nothing happens.
  await app.tell({ type: 'answer-message', button: 'Cancel', isChecked: true })
  await app.tell({ type: 'close-window' })
  await until('the dialog', () => app.coreOutput().includes('stand-in: message Keep watching 1 source?'))
  assert.match(app.coreOutput(), /an icon beside the clock .*\n*.*\[Keep Watching\|Quit nnad\|Cancel\]/)
  const settings = await coreClient(app).settings.get()
  assert.equal(settings['desktop.on_close'], 'ask')

  const closed = new Promise((resolve) => app.page.once('close', resolve))
  await app.tell({ type: 'answer-message', button: 'Keep Watching', isChecked: true })
  await app.tell({ type: 'close-window' })
  await closed
  await until('the setting', () =>
    readFileSync(path.join(folder.path, 'settings.json'), 'utf8').includes('"desktop.on_close": "keep"'),
  )
  // Whoever starts it again finds it running.
  assert.match(await startAgain(app, [], folder.path), /nnad-window-elsewhere/)
})

test('stand-in: closing the window quits where that was chosen', { skip }, async (context) => {
  const folder = scratchFolder()
  context.after(() => folder.remove())
  withWatchedSource(folder.path)
  await using app = await openApp('stand-in', { dataFolder: folder.path })
  await until('the icon', () => app.coreOutput().includes('stand-in: tray nnad watches 1 source'))
  await coreClient(app).settings.update({ 'desktop.on_close': 'quit' })
  await app.tell({ type: 'close-window' })
  await until('the end', () => !isRunning(app.corePid))
  assert.doesNotMatch(app.coreOutput(), /stand-in: message/)
})

test('stand-in: the window comes back where it was', { skip }, async (context) => {
  const folder = scratchFolder()
  context.after(() => folder.remove())
  const data = path.join(folder.path, 'data')
  const file = path.join(folder.path, 'kept.json')
  const openAgain = (): Promise<OpenedApp> => openApp('stand-in', { dataFolder: data })
  const windowOf = async (app: OpenedApp) => WindowNotice.parse(await app.ask({ type: 'tell-window' }))
  const bounds = { x: 300, y: 120, width: 1400, height: 900 }
  {
    await using app = await openAgain()
    assert.deepEqual((await windowOf(app)).bounds, { x: 0, y: 0, width: 1280, height: 800 })
    await app.tell({ type: 'move-window', bounds, isMaximized: true })
    await until('the file', () => existsSync(`${data}.window/window.json`))
    copyFileSync(`${data}.window/window.json`, file)
  }
  const come = async (kept: string) => {
    mkdirSync(`${data}.window`, { recursive: true })
    writeFileSync(`${data}.window/window.json`, kept)
    await using app = await openAgain()
    return await windowOf(app)
  }
  const kept = readFileSync(file, 'utf8')
  assert.deepEqual(await come(kept), { type: 'window', bounds, isMaximized: true })
  // On a display that is there no more: its size alone.
  const away = await come(kept.replace('"x":300', '"x":2500').replace('true', 'false'))
  assert.deepEqual(away, { type: 'window', bounds: { ...bounds, x: 0, y: 0 }, isMaximized: false })
  assert.deepEqual((await come('{"x": 3')).bounds, { x: 0, y: 0, width: 1280, height: 800 })
})

test('stand-in: recent dumps in the menu', { skip }, async (context) => {
  const folder = scratchFolder()
  context.after(() => folder.remove())
  const dump = path.join(folder.path, 'day & night.jsonl.zst')
  copyFileSync(sample.file, dump)
  await using app = await openApp('stand-in')
  const list = `${app.dataFolder}.window/recent.json`
  await app.chooseFiles([dump])
  await app.chooseMenu('open-dump')
  await until('the list', () => existsSync(list))
  assert.deepEqual(JSON.parse(readFileSync(list, 'utf8')), [dump])
  await until('the system’s list', () => app.coreOutput().includes(`stand-in: recent ${dump}`))
  const subject = path.basename(dump)
  await eventually(() => imported(app), [subject])
  // Nothing in it is new, but it is imported.
  await app.chooseMenu('open-recent-1')
  await eventually(() => imported(app), [subject, subject])
  await app.chooseMenu('clear-recent')
  await until('the end of the list', () => app.coreOutput().includes('stand-in: recent none'))
  assert.deepEqual(JSON.parse(readFileSync(list, 'utf8')), [])
  await app.chooseMenu('open-recent-1')
  await until('the refusal', () => app.coreOutput().includes('no menu item "open-recent-1"'))
})

test('stand-in: the menu has what the page always can', { skip }, async () => {
  await using app = await openApp('stand-in')
  const { page } = app
  const setting = async (name: 'view.time_zone' | 'view.color_scheme') =>
    (await coreClient(app).settings.get())[name]
  for (const place of ['namenodes', 'live', 'incidents', 'investigate', 'reports', 'settings']) {
    await app.chooseMenu(`go-${place}`)
    await eventually(() => addressOf(app), `#/${place}`)
  }
  await app.chooseMenu('add-namenode')
  await eventually(() => addressOf(app), '#/namenodes/add')
  for (const zone of ['namenode', 'local', 'utc']) {
    await app.chooseMenu(`zone-${zone}`)
    await eventually(() => setting('view.time_zone'), zone)
  }
  for (const scheme of ['dark', 'light', 'auto']) {
    await app.chooseMenu(`scheme-${scheme}`)
    await eventually(() => setting('view.color_scheme'), scheme)
  }
  await app.chooseMenu('help-keys')
  await page.getByRole('dialog', { name: 'Keys' }).waitFor()
  await page.keyboard.press('Escape')
  await app.chooseMenu('show-jobs')
  await page.getByRole('dialog', { name: 'Jobs' }).waitFor()
  await page.keyboard.press('Escape')
  await app.chooseMenu('search')
  await page.getByRole('dialog').getByRole('textbox').or(page.getByRole('combobox')).first().waitFor()
  assert.deepEqual(app.consoleProblems, [])
})

test('stand-in: polls pause while the computer sleeps; the app ends with it', { skip }, async (context) => {
  const folder = scratchFolder()
  context.after(() => folder.remove())
  withWatchedSource(folder.path)
  await using app = await openApp('stand-in', { dataFolder: folder.path })
  const states = async () =>
    (await coreClient(app).watches.list()).flatMap(({ nodes }) => nodes.map(({ state }) => state))
  await eventually(states, ['failing'])
  await app.tell({ type: 'power', event: 'suspend' })
  await eventually(states, ['waiting'])
  await app.tell({ type: 'power', event: 'resume' })
  await eventually(states, ['failing'])
  await app.tell({ type: 'power', event: 'shutdown' })
  await until('the end', () => !isRunning(app.corePid))
})
