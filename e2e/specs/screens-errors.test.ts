// What goes wrong: the server gone, a worker killed, windows that cannot be used; each told in plain words, and the way on.
import assert from 'node:assert/strict'
import { coreClient } from '../app/core-client.ts'
import { ended } from '../app/app-process.ts'
import { eventually } from '../app/eventually.ts'
import { goTo, screenSpec } from '../app/screen-specs.ts'
import { endWorkers } from '../end-workers.ts'
import { nnadFile, startProgram } from '../nnad-command.ts'

const gone = /ERR_CONNECTION_REFUSED/

screenSpec(
  'a server that is gone is told; the page stays readable and comes back with it',
  { stage: 'reported', on: ['served'], provoked: gone },
  async (app) => {
    const { page, dataFolder, url } = app
    await goTo(app, '/reports/1')
    const finding = page.getByRole('main').getByText('One incident: ', { exact: false })
    await finding.waitFor()
    const before = await finding.innerText()
    await app.killCore()
    const banner = page.getByRole('main').getByRole('alert')
    await banner.waitFor()
    assert.equal(
      await banner.innerText(),
      'nnad does not answer: it was stopped, or the connection is gone. Start it again; nothing that was saved is lost. ' +
        'This page keeps what it has and tries again by itself.',
    )
    assert.equal(await finding.innerText(), before)
    await page.getByRole('tab', { name: /^Flagged windows/ }).click()
    await page.getByRole('tabpanel').getByRole('row').nth(1).waitFor()
    const args = [nnadFile, '--data', dataFolder, 'serve', '--port', new URL(url).port]
    const server = startProgram(process.execPath, args)
    try {
      await banner.waitFor({ state: 'detached' })
      await page.getByRole('link', { name: /^Settings/ }).click()
      await page.getByLabel('Epochs', { exact: true }).waitFor()
    } finally {
      await page.goto('about:blank')
      server.child.kill('SIGTERM')
      await ended(server.child)
    }
  },
)

screenSpec(
  'a page that fails says so in its place; the shell stays, and it can be loaded again',
  { on: ['served'], provoked: /other-pages|ERR_FAILED/ },
  async (app) => {
    const { page } = app
    const code = /\/other-pages-.*\.js$/
    await page.route(code, (route) => route.abort())
    await goTo(app, '/reports')
    const main = page.getByRole('main')
    await main.getByRole('heading', { name: 'This page failed' }).waitFor()
    assert.match(await main.getByRole('alert').innerText(), /other-pages/)
    // Another page is not failed for it.
    await page.getByRole('link', { name: /^Start/ }).click()
    await main.getByRole('heading', { name: 'Start' }).waitFor()
    await page.goBack()
    await main.getByRole('heading', { name: 'This page failed' }).waitFor()
    await page.unroute(code)
    await main.getByRole('button', { name: 'Load it again' }).click()
    await main.getByRole('heading', { name: 'Reports' }).waitFor()
  },
)

screenSpec(
  'a training whose worker is killed fails in plain words, and the next one works',
  { stage: 'imported' },
  async (app) => {
    const { page } = app
    const core = coreClient(app)
    await core.settings.update({ 'model.epochs': 2000 })
    await goTo(app, '/investigate')
    const step = page.getByRole('region', { name: /Baseline/ })
    const train = step.getByRole('button', { name: 'Train model on baseline' })
    await step.getByText('Good baseline.', { exact: false }).waitFor()
    await train.click()
    await step.getByRole('progressbar', { name: 'Training on nn1.lab' }).waitFor()
    assert.equal(await endWorkers(app.corePid, 'train-worker'), 1)
    const told = step.getByText('The worker thread ended before its work was done', { exact: false })
    await told.waitFor()
    assert.match(
      await told.innerText(),
      /What it had saved is kept: start it again\. If memory ran out, choose a shorter window/,
    )
    const [job] = await core.jobs.list({})
    assert.deepEqual([job?.state, job?.error?.code], ['failed', 'WORKER_DIED'])
    await page.getByRole('button', { name: 'Jobs: 0 running' }).click()
    const panel = page.getByRole('dialog', { name: 'Jobs' })
    await panel.getByText('The worker thread ended', { exact: false }).waitFor()
    await page.keyboard.press('Escape')

    await core.settings.update({ 'model.epochs': 2 })
    await train.click()
    await step.getByRole('row', { name: /^Epochs run\s+2$/ }).waitFor()
    assert.equal(await told.count(), 0)
  },
)

screenSpec(
  'windows that cannot be used are refused with what is there',
  { stage: 'trained', provoked: /status of 409/ },
  async (app) => {
    const { page } = app
    await goTo(app, '/investigate')
    const baseline = page.getByRole('region', { name: /Baseline/ })
    const type = async (label: 'From' | 'To', text: string, step = baseline): Promise<void> => {
      await step.getByLabel(label, { exact: true }).fill(text)
      await step.getByLabel(label, { exact: true }).press('Enter')
    }
    await baseline.getByText('Good baseline.', { exact: false }).waitFor()
    await type('From', '2026-11-22 15:50:00')
    await type('To', '2026-11-22 15:50:10')
    await baseline.getByText('Unusable baseline.', { exact: false }).waitFor()
    assert.match(await baseline.innerText(), /1\d rows; \d+ at least are needed\./)
    assert.ok(await baseline.getByRole('button', { name: 'Train model on baseline' }).isDisabled())
    await baseline.getByText('This window cannot be trained on: choose another.').waitFor()

    const from = baseline.getByLabel('From', { exact: true })
    const error = async (): Promise<string> =>
      (await from.getAttribute('aria-invalid')) === 'true' ? await baseline.innerText() : ''
    await type('From', '2026-11-22 15:55:00')
    await eventually(async () => (await error()).includes('Wanted a time before To.'), true)
    await type('From', 'yesterday')
    await eventually(async () => (await error()).includes('Wanted a time before To.'), false)
    assert.match(await error(), /yesterday/)
    await from.press('Escape')
    assert.equal(await from.inputValue(), '2026-11-22 15:50:00')
    await type('To', '2031-01-01 00:00:00')
    await type('From', '2030-01-01 00:00:00')
    await eventually(
      async () => (await error()).includes('No data there: it reaches from 2026-11-22 15:47:38 to 16:14:04.'),
      true,
    )

    const suspect = page.getByRole('region', { name: /Suspect/ })
    // A short window is scored with the rows before it; the first ones of the history have none.
    await type('From', '2026-11-22 15:47:40', suspect)
    await type('To', '2026-11-22 15:47:50', suspect)
    await suspect.getByRole('button', { name: 'Analyze for anomalies' }).click()
    const analysis = async () => (await coreClient(app).jobs.list({})).find(({ kind }) => kind === 'analyze')
    await eventually(async () => (await analysis())?.error?.code, 'NO_DATA')
    // The preview says it before, the outcome after.
    const told = suspect.getByText('Too little processed data for analysis', { exact: false }).last()
    await eventually(
      () => told.innerText(),
      'Too little processed data for analysis: 30 unbroken rows are needed (5 minutes at 10 s), 2026-11-22 15:47:40 to ' +
        '2026-11-22 15:47:50 has 10. nn1.lab:8020 has data from 2026-11-22 15:47:38 to 2026-11-22 16:14:04. ' +
        'Choose another range, or wait until enough was collected.',
    )
    assert.equal((await coreClient(app).reports.list({})).length, 0)
  },
)
