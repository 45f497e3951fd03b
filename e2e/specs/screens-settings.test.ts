// Settings: each with its default, saved, undone, refused; out to a file and in again; what acts at once; the way to a clean
// state and back.
import assert from 'node:assert/strict'
import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Locator } from 'playwright-core'
import { z } from 'zod'
import { Settings, SettingsFile, settingTable } from '../../src-shared/contract/settings.ts'
import type { Contents } from '../../src-shared/contract/system.ts'
import { figure } from '../../src-shared/figures.ts'
import { axeFindsNothing } from '../app/axe.ts'
import { coreClient } from '../app/core-client.ts'
import { eventually } from '../app/eventually.ts'
import type { OpenedApp } from '../app/opened-app.ts'
import { savedDownload } from '../app/saved-download.ts'
import { goTo, screenSpec } from '../app/screen-specs.ts'

const defaults = Settings.parse({})
const kept = (app: OpenedApp): Promise<Settings> => coreClient(app).settings.get()
const contents = (app: OpenedApp): Promise<Contents> => coreClient(app).system.contents()

/** The line of a setting, by its name as the original has it. */
const lineOf = ({ page }: OpenedApp, id: string): Locator =>
  page.getByRole('row').filter({ has: page.getByText(id, { exact: true }) })

async function openSettings(app: OpenedApp): Promise<void> {
  await goTo(app, '/settings')
  await app.page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor()
  await lineOf(app, 'view.time_zone').waitFor()
}

screenSpec('every setting is there with its default, limits and effect', {}, async (app) => {
  await openSettings(app)
  const { page } = app
  const isOfDesktop = (id: string): boolean => id.startsWith('desktop.') || id.startsWith('update.')
  const isDesktop = app.host !== 'served'
  assert.equal(await page.getByRole('heading', { name: 'Desktop app' }).count(), isDesktop ? 1 : 0)
  for (const { id, label, doc, effect } of settingTable) {
    if (isOfDesktop(id) && !isDesktop) {
      assert.equal(await page.getByText(id, { exact: true }).count(), 0)
      continue
    }
    const line = lineOf(app, id)
    const input = line.getByLabel(label, { exact: true })
    const usual = defaults[id]
    if (typeof usual === 'boolean') assert.equal(await input.isChecked(), usual, id)
    else assert.equal(await input.inputValue(), String(usual), id)
    const text = await line.innerText()
    assert.ok(text.includes(doc) && text.includes(effect), text)
    assert.equal(await line.getByRole('button', { name: /^Reset/ }).count(), 0)
  }
  assert.match(await lineOf(app, 'model.sequence_length').innerText(), /whole number, 5 to 512/)
  assert.match(await lineOf(app, 'model.validation_split').innerText(), /number, 0 to 0\.9/)
  const options = (id: string) => lineOf(app, id).getByRole('option').allInnerTexts()
  assert.deepEqual(await options('report.paper'), ['usual in this region', 'A4', 'US Letter'])
  if (isDesktop) assert.deepEqual(await options('desktop.on_close'), ['ask me', 'keep watching', 'quit nnad'])
  const folder = page.getByRole('region', { name: 'System' }).getByText(app.dataFolder, { exact: true })
  assert.equal(await folder.count(), 1)
})

screenSpec('a setting is saved, survives a reload, is undone, refused and reset', {}, async (app) => {
  const { page } = app
  await openSettings(app)
  const line = lineOf(app, 'model.epochs')
  const epochs = line.getByLabel('Epochs', { exact: true })
  await epochs.fill('7')
  await epochs.press('Enter')
  await page.getByRole('alert').getByText('Epochs: 7, was 50').waitFor()
  assert.equal((await kept(app))['model.epochs'], 7)
  await page.reload()
  await epochs.waitFor()
  assert.equal(await epochs.inputValue(), '7')
  await line.getByRole('button', { name: 'Reset Epochs to 50' }).click()
  await page.getByRole('alert').getByText('Epochs: 50, was 7').waitFor()
  assert.equal((await kept(app))['model.epochs'], 50)
  assert.equal(await line.getByRole('button', { name: /^Reset/ }).count(), 0)
  await page.getByRole('alert').getByRole('button', { name: 'Undo' }).click()
  await eventually(() => epochs.inputValue(), '7')
  await eventually(async () => (await kept(app))['model.epochs'], 7)

  await epochs.fill('0')
  await epochs.press('Tab')
  await line.getByText('Wanted a whole number, 1 to 10,000, got "0". Not saved.').waitFor()
  assert.equal(await epochs.getAttribute('aria-invalid'), 'true')
  await epochs.fill('many')
  await line.getByText('got "many". Not saved.', { exact: false }).waitFor()
  assert.equal((await kept(app))['model.epochs'], 7)
  await epochs.press('Escape')
  assert.equal(await epochs.inputValue(), '7')
  assert.equal(await line.getByText('Not saved.', { exact: false }).count(), 0)
  await epochs.fill('12')
  await epochs.press('Tab')
  await eventually(async () => (await kept(app))['model.epochs'], 12)
})

// The browser itself complains of the refusals.
const refusals = { provoked: /status of 400 \(Bad Request\)/ }
screenSpec(
  'settings go out to a file and come in again, shown first, undone, refused',
  refusals,
  async (app) => {
    const { page, dataFolder } = app
    await coreClient(app).settings.update({ 'model.epochs': 7 })
    await openSettings(app)
    const transfer = page.getByRole('region', { name: 'Export and import' })
    const { name, bytes } = await savedDownload(app, () =>
      transfer.getByRole('button', { name: 'Export settings' }).click(),
    )
    assert.equal(name, 'nnad-settings.json')
    const exported = SettingsFile.parse(JSON.parse(Buffer.from(bytes).toString())).settings
    assert.deepEqual(exported, { ...defaults, 'model.epochs': 7 })
    const file = path.join(path.dirname(dataFolder), name)
    writeFileSync(file, bytes)

    const changed = await coreClient(app).settings.update({ 'model.epochs': 9, 'report.paper': 'letter' })
    await openSettings(app)
    const choose = async (): Promise<Locator> => {
      await transfer.getByLabel('File of settings').setInputFiles(file)
      const dialog = page.getByRole('dialog', { name: `Import ${name}` })
      await dialog.waitFor()
      return dialog
    }
    const dialog = await choose()
    await dialog.getByRole('table', { name: 'What changes' }).waitFor()
    assert.deepEqual(
      (await dialog.getByRole('row').allInnerTexts()).slice(1).map((text) => text.split(/\s*\t\s*/)),
      [
        ['Epochs model.epochs', '9', '7'],
        ['Paper report.paper', 'US Letter', 'usual in this region'],
      ],
    )
    await axeFindsNothing(app, 'the dialog of an import')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    assert.deepEqual(await kept(app), changed)
    await choose()
    await dialog.getByRole('button', { name: 'Import 2 settings' }).click()
    await dialog.waitFor({ state: 'detached' })
    const epochs = lineOf(app, 'model.epochs').getByLabel('Epochs', { exact: true })
    await eventually(() => epochs.inputValue(), '7')
    assert.deepEqual(await kept(app), exported)
    await choose()
    await dialog.getByText('Nothing to change: the settings are as in the file.').waitFor()
    assert.equal(await dialog.getByRole('button', { name: /^Import/ }).count(), 0)
    await dialog.getByRole('button', { name: 'Close', exact: true }).last().click()
    await dialog.waitFor({ state: 'detached' })
    const message = page.getByRole('alert').filter({ hasText: '2 settings imported' })
    await message.getByRole('button', { name: 'Undo' }).click()
    await eventually(() => epochs.inputValue(), '9')
    await eventually(() => kept(app), changed)

    const head = { format: 'nnad-settings', version: 1 }
    writeFileSync(file, JSON.stringify({ ...head, settings: { 'model.seed': 4, 'model.epochs': 0, odd: 1 } }))
    await choose()
    await dialog.getByText('Nothing can be imported from this file').waitFor()
    const problems = await dialog.getByRole('listitem').allInnerTexts()
    assert.deepEqual(problems, ['model.epochs: wanted a value >=1, got 0', 'there is no setting odd'])
    assert.equal(await dialog.getByRole('button', { name: /^Import/ }).count(), 0)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    writeFileSync(file, 'model.epochs: 3')
    await choose()
    await dialog.getByText(/wanted a file that nnad exported .* got another kind of file/).waitFor()
    assert.deepEqual(await kept(app), changed)
  },
)

screenSpec('colour scheme and zone act at once and survive a reload', { stage: 'imported' }, async (app) => {
  const { page } = app
  // The machine's zone in this page: an hour that no other zone here shows.
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setTimezoneOverride', { timezoneId: 'Asia/Kathmandu' })
  await openSettings(app)
  const isDark = async (): Promise<boolean> => {
    const color = z.string().parse(await page.evaluate('getComputedStyle(document.body).backgroundColor'))
    return (/\d+/g.exec(color)?.map(Number)[0] ?? 255) < 64
  }
  assert.equal(await isDark(), false)
  await lineOf(app, 'view.color_scheme').getByLabel('Colour scheme').selectOption('dark')
  await eventually(isDark, true)
  await page.reload()
  await eventually(isDark, true)
  await page.getByRole('button', { name: 'Colours: dark. Change to as this computer has it' }).click()
  await eventually(isDark, false)
  await eventually(async () => (await kept(app))['view.color_scheme'], 'auto')

  const here = page.getByRole('region', { name: 'What is here' })
  const from = async (): Promise<string> =>
    (await here.getByRole('row', { name: /nn1\.lab:8020/ }).innerText()).replace(
      /^.*2026-11-22 (\S+) to.*$/s,
      '$1',
    )
  await lineOf(app, 'view.time_zone').getByLabel('Time zone').selectOption('local')
  await eventually(async () => (await kept(app))['view.time_zone'], 'local')
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Start' }).click()
  await eventually(from, '21:32:38')
  await here.getByText('From, to (Asia/Kat', { exact: false }).waitFor()
  const zones = page.getByRole('radiogroup', { name: 'Time zone of all times' })
  assert.ok(await zones.getByRole('radio', { name: 'Local' }).isChecked())
  await page.reload()
  await eventually(from, '21:32:38')
  await zones.getByText('UTC', { exact: true }).click()
  await eventually(from, '15:47:38')
  await eventually(async () => (await kept(app))['view.time_zone'], 'utc')
})

screenSpec(
  'everything is set aside, put back, and a backup deleted for good',
  // A question in the midst of a reset is told to come again, and does.
  { stage: 'reported', provoked: /409 \(Conflict\)/ },
  async (app) => {
    const { page, dataFolder } = app
    await openSettings(app)
    const before = await contents(app)
    const clean = page.getByRole('region', { name: 'Clean state' })
    const list = [
      `1 source (nn1.lab) with ${figure(before.documents)} documents`,
      '1 trained model',
      '2 reports',
    ]
    await clean.getByText('2 reports').waitFor()
    assert.deepEqual(await clean.getByRole('listitem').allInnerTexts(), list)
    await clean.getByRole('button', { name: 'Set everything aside…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Set everything aside?' })
    await dialog.waitFor()
    assert.deepEqual(await dialog.getByRole('listitem').allInnerTexts(), list)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    assert.equal((await contents(app)).reports, 2)
    await clean.getByRole('button', { name: 'Set everything aside…' }).click()
    await dialog.getByRole('button', { name: 'Set everything aside' }).click()
    await clean.getByText('Nothing is kept here: the state is clean.').waitFor()
    const [backup = assert.fail('no backup')] = (await contents(app)).backups
    const folder = path.join(path.dirname(dataFolder), backup.name)
    assert.ok(existsSync(folder), folder)
    assert.deepEqual(await coreClient(app).reports.list({}), [])
    const pages = page.getByRole('navigation', { name: 'Pages' })
    await eventually(() => pages.getByRole('link').count(), 9)
    await pages.getByRole('link', { name: 'Start' }).click()
    await page.getByRole('heading', { name: 'From a dump to an answer' }).waitFor()

    await pages.getByRole('link', { name: 'Settings' }).click()
    await clean.getByRole('button', { name: `Put back ${backup.name}` }).click()
    await clean.getByText('2 reports').waitFor()
    assert.deepEqual(await clean.getByRole('listitem').allInnerTexts(), list)
    const after = await contents(app)
    assert.deepEqual([after.documents, after.models, after.reports], [before.documents, 1, 2])
    const [source] = await coreClient(app).sources.list()
    assert.equal(source?.documents, before.documents)
    await eventually(() => pages.getByRole('link').count(), 11)
    await goTo(app, '/reports/1')
    await page
      .getByRole('heading', { level: 1, name: 'nn1.lab, 2026-11-22 16:05:38 to 16:09:00 UTC' })
      .waitFor()

    await openSettings(app)
    await clean.getByRole('button', { name: 'Set everything aside…' }).click()
    await dialog.getByRole('button', { name: 'Set everything aside' }).click()
    await clean.getByText('Nothing is kept here: the state is clean.').waitFor()
    const [last = assert.fail('no backup')] = (await contents(app)).backups
    await clean.getByRole('button', { name: new RegExp(`^Delete ${last.name}\\sfor good`) }).click()
    const question = page.getByRole('dialog', { name: 'Delete this backup for good?' })
    await question.getByText(last.name, { exact: false }).waitFor()
    await question.getByRole('button', { name: 'Delete for good' }).click()
    await question.waitFor({ state: 'detached' })
    await eventually(async () => (await contents(app)).backups.some(({ name }) => name === last.name), false)
    assert.ok(!existsSync(path.join(path.dirname(dataFolder), last.name)))
  },
)
