// Electron's security checklist (docs/tutorial/security.md), item by item, on the windows, sessions, protocols and handlers that
// the app really made. What only Electron itself can show (the sandbox at work) is asked of it as the app asks for it.
import assert from 'node:assert/strict'
import { readFile, readdir } from 'node:fs/promises'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { FuseV1Options } from '@electron/fuses'
import { z } from 'zod'
import { fuses } from '../../.ci/fuses.ts'
import { eventually } from '../app/eventually.ts'
import { openApp, skipReason } from '../app/open-app.ts'
import type { OpenedApp } from '../app/opened-app.ts'
import { portCallScript } from '../app/port-call.ts'
import { preparedData } from '../app/prepared-data.ts'
import { Made, PortOutcomes } from '../host/made.ts'
import { productFolder, until } from '../nnad-command.ts'

/** Electron's names, electron.d.ts. */
const permissions = [
  'accessibility-events',
  'clipboard-read',
  'clipboard-sanitized-write',
  'deprecated-sync-clipboard-read',
  'display-capture',
  'fileSystem',
  'fullscreen',
  'geolocation',
  'hid',
  'idle-detection',
  'keyboardLock',
  'media',
  'mediaKeySystem',
  'midi',
  'midiSysex',
  'notifications',
  'openExternal',
  'pointerLock',
  'serial',
  'speaker-selection',
  'storage-access',
  'top-level-storage-access',
  'unknown',
  'usb',
  'window-management',
]

/** The only one that a page of ours has: copying text. */
const granted = 'clipboard-sanitized-write'

const builtScreens = path.join(productFolder, 'dist/src-renderer')

/** Texts of what the build made for pages, by name. */
async function builtTexts(): Promise<[name: string, text: string][]> {
  const names = await readdir(builtScreens, { recursive: true })
  const texts = names.filter((name) => /\.(?:html|js|css)$/.test(name))
  return Promise.all(
    texts.map(async (name): Promise<[string, string]> => {
      return [name, await readFile(path.join(builtScreens, name), 'utf8')]
    }),
  )
}

/** A call that any page could make over a port. */
const call = JSON.stringify({ i: '1', p: { u: '/system/info', b: { json: {} } } })

describe("Electron's security checklist", { skip: await skipReason('stand-in') }, () => {
  let data: Awaited<ReturnType<typeof preparedData>>
  let app: OpenedApp
  let made: Made

  const evaluated = (code: string): Promise<unknown> => app.page.evaluate(code)
  const outcomeOfPort = async (frame: { url: string; isMain: boolean } | null): Promise<unknown> =>
    PortOutcomes.parse(await app.ask({ type: 'send-ports', frame, call })).outcomes

  before(async () => {
    data = await preparedData('reported')
    app = await openApp('stand-in', { dataFolder: data.path })
    // The app's second kind of window is made by a print.
    await evaluated(portCallScript('reports/export', { id: 1, format: 'pdf' }))
    // The print's window is closed; what is judged is what was made, and what is still open.
    made = Made.parse(await app.ask({ type: 'tell-made', permissions }))
  })

  after(async () => {
    await app.stop()
    data.remove()
  })

  test('1: only secure content is loaded, and none from the network', async () => {
    assert.ok(made.answers.length > 3)
    for (const { url } of made.answers) assert.match(url, /^app:\/\/(?:nnad|print)\//)
    for (const url of ['http://example.org/', 'https://example.org/', 'ws://example.org/']) {
      const reach = url.startsWith('ws')
        ? `new Promise((resolve) => { try { const socket = new WebSocket('${url}'); socket.onopen = () => resolve('reached'); socket.onerror = () => resolve('refused') } catch { resolve('refused') } })`
        : `fetch('${url}').then(() => 'reached', () => 'refused')`
      assert.equal(await evaluated(reach), 'refused', url)
    }
    const [, page = ''] = (await builtTexts()).find(([name]) => name === 'index.html') ?? []
    const loaded = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url = '']) => url)
    assert.ok(loaded.length > 1)
    for (const url of loaded) assert.match(url, /^\.?\/(?!\/)|^data:/, url)
  })

  test('2, 3, 4: no Node in pages, an isolated preload, the sandbox', () => {
    assert.equal(made.windows.length, 2, 'the window and that of the print')
    for (const preferences of made.windows) {
      assert.equal(preferences['nodeIntegration'], false)
      assert.ok(!('nodeIntegrationInWorker' in preferences) && !('nodeIntegrationInSubFrames' in preferences))
      assert.equal(preferences['contextIsolation'], true)
      assert.equal(preferences['sandbox'], true)
    }
    const [window, print] = made.windows
    assert.equal(path.basename(String(window?.['preload'])), 'preload.cjs')
    assert.deepEqual([print?.['preload'], print?.['javascript']], [undefined, false])
  })

  test('5: every session refuses every permission but copying, and that to pages of others', () => {
    assert.deepEqual([...new Set(made.permissions.map(({ session }) => session))], ['default', 'later'])
    for (const { session, page, permission, checked, asked } of made.permissions) {
      const isOurs = page.startsWith('app://nnad/')
      const wanted = permission === granted && isOurs
      assert.deepEqual([checked, asked], [wanted, wanted], `${session}, ${page}: ${permission}`)
    }
    assert.ok(made.permissions.some(({ checked }) => checked === true))
  })

  test('6, 8, 9, 10: what protects pages stays on, what is experimental stays off', () => {
    for (const preferences of made.windows) {
      assert.ok(preferences['webSecurity'] !== false)
      for (const off of ['allowRunningInsecureContent', 'experimentalFeatures', 'enableBlinkFeatures']) {
        assert.ok(!(off in preferences), off)
      }
    }
  })

  test('7: each page has a policy that lets only its own scripts run', async () => {
    const pages = made.answers.filter(({ type }) => type.startsWith('text/html'))
    assert.deepEqual(
      [...new Set(pages.map(({ url }) => new URL(url).host))].sort(),
      ['nnad', 'print'],
      'both kinds of page were given',
    )
    for (const { url, policy } of pages) {
      const directives = new Map(policy.split('; ').map((one) => [one.split(' ')[0], one]))
      assert.equal(directives.get('default-src'), "default-src 'none'", url)
      const scripts = directives.get('script-src')
      assert.equal(scripts, url.startsWith('app://nnad/') ? "script-src 'self'" : undefined, url)
      for (const name of ['base-uri', 'form-action', 'frame-ancestors']) {
        assert.equal(directives.get(name), `${name} 'none'`, url)
      }
      assert.doesNotMatch(policy, /https?:|unsafe-eval|\*/, url)
    }
    for (const { url, nosniff } of made.answers) assert.equal(nosniff, 'nosniff', url)
    // The policy at work, not only as a header.
    const tried = `new Promise((resolve) => {
      addEventListener('securitypolicyviolation', ({ effectiveDirective }) => resolve(effectiveDirective), { once: true })
      const script = document.createElement('script')
      script.textContent = 'window.ran = true'
      document.body.append(script)
    }).then((directive) => [directive, typeof window.ran].join())`
    assert.equal(await evaluated(tried), 'script-src-elem,undefined')
  })

  test('11, 12: no webview: none is written, none can be attached', async () => {
    for (const preferences of made.windows) assert.ok(!('webviewTag' in preferences))
    for (const [name, text] of await builtTexts()) assert.doesNotMatch(text, /<webview|allowpopups/, name)
    const attached = made.prevented.filter(({ event }) => event === 'will-attach-webview')
    assert.ok(attached.length > 0 && attached.every(({ isPrevented }) => isPrevented))
  })

  test('13: pages navigate nowhere else', async () => {
    for (const { page, event, isPrevented } of made.prevented) assert.ok(isPrevented, `${page}: ${event}`)
    assert.deepEqual([...new Set(made.prevented.map(({ event }) => event))].sort(), [
      'will-attach-webview',
      'will-frame-navigate',
      'will-navigate',
      'will-redirect',
    ])
    for (const url of [
      'https://example.org/',
      'file:///etc/passwd',
      'https://nnad.app.invalid.example.org/',
    ]) {
      await evaluated(`location.href = '${url}'`).catch(() => undefined)
      assert.equal(await evaluated('location.origin'), new URL(app.url).origin, url)
    }
  })

  test('14: no window opens', async () => {
    assert.ok(made.openings.length > 0)
    for (const { url, action } of made.openings) assert.equal(action, 'deny', url)
    const { length } = app.page.context().pages()
    await evaluated(`void window.open('https://example.org/')`)
    await until('the window to close', () => app.page.context().pages().length === length)
  })

  test('15: the browser of the system opens one site alone', () => {
    const asked = new Set(made.openings.map(({ url }) => url))
    assert.ok(asked.has('ms-settings:x') && asked.has('http://hadoop.apache.org/'))
    const opened = [...app.coreOutput().matchAll(/^stand-in: opens (\S+)/gm)].map(([, url]) => url)
    assert.deepEqual([...new Set(opened)], ['https://hadoop.apache.org/docs/'])
  })

  test('16: Electron is the one version that the lock file names, not older than its Node', async () => {
    const text = await readFile(path.join(productFolder, 'package.json'), 'utf8')
    const { devDependencies } = z
      .object({ devDependencies: z.object({ electron: z.string() }) })
      .parse(JSON.parse(text))
    assert.match(devDependencies.electron, /^\d+\.\d+\.\d+$/)
    assert.ok(Number.parseInt(devDependencies.electron, 10) >= 45, devDependencies.electron)
    const installed = await readFile(path.join(productFolder, 'node_modules/electron/package.json'), 'utf8')
    assert.equal(
      z.object({ version: z.string() }).parse(JSON.parse(installed)).version,
      devDependencies.electron,
    )
  })

  test('17: every channel checks who sends', async () => {
    assert.ok(made.channels.length > 0)
    const all = (outcome: string): object => Object.fromEntries(made.channels.map((name) => [name, outcome]))
    const url = 'app://nnad/'
    assert.deepEqual(await outcomeOfPort({ url, isMain: true }), all('answered'), 'our page')
    assert.deepEqual(await outcomeOfPort({ url, isMain: false }), all('closed'), 'a frame in our page')
    assert.deepEqual(await outcomeOfPort(null), all('closed'), 'a frame that has gone')
    for (const other of [
      'https://example.org/',
      'app://print/x',
      'app://nnad.example.org/',
      'app://nnad@example.org/',
      'file:///x',
    ]) {
      assert.deepEqual(await outcomeOfPort({ url: other, isMain: true }), all('closed'), other)
    }
  })

  test('18: a protocol of its own in the place of file://, with files of the build alone', async () => {
    assert.deepEqual(made.handled, ['app'])
    const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true }
    assert.deepEqual(made.schemes, [{ scheme: 'app', privileges }])
    const outside = ['/../package.json', '/..%2f..%2fpackage.json', '/%2e%2e/package.json', '//etc/passwd']
    for (const at of outside) {
      const status = await evaluated(`fetch(${JSON.stringify(`/x/..${at}`)}).then(({ status }) => status)`)
      assert.equal(status, 404, at)
    }
    assert.equal(
      await evaluated(`fetch('file:///etc/passwd').then(() => 'read', () => 'refused')`),
      'refused',
    )
  })

  test('19: fuses are off that would let others run code in the app, on that protect it', () => {
    const off = [
      'RunAsNode',
      'EnableNodeOptionsEnvironmentVariable',
      'EnableNodeCliInspectArguments',
    ] as const
    const stays = [
      'EnableCookieEncryption',
      'OnlyLoadAppFromAsar',
      'EnableEmbeddedAsarIntegrityValidation',
    ] as const
    for (const name of off) assert.equal(fuses[FuseV1Options[name]], false, name)
    for (const name of stays) assert.equal(fuses[FuseV1Options[name]], true, name)
    assert.equal(fuses[FuseV1Options.GrantFileProtocolExtraPrivileges], false)
  })

  test('20: pages hold nothing of Electron, and hear commands without their events', async () => {
    const names = ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer', 'webUtils']
    const types = await evaluated(`[${names.map((name) => `typeof ${name}`).join()}].join()`)
    assert.equal(types, names.map(() => 'undefined').join())
    const preload = await readFile(path.join(productFolder, 'src-main/electron/preload.cjs'), 'utf8')
    assert.doesNotMatch(preload, /contextBridge|exposeInMainWorld/)
    const hear = `window.heard = []; addEventListener('message', ({ data, ports }) => heard.push([Object.keys(data).join(), data.id, ports.length].join(' ')))`
    await evaluated(hear)
    await app.chooseMenu('help-keys')
    await eventually(() => evaluated('heard'), ['type,id help-keys 0'])
  })
})
