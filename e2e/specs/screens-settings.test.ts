// Settings: each with its default, saved, undone, refused; what acts at once; the way to a clean state and back.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Locator } from 'playwright-core'
import { z } from 'zod'
import { Settings, settingTable } from '../../src-shared/contract/settings.ts'
import type { Contents } from '../../src-shared/contract/system.ts'
import { figure } from '../../src-shared/figures.ts'
import { coreClient } from '../app/core-client.ts'
import { eventually } from '../app/eventually.ts'
import type { OpenedApp } from '../app/opened-app.ts'
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
  for (const { id, label, doc, effect } of settingTable) {
    const line = lineOf(app, id)
    const input = line.getByLabel(label, { exact: true })
    assert.equal(await input.inputValue(), String(defaults[id]), id)
    const text = await line.innerText()
    assert.ok(text.includes(doc) && text.includes(effect), text)
    assert.equal(await line.getByRole('button', { name: /^Reset/ }).count(), 0)
  }
  assert.match(await lineOf(app, 'model.sequence_length').innerText(), /whole number, 5 to 512/)
  assert.match(await lineOf(app, 'model.validation_split').innerText(), /number, 0 to 0\.9/)
  const folder = app.page.getByRole('region', { name: 'System' }).getByText(app.dataFolder, { exact: true })
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
  { stage: 'reported' },
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
    await eventually(() => pages.getByRole('link').count(), 4)
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
    await eventually(() => pages.getByRole('link').count(), 6)
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
