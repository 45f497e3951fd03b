// Without a mouse: the palette, the list of keys, the way from Start to a report, the desktop's menu; and addresses as links.
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { coreClient } from '../app/core-client.ts'
import { eventually } from '../app/eventually.ts'
import { focused } from '../app/focused.ts'
import type { OpenedApp } from '../app/opened-app.ts'
import { sample } from '../app/prepared-data.ts'
import { goTo, screenSpec } from '../app/screen-specs.ts'

const duTitle = 'nn1.lab, 2026-11-22 16:05:38 to 16:09:00 UTC'
const gcTitle = 'nn1.lab, 2026-11-22 16:11:00 to 16:14:05 UTC'

/** Waits for a page by its heading. */
const isAt = ({ page }: OpenedApp, name: string): Promise<void> =>
  page.getByRole('heading', { level: 1, name, exact: true }).waitFor()

/** Presses Tab until something has the focus. */
async function tabTo(page: Page, wanted: string): Promise<void> {
  const passed: string[] = []
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab')
    const now = await focused(page)
    if (now === wanted) return
    passed.push(now)
  }
  assert.fail(`Tab does not lead to ${wanted}; passed ${passed.join(', ')}`)
}

screenSpec('the palette finds commands and reports, and runs them', { stage: 'reported' }, async (app) => {
  const { page } = app
  const palette = page.getByRole('dialog', { name: 'Search or run a command' })
  const field = palette.getByRole('textbox', { name: 'Search or run a command' })
  const open = async (text: string): Promise<void> => {
    await page.keyboard.press('Control+K')
    await field.waitFor()
    await eventually(() => field.evaluate('document.activeElement.placeholder'), 'Search or run a command')
    await page.keyboard.type(text)
  }
  const shown = (name: string) => palette.getByRole('button', { name })
  await page.getByRole('button', { name: 'Open sample' }).waitFor()
  await open('go to set')
  await eventually(() => palette.getByRole('button').count(), 1)
  await shown('Go to Settings').waitFor()
  await page.keyboard.press('Enter')
  await isAt(app, 'Settings')
  await palette.waitFor({ state: 'detached' })

  await open('16:11:00')
  await shown(gcTitle).waitFor()
  await page.keyboard.press('Enter')
  await isAt(app, gcTitle)

  await open('dark')
  await page.keyboard.press('Enter')
  await eventually(async () => (await coreClient(app).settings.get())['view.color_scheme'], 'dark')
  await open('no such thing')
  await palette.getByText('No command and no report is called so.').waitFor()
  await page.keyboard.press('Escape')
  await palette.waitFor({ state: 'detached' })
})

screenSpec(
  '? lists the keys, Esc gives the focus back, and the keys do what the list says',
  { stage: 'reported' },
  async (app) => {
    const { page } = app
    const keys = page.getByRole('dialog', { name: 'Keys' })
    const jobs = page.getByRole('button', { name: 'Jobs: 0 running' })
    await jobs.focus()
    await page.keyboard.press('?')
    await keys.waitFor()
    for (const [command, pressed] of [
      ['Go to Investigate', 'Shift I'],
      ['Go to Settings', ','],
      ['Open dump: choose files', 'Ctrl O'],
      ['Search or run a command', 'Ctrl K'],
      ['Show all keys', '?'],
    ] as const) {
      const row = keys.getByRole('row').filter({ hasText: command })
      assert.deepEqual(await row.getByRole('cell').allInnerTexts(), [command, pressed])
    }
    await page.keyboard.press('Escape')
    await keys.waitFor({ state: 'detached' })
    await eventually(() => focused(page), 'button "Jobs: 0 running"')

    for (const [pressed, name] of [
      ['Shift+I', 'Investigate'],
      ['Shift+R', 'Reports'],
      [',', 'Settings'],
      ['Shift+S', 'Start'],
    ] as const) {
      await page.keyboard.press(pressed)
      await isAt(app, name)
    }
    await page.keyboard.press('J')
    await page.getByRole('dialog', { name: 'Jobs' }).getByText('Nothing runs', { exact: false }).waitFor()
    // It takes the focus a moment after it is drawn; Escape closes it from then on.
    await eventually(async () => {
      await page.keyboard.press('Escape')
      return await page.getByRole('dialog', { name: 'Jobs' }).count()
    }, 0)

    await page.keyboard.press(',')
    const epochs = page.getByLabel('Epochs', { exact: true })
    await epochs.fill('1')
    await epochs.press('?')
    assert.equal(await epochs.inputValue(), '1?')
    assert.equal(await keys.count(), 0)
  },
)

screenSpec(
  'from Start to a report by Tab and Enter alone, with the skip link first',
  { stage: 'reported' },
  async (app) => {
    const { page } = app
    await page.getByRole('link', { name: /^Reports/ }).waitFor()
    await page.keyboard.press('Tab')
    assert.equal(await focused(page), 'button "Skip to content"')
    await page.keyboard.press('Enter')
    assert.match(await focused(page), /^main/)
    await page.keyboard.press('Tab')
    assert.equal(await focused(page), 'button "Choose files…"')

    await page.reload()
    await page.getByRole('link', { name: /^Reports/ }).waitFor()
    await tabTo(page, 'link "Reports 2"')
    await page.keyboard.press('Enter')
    await isAt(app, 'Reports')
    await page.getByRole('main').getByRole('link', { name: duTitle }).waitFor()
    // The navigation names the latest reports, too.
    await tabTo(page, 'checkbox "Choose report 1 for comparing"')
    await tabTo(page, `link "${duTitle}"`)
    await page.keyboard.press('Enter')
    await isAt(app, duTitle)
    assert.match(await page.getByRole('main').innerText(), /One incident: it began at .*Probable cause: /)
  },
)

screenSpec('the menu does what its items say', { on: ['stand-in', 'electron'] }, async (app) => {
  const { page } = app
  await app.chooseMenu('open-sample')
  const imported = page.getByRole('region', { name: 'Imported' })
  await imported.getByText('1,556 documents', { exact: false }).waitFor()
  for (const [id, name] of [
    ['add-namenode', 'Add a NameNode'],
    ['go-namenodes', 'NameNodes'],
    ['go-live', 'Live'],
    ['go-incidents', 'Incidents'],
    ['go-investigate', 'Investigate'],
    ['go-reports', 'Reports'],
    ['go-engines', 'Engines'],
    ['go-fleet', 'Fleet'],
    ['go-settings', 'Settings'],
    ['go-start', 'Start'],
  ] as const) {
    await app.chooseMenu(id)
    await isAt(app, name)
  }
  await app.chooseMenu('help-keys')
  await page.getByRole('dialog', { name: 'Keys' }).waitFor()
  await page.keyboard.press('Escape')
  await app.chooseMenu('go-settings')
  await isAt(app, 'Settings')
  await app.chooseFiles([sample.file])
  await app.chooseMenu('open-dump')
  await isAt(app, 'Start')
  await imported.getByText('All 1,556 documents', { exact: false }).waitFor()
})

screenSpec('every page has an address', { stage: 'reported' }, async (app) => {
  const { page } = app
  for (const [address, heading, title] of [
    ['/', 'Start', 'Start'],
    ['/namenodes', 'NameNodes', 'NameNodes'],
    ['/namenodes/add', 'Add a NameNode', 'Add a NameNode'],
    ['/live', 'Live', 'Live'],
    ['/incidents', 'Incidents', 'Incidents'],
    ['/investigate', 'Investigate', 'Investigate'],
    ['/reports', 'Reports', 'Reports'],
    ['/reports/2', gcTitle, 'Report 2'],
    ['/settings', 'Settings', 'Settings'],
    ['/nowhere', 'Start', 'Start'],
  ] as const) {
    await goTo(app, address)
    await isAt(app, heading)
    await eventually(() => page.title(), `${title} – NameNode Anomaly Detector`)
  }
  await goTo(app, '/compare/1/2')
  await eventually(() => page.title(), 'Compare reports – NameNode Anomaly Detector')
  for (const title of [duTitle, gcTitle])
    await page.getByRole('main').getByRole('link', { name: title }).first().waitFor()
  const windows =
    'baseline=2026-11-22T15:50:00Z..2026-11-22T16:00:00Z&suspect=2026-11-22T16:06:00Z..2026-11-22T16:08:30Z'
  await goTo(app, `/investigate?source=1&${windows}`)
  const typed = page.getByRole('main').getByRole('textbox', { name: /^(From|To)$/ })
  await typed.first().waitFor()
  const values = ['15:50:00', '16:00:00', '16:06:00', '16:08:30'].map((clock) => `2026-11-22 ${clock}`)
  await eventually(async () => Promise.all((await typed.all()).map((one) => one.inputValue())), values)
})
