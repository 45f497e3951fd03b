// Updates of the desktop app, from a real server: off, told, downloaded, refused, put in place.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { type TestContext, test } from 'node:test'
import { coreClient } from '../app/core-client.ts'
import { eventually } from '../app/eventually.ts'
import { openApp, skipReason } from '../app/open-app.ts'
import type { OpenedApp } from '../app/opened-app.ts'
import { Made } from '../host/made.ts'
import { until } from '../nnad-command.ts'
import { scratchFolder } from '../scratch-folder.ts'

const skip =
  process.platform === 'linux' ? await skipReason('stand-in') : 'it is the AppImage of Linux that is tried'

const list = process.arch === 'x64' ? 'latest-linux.yml' : `latest-linux-${process.arch}.yml`
const newer = '9.9.9'

interface Feed {
  readonly url: string
  /** What was asked, in order: paths without queries. */
  readonly asked: readonly string[]
  /** The headers of the latest request. */
  readonly headers: () => http.IncomingHttpHeaders
  /** Paths and what is answered; what is not among them is a 404, a URL a redirection. */
  readonly files: Map<string, string | URL>
  readonly close: () => Promise<void>
}

async function startFeed(): Promise<Feed> {
  const files = new Map<string, string | URL>()
  const asked: string[] = []
  let headers: http.IncomingHttpHeaders = {}
  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://127.0.0.1')
    asked.push(pathname)
    headers = request.headers
    const answer = files.get(pathname)
    if (answer instanceof URL) response.writeHead(302, { location: answer.href }).end()
    else if (answer === undefined) response.writeHead(404).end()
    else response.end(answer)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { url: `http://127.0.0.1:${port}/nnad/`, asked, headers: () => headers, files, close }
}

/** The list of versions as electron-builder writes it. */
function listing(version: string, file: string, content: string): string {
  const sha512 = createHash('sha512').update(content).digest('base64')
  return [
    `version: ${version}`,
    'files:',
    `  - url: ${file}`,
    `    sha512: ${sha512}`,
    `    size: ${Buffer.byteLength(content)}`,
    `path: ${file}`,
    `sha512: ${sha512}`,
    'releaseNotes: |',
    '  <b>Rules</b> for decommissioning',
    "releaseDate: '2026-11-23T00:00:00.000Z'",
    '',
  ].join('\n')
}

/** A feed with a newer version, and an installed AppImage: what it is, where it says what it was run for. */
async function setUp(context: TestContext) {
  const folder = scratchFolder()
  const feed = await startFeed()
  context.after(async () => {
    await feed.close()
    folder.remove()
  })
  const installed = path.join(folder.path, 'nnad.AppImage')
  const ran = path.join(folder.path, 'ran')
  writeFileSync(installed, 'the old one')
  chmodSync(installed, 0o755)
  const content = `#!/bin/sh\necho "silent $APPIMAGE_SILENT_INSTALL, exits $APPIMAGE_EXIT_AFTER_INSTALL" > '${ran}.new'\nmv '${ran}.new' '${ran}'\n`
  const file = `nnad-${newer}.AppImage`
  feed.files.set(`/nnad/${list}`, listing(newer, file, content))
  feed.files.set(`/nnad/${file}`, content)
  const cache = path.join(folder.path, 'cache')
  const data = path.join(folder.path, 'data')
  mkdirSync(data)
  const env = { APPIMAGE: installed, APPDIR: path.dirname(process.execPath), XDG_CACHE_HOME: cache }
  const setFeed = (url: string): void =>
    writeFileSync(path.join(data, 'settings.json'), JSON.stringify({ 'update.feed': url }))
  return { folder: folder.path, feed, installed, ran, content, file, cache, data, env, setFeed }
}

const aMessage = /stand-in: message ([\s\S]*?\[[^[\]]*\])\n/

/** What is said next, once something was done that has the app say it. */
async function said(app: OpenedApp, act: () => Promise<void>): Promise<string> {
  const from = app.coreOutput().length
  const next = (): string | undefined => aMessage.exec(app.coreOutput().slice(from))?.[1]
  await act()
  await until('the message', () => next() !== undefined)
  return next() ?? ''
}

/** Chooses "Check for Updates…"; a person answers what is asked by a button. */
async function check(app: OpenedApp, button: string): Promise<string> {
  await app.tell({ type: 'answer-message', button, isChecked: false })
  return await said(app, () => app.chooseMenu('check-updates'))
}

const logOf = ({ dataFolder }: OpenedApp): string =>
  readFileSync(path.join(`${dataFolder}.window`, 'logs/nnad.log'), 'utf8')

/** Files that wait below a folder. */
const waiting = (cache: string): readonly string[] =>
  existsSync(cache)
    ? readdirSync(cache, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.AppImage'))
    : []

test(
  'without a feed nothing is asked; with one, what is newer is told and no more',
  { skip },
  async (context) => {
    const { feed, env, data, setFeed, cache, file, content } = await setUp(context)
    const register = new URL('../no-network.ts', import.meta.url).href
    await using off = await openApp('stand-in', { env: { ...env, NODE_OPTIONS: `--import=${register}` } })
    setFeed(feed.url)
    await using app = await openApp('stand-in', { dataFolder: data, env })
    const told = `stand-in: notification nnad ${newer} is available`
    await until('the message', () => app.coreOutput().includes(told))
    assert.deepEqual(feed.asked, [`/nnad/${list}`])
    assert.equal(feed.headers()['x-user-staging-id'], '00000000-0000-0000-0000-000000000000')
    await app.tell({ type: 'answer-message', button: 'Not Now', isChecked: false })
    const text = await said(app, () => app.clickNotification())
    assert.match(text, new RegExp(`^nnad ${newer} is available This is \\d`))
    assert.ok(text.includes(`From ${new URL(feed.url).host}, ${Buffer.byteLength(content)} B.`), text)
    assert.match(text, /\n\nRules for decommissioning\n\n.*\[Download\|Not Now\]$/s)
    assert.ok(!feed.asked.includes(`/nnad/${file}`))
    assert.deepEqual(waiting(cache), [])

    // That one started later, and has had its first look.
    const { permissions } = Made.parse(await off.ask({ type: 'tell-made', permissions: ['geolocation'] }))
    assert.ok(!permissions.some(({ session }) => session === 'electron-updater'))
    assert.match(await check(off, 'Open Settings'), /^No update feed is set .*\[Open Settings\|Close\]$/s)
    await eventually(() => Promise.resolve(new URL(off.page.url()).hash), '#/settings')
    assert.doesNotMatch(off.coreOutput(), /no network:|Updates:/)
    // Set there, it counts at once.
    await coreClient(off).settings.update({ 'update.feed': feed.url })
    assert.match(await check(off, 'OK'), /^nnad could not look for updates/)
    assert.match(off.coreOutput(), /no network:/)
  },
)

test('what was downloaded and checked is put in place by a restart', { skip }, async (context) => {
  const { feed, env, data, setFeed, cache, file, content, installed, ran } = await setUp(context)
  setFeed(feed.url)
  await using app = await openApp('stand-in', { dataFolder: data, env })
  await check(app, 'Download')
  const ready = /stand-in: message (nnad 9\.9\.9 is ready to install .*\[Restart and Install\|Later\])/s
  await until('the download', () => ready.test(app.coreOutput()))
  assert.match(app.coreOutput(), /stand-in: progress 0\n[^]*stand-in: progress -1\n/)
  assert.ok(feed.asked.includes(`/nnad/${file}`))
  const [name = ''] = waiting(cache)
  assert.equal(readFileSync(path.join(cache, name), 'utf8'), content)
  assert.equal(statSync(path.join(cache, name)).mode & 0o111, 0o111)
  assert.equal(readFileSync(installed, 'utf8'), 'the old one')
  const closed = new Promise((resolve) => app.page.context().browser()?.once('disconnected', resolve))
  assert.match(await check(app, 'Restart and Install'), /^nnad 9\.9\.9 is ready to install It came whole/)
  await closed
  await until('the new version', () => existsSync(ran))
  assert.equal(readFileSync(installed, 'utf8'), content)
  assert.equal(readFileSync(ran, 'utf8'), 'silent true, exits \n')
})

test('later means at the end of the app', { skip }, async (context) => {
  const { feed, env, data, setFeed, content, installed, ran } = await setUp(context)
  setFeed(feed.url)
  {
    await using app = await openApp('stand-in', { dataFolder: data, env })
    await check(app, 'Download')
    await until('the download', () => app.coreOutput().includes('is ready to install'))
    assert.equal(readFileSync(installed, 'utf8'), 'the old one')
  }
  assert.equal(readFileSync(installed, 'utf8'), content)
  assert.equal(readFileSync(ran, 'utf8'), 'silent true, exits true\n')
})

test('what is wrong with a feed is said, logged, and changes nothing', { skip }, async (context) => {
  const { feed, env, data, setFeed, file, cache, installed, content } = await setUp(context)
  setFeed(feed.url)
  feed.files.set(`/nnad/${file}`, content.replace('#!/bin/sh', '#!/bin/xx'))
  await using app = await openApp('stand-in', { dataFolder: data, env })
  const host = new URL(feed.url).host
  await check(app, 'Download')
  const refused = `stand-in: message nnad ${newer} could not be downloaded The file that came from ${host} is not the one`
  await until('the refusal', () => app.coreOutput().includes(refused))
  assert.match(app.coreOutput(), /another SHA-512\)\. It was thrown away and nothing was installed/)
  assert.doesNotMatch(app.coreOutput(), /is ready to install/)
  assert.deepEqual(waiting(cache), [])

  feed.files.delete(`/nnad/${file}`)
  await check(app, 'Download')
  await until('the status', () => app.coreOutput().includes(`${host} answered with HTTP 404`))

  const { version } = await coreClient(app).system.info()
  feed.files.set(`/nnad/${list}`, listing(version, file, content))
  const same = await check(app, 'OK')
  assert.equal(same, `nnad is up to date This is ${version}; ${host} has nothing newer. [OK]`)
  feed.files.set(`/nnad/${list}`, listing('0.0.1', file, content))
  assert.match(await check(app, 'OK'), /^nnad is up to date/)

  feed.files.set(`/nnad/${list}`, 'version: [')
  assert.match(await check(app, 'OK'), /list of versions at 127\.0\.0\.1:\d+ cannot be used/)
  feed.files.delete(`/nnad/${list}`)
  assert.match(await check(app, 'OK'), /has no list of versions for this system at that address/)
  feed.files.set(`/nnad/${list}`, new URL('http://updates.invalid/?token=secret-of-the-query'))
  assert.match(await check(app, 'OK'), /sends on to an address that is not https/)
  feed.files.set(`/nnad/${list}`, new URL(`/moved/${list}`, feed.url))
  feed.files.set(`/moved/${list}`, listing('0.0.1', file, content))
  assert.match(await check(app, 'OK'), /^nnad is up to date/)

  await feed.close()
  assert.match(await check(app, 'OK'), /could not be reached \(ECONNREFUSED\)/)
  const log = logOf(app)
  for (const words of ['another SHA-512', 'HTTP 404', 'cannot be used', 'could not be reached'])
    assert.ok(log.includes(words), words)
  assert.doesNotMatch(log, /secret-of-the-query|noCache=/)
  assert.equal(readFileSync(installed, 'utf8'), 'the old one')
  await assert.rejects(coreClient(app).settings.update({ 'update.feed': 'http://updates.example.org/' }))
  assert.equal((await coreClient(app).settings.get())['update.feed'], feed.url)
})

test(
  'a package only tells; the feed that its release suggests counts once it is chosen',
  { skip },
  async (context) => {
    const { feed, folder, cache, file } = await setUp(context)
    mkdirSync(path.join(folder, 'resources'))
    writeFileSync(path.join(folder, 'resources/package-type'), 'deb')
    writeFileSync(
      path.join(folder, 'resources/app-update.yml'),
      `provider: generic\nurl: ${feed.url}\nupdaterCacheDirName: nnad-updater\n`,
    )
    const env = { NNAD_STAND_IN_EXECUTABLE: path.join(folder, 'nnad'), XDG_CACHE_HOME: cache }
    await using app = await openApp('stand-in', { env })
    const asked = await check(app, 'Close')
    assert.ok(asked.includes(`suggests ${feed.url} [Use That Feed|Open Settings|Close]`), asked)
    assert.equal(feed.asked.length, 0)
    await check(app, 'Use That Feed')
    const told =
      /stand-in: message nnad 9\.9\.9 is available .*installed as a deb package: install the new one .*\[OK\]/s
    await until('the version', () => told.test(app.coreOutput()))
    assert.equal((await coreClient(app).settings.get())['update.feed'], feed.url)
    assert.ok(!feed.asked.includes(`/nnad/${file}`))
  },
)
