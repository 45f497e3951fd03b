// The desktop shell: its port, its menu and dialogs, its PDF, what its pages may not do, and its end.
import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { type TestContext, test } from 'node:test'
import { z } from 'zod'
import { eventually } from '../app/eventually.ts'
import { openApp, skipReason } from '../app/open-app.ts'
import type { OpenedApp } from '../app/opened-app.ts'
import { callOverPort, portCallScript } from '../app/port-call.ts'
import { preparedData } from '../app/prepared-data.ts'
import { runNnad, until } from '../nnad-command.ts'
import { readPdf } from '../pdf-text.ts'
import { scratchFolder } from '../scratch-folder.ts'

async function call({ page }: OpenedApp, procedure: string, input: unknown = {}): Promise<unknown> {
  const { status, json, text } = await callOverPort(page, procedure, input)
  assert.equal(status, 200, text)
  return json
}

/** Runs code of a page: text, since specs have no types of the DOM. */
const evaluated = ({ page }: OpenedApp, code: string): Promise<unknown> => page.evaluate(code)

function dataFolder(context: TestContext): string {
  const folder = scratchFolder()
  context.after(() => folder.remove())
  return path.join(folder.path, 'data')
}

for (const host of ['stand-in', 'electron'] as const) {
  const skip = await skipReason(host)

  test(`${host}: the page calls the core over its port and holds nothing else`, { skip }, async () => {
    await using app = await openApp(host)
    const system = z
      .object({ isDesktop: z.boolean(), dataFolder: z.string() })
      .parse(await call(app, 'system/info'))
    assert.deepEqual(system, { isDesktop: true, dataFolder: app.dataFolder })
    const globals = ['require', 'process', 'module', 'ipcRenderer', 'standIn', 'standInBinding']
    const seen = await evaluated(app, `[${globals.map((name) => `typeof ${name}`).join()}].join()`)
    assert.equal(seen, globals.map(() => 'undefined').join())
    assert.deepEqual(app.consoleProblems, [])
  })

  test(`${host}: a reload closes the page's ports, and the new page gets its own`, { skip }, async () => {
    await using app = await openApp(host)
    await evaluated(app, portCallScript('system/info', {}))
    await app.page.reload()
    assert.ok(await call(app, 'system/info'))
    assert.deepEqual(app.consoleProblems, [])
  })

  test(`${host}: files are chosen in the system's dialog`, { skip }, async () => {
    await using app = await openApp(host)
    await app.chooseFiles(['/dumps/a.jsonl', '/dumps/b.zip'])
    assert.deepEqual(await call(app, 'system/chooseFiles', { kind: 'files' }), {
      paths: ['/dumps/a.jsonl', '/dumps/b.zip'],
    })
    await app.chooseFiles([])
    assert.deepEqual(await call(app, 'system/chooseFiles', { kind: 'folder' }), { paths: [] })
  })

  test(`${host}: the menu's items reach the page as commands`, { skip }, async () => {
    await using app = await openApp(host)
    await evaluated(
      app,
      `window.heard = []; addEventListener('message', ({ data }) => { if (data.type === 'nnad:command') heard.push(data.id) })`,
    )
    const ids = [
      'open-dump',
      'open-sample',
      'add-namenode',
      'go-start',
      'go-namenodes',
      'go-live',
      'go-incidents',
      'go-investigate',
      'go-reports',
      'go-engines',
      'go-fleet',
      'go-settings',
      'help-keys',
    ]
    for (const id of ids) await app.chooseMenu(id)
    // Asked again and again from outside: the page's policy forbids it to evaluate.
    await eventually(() => evaluated(app, 'heard.length'), ids.length)
    assert.deepEqual(await evaluated(app, 'heard'), ids)
  })

  test(`${host}: files that were dropped are asked for their paths`, { skip }, async () => {
    await using app = await openApp(host)
    const script = `new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = ({ data }) => resolve(data)
      window.postMessage({ type: 'nnad:paths', files: [new File(['x'], 'x.jsonl'), 'none'] }, location.origin, [port2])
    })`
    assert.deepEqual(await evaluated(app, script), ['', ''])
  })

  test(`${host}: reports are printed without another browser`, { skip }, async (context) => {
    const data = await preparedData('reported')
    context.after(() => data.remove())
    await using app = await openApp(host, { dataFolder: data.path })
    const script = portCallScript('reports/export', { id: 1, format: 'pdf' })
    const bytes = Buffer.from(z.string().parse(await evaluated(app, script)), 'base64')
    const { pages, outline } = await readPdf(new Uint8Array(bytes.subarray(bytes.indexOf('%PDF-'))))
    assert.match(pages[0] ?? '', /content summaries[^.]* by analyst/i)
    assert.ok(outline.length > 2)
    assert.equal(
      app.page
        .context()
        .pages()
        .filter((page) => page.url().includes('print')).length,
      0,
    )
  })

  test(`${host}: pages neither leave, nor open windows, nor reach the network`, { skip }, async () => {
    await using app = await openApp(host)
    const { page } = app
    const before = page.context().pages().length
    await evaluated(app, `void window.open('https://example.org/')`)
    await evaluated(app, `void window.open('https://hadoop.apache.org/docs/')`)
    await evaluated(app, `location.href = 'https://example.org/'`).catch(() => undefined)
    if (host === 'stand-in') {
      await until('the link', () => app.coreOutput().includes('opens https://hadoop.apache.org/docs/'))
      assert.doesNotMatch(app.coreOutput(), /opens https:\/\/example\.org/)
    }
    await until('the windows to close', () => page.context().pages().length === before)
    assert.equal(page.url(), app.url)
    const reached = `fetch('https://example.org/').then(() => 'reached', () => 'refused')`
    assert.equal(await evaluated(app, reached), 'refused')
    const asked = `navigator.permissions.query({ name: 'geolocation' }).then(({ state }) => state)`
    assert.equal(await evaluated(app, asked), 'denied')
    const unknown = `Promise.all(['/nothing', '/assets/..%2findex.html', '/api/system'].map(async (at) => (await fetch(at)).status))`
    assert.deepEqual(await evaluated(app, unknown), [404, 404, 404])
    const posted = `fetch('/', { method: 'POST' }).then(({ status }) => status)`
    assert.equal(await evaluated(app, posted), 405)
  })

  test(`${host}: the app closes its core before it ends`, { skip }, async (context) => {
    const data = dataFolder(context)
    const app = await openApp(host, { dataFolder: data })
    await call(app, 'settings/update', { 'model.epochs': 7 })
    await app.stop()
    // Only a folder that nobody has open can be reset.
    const { code, stderr } = await runNnad(['--data', data, 'reset', '--yes'])
    assert.equal(code, 0, stderr)
  })

  test(`${host}: a crash of the core takes the window with it`, { skip }, async (context) => {
    const data = dataFolder(context)
    const app = await openApp(host, { dataFolder: data })
    const closed = new Promise((resolve) => app.page.once('close', resolve))
    await app.killCore()
    await closed
    await app.stop()
    await using again = await openApp(host, { dataFolder: data })
    assert.ok(await call(again, 'system/info'))
  })
}

// Electron shows a dialog that only a person closes, unless `nnad start` started it.
test(
  'stand-in: data that cannot be used is told, and the app ends',
  { skip: await skipReason('stand-in') },
  async (context) => {
    const folder = scratchFolder()
    context.after(() => folder.remove())
    await writeFile(path.join(folder.path, 'settings.json'), '{"model.epochs": "many"}')
    await assert.rejects(
      openApp('stand-in', { dataFolder: folder.path }),
      /settings\.json in .* could not be read/,
    )
  },
)
