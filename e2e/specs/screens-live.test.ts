// Live: charts that move with time, stop on request, ask for nothing while nobody sees them; the baseline rule and the models.
import assert from 'node:assert/strict'
import type { Locator, Page } from 'playwright-core'
import type { Model } from '../../src-shared/contract/models.ts'
import { timeText } from '../../src-shared/zones.ts'
import { axeFindsNothing } from '../app/axe.ts'
import { coreClient } from '../app/core-client.ts'
import { eventually, eventuallyPasses } from '../app/eventually.ts'
import type { OpenedApp } from '../app/opened-app.ts'
import { goTo, screenSpec } from '../app/screen-specs.ts'
import { type Watched, watched } from '../app/watched.ts'
import { recordedDocuments } from '../recordings.ts'

const documents = await recordedDocuments('day-a', 60)
const metric = 'RPC processing time'

/** Time of the last row of a chart's table. */
async function lastTime(page: Page): Promise<string> {
  const table = page.getByRole('figure', { name: metric }).getByRole('table')
  return (await table.getByRole('row').last().getByRole('cell').first().innerText()).trim()
}

/** Opens the charts of what is watched and shows one as a table; gives its latest time. */
async function openCharts(app: OpenedApp, lab: Watched): Promise<string> {
  const { page } = app
  await lab.collect(20)
  await goTo(app, `/live/${String(lab.sourceId)}`)
  await page.getByRole('application', { name: /^Anomaly score: chart/ }).waitFor()
  const chart = page.getByRole('figure', { name: metric })
  await chart.getByRole('button', { name: `${metric}: show as table` }).click()
  const time = await eventuallyPasses(
    () => lastTime(page),
    (text) => assert.match(text, /^\d{4}-\d\d-\d\d \d\d:/),
  )
  await page.getByText('moves with time').waitFor()
  // What a tooltip says, the button says by itself.
  await page.mouse.move(0, 0)
  await page.getByRole('tooltip').waitFor({ state: 'detached' })
  await axeFindsNothing(app, 'live')
  return time
}

/** Collects until there is a row of a later second; gives the chart's latest time once it has gone on. */
async function movedOn({ page }: OpenedApp, lab: Watched, before: string): Promise<string> {
  await lab.collect(30)
  return eventuallyPasses(
    () => lastTime(page),
    (text) => assert.ok(text > before, `${text} after ${before}`),
  )
}

async function standsStill(app: OpenedApp, lab: Watched, before: string): Promise<void> {
  const { page } = app
  await page.getByRole('button', { name: 'Stop following' }).click()
  await page.getByText('stands still').waitFor()
  await lab.collect(30)
  // The page knows of the new row, and does not show it.
  const told = page.getByRole('list', { name: /^Model and rows of/ })
  const clock = before.slice(-8)
  await eventuallyPasses(
    () => told.innerText(),
    (text) => assert.ok((/latest row (\S{8})/.exec(text)?.[1] ?? '') > clock, text),
  )
  assert.equal(await lastTime(page), before)
  await page.getByRole('button', { name: 'Follow again' }).click()
  await eventuallyPasses(
    () => lastTime(page),
    (text) => assert.ok(text > before, `${text} after ${before}`),
  )
  await page.getByRole('radiogroup', { name: 'Stretch shown' }).getByText('24 h').click()
  await page.getByRole('application', { name: /^Anomaly score: chart/ }).waitFor()
}

async function savesTheRule(app: OpenedApp, { sourceId }: Watched): Promise<void> {
  const { page } = app
  const core = coreClient(app)
  const rule = page.getByRole('region', { name: 'Baseline' })
  await rule.getByRole('radio', { name: /^Rolling/ }).check()
  await rule.getByRole('textbox', { name: 'Days' }).fill('3')
  await rule.getByText(/^It would learn/).waitFor()
  await axeFindsNothing(app, 'baseline and models')
  await rule.getByRole('button', { name: 'Save the baseline rule' }).click()
  const now = async () => (await core.sources.get({ id: sourceId })).baseline
  await eventually(now, { kind: 'rolling', days: 3, hours: null })
  await rule.getByText('the last 3 days before it', { exact: false }).waitFor()
}

/** An earlier model is used again, and by Undo the later one. */
async function putsBack(app: OpenedApp, { sourceId }: Watched): Promise<void> {
  const { page } = app
  const inUse = async () =>
    (await coreClient(app).models.list({ source: sourceId })).find(({ current }) => current)?.id
  const models = await coreClient(app).models.list({ source: sourceId })
  const [later, earlier] = models
  assert.ok(later?.current === true && earlier?.current === false)
  const rowOf = ({ createdAt }: Model): Locator =>
    page
      .getByRole('table', { name: 'Models' })
      .getByRole('row')
      .filter({ hasText: timeText(createdAt, 'UTC') })
  await rowOf(later).getByText('in use', { exact: true }).waitFor()
  await rowOf(earlier)
    .getByRole('button', { name: /^Use the model of/ })
    .click()
  await rowOf(earlier).getByText('in use', { exact: true }).waitFor()
  await rowOf(later).getByText('earlier', { exact: true }).waitFor()
  await eventually(inUse, earlier.id)
  await page
    .getByRole('alert')
    .getByText(`Model ${earlier.id} judges from now on`)
    .locator('..')
    .getByRole('button', { name: 'Undo' })
    .click()
  await rowOf(later).getByText('in use', { exact: true }).waitFor()
  await eventually(inUse, later.id)
}

/** Whatever the clock says, a page that is hidden asks for nothing. */
async function isQuietWhileHidden(app: OpenedApp): Promise<void> {
  const { page } = app
  await page.clock.install()
  await goTo(app, '/namenodes')
  await page.getByRole('heading', { name: 'Monitoring' }).waitFor()
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  const asksAgain = (): Promise<void> =>
    eventually(() => Promise.resolve(asked.some((url) => url.endsWith('/api/watches'))), true)
  await asksAgain()
  const turn = (state: 'hidden' | 'visible'): Promise<unknown> =>
    page.evaluate(`
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => '${state}' })
      document.dispatchEvent(new Event('visibilitychange'))`)
  await turn('hidden')
  asked.length = 0
  await page.clock.runFor(60_000)
  assert.equal(asked.length, 0, asked.join(', '))
  await turn('visible')
  await page.clock.runFor(10_000)
  await asksAgain()
}

screenSpec(
  'charts move with time and stand still on request; rule and models; nothing is asked for unseen',
  { stage: 'retrained', on: ['served'] },
  async (app) => {
    await goTo(app, '/live')
    await app.page.getByText('Nothing to see live yet', { exact: false }).waitFor()
    await axeFindsNothing(app, 'live, empty')
    await using lab = await watched(coreClient(app), documents)
    const first = await openCharts(app, lab)
    await standsStill(app, lab, await movedOn(app, lab, first))
    await app.page
      .getByRole('radiogroup', { name: 'What is shown of it' })
      .getByText('Baseline and models')
      .click()
    await savesTheRule(app, lab)
    await putsBack(app, lab)
    await isQuietWhileHidden(app)
  },
)

screenSpec(
  'charts move with time, and a model is put back, on the desktop',
  { stage: 'retrained', on: ['stand-in', 'electron'], colorScheme: 'dark' },
  async (app) => {
    await using lab = await watched(coreClient(app), documents)
    await movedOn(app, lab, await openCharts(app, lab))
    await goTo(app, `/live/${String(lab.sourceId)}/models`)
    await putsBack(app, lab)
    await axeFindsNothing(app, 'baseline and models')
  },
)
