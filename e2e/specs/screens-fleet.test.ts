// The screens of engines and of fleet runs: over a real Prometheus where there is one, and what they say without any.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import test from 'node:test'
import { Fleet } from '../../src-shared/contract/fleets.ts'
import { figure, metricLabel } from '../../src-shared/figures.ts'
import { timeText } from '../../src-shared/zones.ts'
import { axeFindsNothing } from '../app/axe.ts'
import { type CoreClient, coreClient } from '../app/core-client.ts'
import { eventually, eventuallyPasses } from '../app/eventually.ts'
import type { OpenedApp } from '../app/opened-app.ts'
import { savedDownload } from '../app/saved-download.ts'
import { goTo, screenSpec } from '../app/screen-specs.ts'
import { hashOf, shownRows } from '../app/shown-texts.ts'
import { type FleetSite, fleetSite } from '../prometheus/fleet-site.ts'
import { freePort, missingForPrometheus } from '../prometheus/programs.ts'

const isAt = ({ page }: OpenedApp, name: string): Promise<void> =>
  page.getByRole('heading', { level: 1, name, exact: true }).waitFor()

/** Refused with its reason, tested, added, its NameNodes as the core finds them. */
async function addEngine(app: OpenedApp, core: CoreClient, { server }: FleetSite): Promise<void> {
  const { page } = app
  await goTo(app, '/engines')
  await page.getByRole('heading', { level: 2, name: 'No engine is known yet' }).waitFor()
  await page.getByRole('link', { name: 'Add an engine' }).click()
  await isAt(app, 'Add an engine')
  await axeFindsNothing(app, 'form of an engine')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByText('Wanted an address such as', { exact: false }).waitFor()

  const address = page.getByRole('textbox', { name: 'Base address' })
  await address.fill(`${server.url}/wrong`)
  await page.getByRole('button', { name: 'Test the engine' }).click()
  const outcome = page.getByRole('region', { name: 'Test', exact: true })
  await outcome.getByText('failed', { exact: true }).waitFor()
  const input = { name: 'x', url: `${server.url}/wrong` }
  const { problem } = await core.engines.test({ engine: input })
  assert.ok((await outcome.innerText()).includes(`${String(problem?.message)} ${String(problem?.fix)}`))

  await address.fill(server.url)
  await page.getByRole('button', { name: 'Test the engine' }).click()
  await outcome.getByText(/Prometheus [\d.]+\S*, .*3 NameNodes$/).waitFor()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('site')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await isAt(app, 'site')
  const found = await core.engines.namenodes({ id: 1 })
  assert.equal(found.length, 3)
  const table = page.getByRole('table', { name: 'NameNodes found' })
  await table.waitFor()
  const rows = await shownRows(table)
  for (const [index, { instance, cluster, metrics, signals, missing }] of found.entries())
    assert.deepEqual(rows[index]?.slice(1, 6), [
      instance,
      cluster,
      `${figure(metrics.mapped)} of ${figure(metrics.of)}`,
      `${figure(signals.mapped)} of ${figure(signals.of)}`,
      missing.length === 0 ? '–' : figure(missing.length),
    ])
  const [first] = found
  const [id] = first?.missing ?? []
  if (first !== undefined && id !== undefined) {
    await page.getByRole('button', { name: `missing at ${first.instance}`, exact: false }).click()
    await table.getByText(metricLabel(id), { exact: false }).waitFor()
  }
  await axeFindsNothing(app, 'an engine with its NameNodes')
}

/** An hour of one NameNode is fetched, and once more: then it is here already. */
async function fetchHour(app: OpenedApp, core: CoreClient, { window }: FleetSite): Promise<void> {
  const { page } = app
  const [node] = await core.engines.namenodes({ id: 1 })
  const instance = node?.instance ?? ''
  await page.getByRole('checkbox', { name: `Choose ${instance}`, exact: true }).check()
  const fetchIt = page.getByRole('button', { name: 'Fetch 1 NameNode' })
  for (const [label, time] of [
    ['To', window.from + 3_600_000],
    ['From', window.from],
  ] as const) {
    await page.getByLabel(label, { exact: true }).fill(timeText(time, 'UTC'))
    await page.getByLabel(label, { exact: true }).press('Enter')
  }
  await page.getByText(/^At most 60 documents/).waitFor()
  await fetchIt.click()
  const row = page.getByRole('row', { name: new RegExp(`^${instance} .* documents`) })
  await row.first().waitFor()
  const [done] = await core.engines.fetches({ id: 1 })
  const [brought] = done?.summary.nodes ?? []
  assert.ok(brought !== undefined && brought.documents >= 59 && brought.documents <= 61)
  assert.match(await row.first().innerText(), new RegExp(`${String(brought.documents)} documents`))
  await fetchIt.click()
  await row.getByText('were here already', { exact: false }).waitFor()
  await axeFindsNothing(app, 'what was fetched')
  await row
    .first()
    .getByRole('link', { name: `Investigate ${instance}` })
    .click()
  await isAt(app, 'Investigate')
}

/** A query is changed, found among the own ones, exported, taken back, and imported with another. */
async function changeMapping(app: OpenedApp, core: CoreClient): Promise<void> {
  const { page } = app
  await goTo(app, '/engines/1/mapping')
  const table = page.getByRole('table', { name: 'Queries', exact: true })
  await table.waitFor()
  const before = await core.engines.mapping({ id: 1 })
  await page.getByText(`All ${figure(before.rows.length)}`, { exact: true }).waitFor()
  await page.getByRole('textbox', { name: 'Find queries' }).fill('FSNamesystem MissingBlocks')
  const edit = page.getByRole('button', { name: 'Edit MissingBlocks', exact: true })
  await edit.first().click()
  await page.getByRole('textbox', { name: 'Query of MissingBlocks' }).fill('my_missing{$node}')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await table.getByText('own, matches nothing', { exact: true }).waitFor()
  const kept = (await core.engines.list())[0]?.mapping ?? []
  assert.deepEqual(
    kept.map(({ attribute, query }) => [attribute, query]),
    [['MissingBlocks', 'my_missing{$node}']],
  )
  await axeFindsNothing(app, 'a mapping')
  const file = await savedDownload(app, () => page.getByRole('button', { name: 'Export as JSON' }).click())
  const rows = JSON.parse(Buffer.from(file.bytes).toString()) as { attribute: string; query: string }[]
  const now = await core.engines.mapping({ id: 1 })
  assert.equal(rows.length, now.rows.filter(({ isOwn, found }) => isOwn || found !== null).length)
  assert.ok(rows.some(({ query }) => query === 'my_missing{$node}'))

  await edit.first().click()
  await page.getByRole('button', { name: 'Back to what was found' }).click()
  await eventually(async () => (await core.engines.list())[0]?.mapping, [])
  await table.getByText('own, matches nothing', { exact: true }).waitFor({ state: 'detached' })
  const folder = mkdtempSync(path.join(os.tmpdir(), 'nnad-mapping-'))
  try {
    const given = path.join(folder, 'given.json')
    writeFileSync(given, file.bytes)
    const input = page.getByLabel('File of a mapping')
    await input.setInputFiles(given)
    const dialog = page.getByRole('dialog', { name: 'Import given.json' })
    await dialog.getByText(/^1 query of it would be read instead/).waitFor()
    await axeFindsNothing(app, 'an import of a mapping')
    await dialog.getByRole('button', { name: 'Import', exact: true }).click()
    await page.getByText('1 query imported', { exact: true }).waitFor()
    assert.deepEqual((await core.engines.list())[0]?.mapping, kept)
    await page.getByRole('button', { name: 'Undo' }).click()
    await eventually(async () => (await core.engines.list())[0]?.mapping, [])
    writeFileSync(given, '{"no": "mapping"}')
    await input.setInputFiles(given)
    await dialog.getByText('This is no mapping', { exact: true }).waitFor()
    await dialog.getByRole('button', { name: 'Close' }).last().click()
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Three NameNodes are judged: the ill one comes first, its report is made on demand, the table is the core's. */
async function runFleet(app: OpenedApp, core: CoreClient, { window, ill }: FleetSite): Promise<void> {
  const { page } = app
  await core.settings.update({ 'model.epochs': 2 })
  await goTo(app, '/fleet?engine=1')
  await page.getByText('No run yet.', { exact: false }).waitFor()
  for (const [label, time] of [
    ['Window to', window.to],
    ['Window from', window.from],
  ] as const) {
    await page.getByLabel(label, { exact: true }).fill(timeText(time, 'UTC'))
    await page.getByLabel(label, { exact: true }).press('Enter')
  }
  await page.getByRole('radio', { name: 'The hours before the window' }).check()
  const hours = page.getByRole('textbox', { name: 'Hours', exact: true })
  await hours.fill('0')
  const start = page.getByRole('button', { name: 'Judge 3 NameNodes' })
  assert.equal(await start.isDisabled(), true)
  await axeFindsNothing(app, 'the form of a run with what is wrong')
  await hours.fill('6')
  await start.click()
  await isAt(app, 'Fleet run 1')
  const fleet = await eventuallyPasses(
    () => core.fleets.get({ id: 1 }),
    ({ state }) => assert.equal(state, 'done'),
    120_000,
  )
  assert.deepEqual(fleet.window, window)
  assert.deepEqual(fleet.baseline, { kind: 'hours-before', hours: 6 })
  await page.getByText('3 of 3 judged', { exact: false }).waitFor()
  const table = page.getByRole('table', { name: 'NameNodes of the run' })
  const instances = async () => (await shownRows(table)).map(([, name]) => name)
  await eventually(
    instances,
    fleet.rows.map(({ instance }) => instance),
  )
  assert.equal((await instances())[0], ill[0])
  const severity = Math.round(fleet.rows[0]?.finding?.severity ?? 0)
  assert.ok(severity > 0)
  assert.match((await shownRows(table))[0]?.[0] ?? '', new RegExp(`^${String(severity)}, `))
  await axeFindsNothing(app, 'a run that is done')

  const byName = page.getByRole('columnheader', { name: 'NameNode', exact: true })
  await byName.getByRole('button').click()
  assert.equal(await byName.getAttribute('aria-sort'), 'ascending')
  await eventually(instances, fleet.rows.map(({ instance }) => instance).toSorted())
  await page.getByText(`With incidents ${figure(fleet.withIncidents)}`, { exact: true }).click()
  await eventually(async () => (await instances()).length, fleet.withIncidents)
  await page.getByRole('textbox', { name: 'Find NameNodes of the run' }).fill('no such name')
  await page.getByText('No NameNode here has “no such name”', { exact: false }).waitFor()
  await page.getByRole('textbox', { name: 'Find NameNodes of the run' }).fill('')

  const file = await savedDownload(app, () => page.getByRole('button', { name: 'Download JSON' }).click())
  assert.equal(file.name, 'nnad-fleet-1.json')
  assert.deepEqual(Fleet.parse(JSON.parse(Buffer.from(file.bytes).toString())), fleet)

  await page.getByRole('button', { name: `Make report of ${String(ill[0])}` }).click()
  await table.getByRole('link', { name: `Open report of ${String(ill[0])}` }).click()
  const reports = await core.reports.list({ limit: 10 })
  assert.equal(reports.length, 1)
  await eventually(() => hashOf(page), `#/reports/${String(reports[0]?.id)}`)
  await isAt(app, reports[0]?.title ?? '')
  assert.equal((await core.fleets.get({ id: 1 })).rows[0]?.reportId, reports[0]?.id)
}

/** What cannot be undone asks first. */
async function removeAll(app: OpenedApp, core: CoreClient): Promise<void> {
  const { page } = app
  await goTo(app, '/fleet')
  await page.getByRole('link', { name: 'Run 1', exact: true }).click()
  await page.getByRole('button', { name: 'Delete this run' }).click()
  const question = page.getByRole('dialog', { name: 'Delete run 1?' })
  await axeFindsNothing(app, 'a question before a run is deleted')
  await question.getByRole('button', { name: 'Keep it' }).click()
  assert.equal((await core.fleets.list({})).length, 1)
  await page.getByRole('button', { name: 'Delete this run' }).click()
  await question.getByRole('button', { name: 'Delete', exact: true }).click()
  await page.getByText('No run yet.', { exact: false }).waitFor()
  assert.deepEqual(await core.fleets.list({}), [])
  await goTo(app, '/engines')
  await page.getByRole('button', { name: 'Remove site' }).click()
  await page
    .getByRole('dialog', { name: 'Remove site?' })
    .getByRole('button', { name: 'Remove', exact: true })
    .click()
  await page.getByRole('heading', { level: 2, name: 'No engine is known yet' }).waitFor()
  assert.deepEqual(await core.engines.list(), [])
}

const missing = missingForPrometheus()
const whole =
  'an engine is added, fetched from and mapped; a fleet run ranks its NameNodes and makes a report'
if (missing === false)
  screenSpec(whole, { on: ['served'], provoked: /status of 4\d\d/ }, async (app) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'nnad-site-'))
    try {
      await using site = await fleetSite(folder, { nodes: 3, days: 1, ill: 1 })
      const core = coreClient(app)
      await addEngine(app, core, site)
      await fetchHour(app, core, site)
      await changeMapping(app, core)
      await runFleet(app, core, site)
      await removeAll(app, core)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
else test(whole, { skip: missing })

screenSpec(
  'without an engine the pages say what one is for; one that refuses says so; keys and palette lead there',
  { colorScheme: 'dark', provoked: /status of (4|5)\d\d/ },
  async (app) => {
    const { page } = app
    const core = coreClient(app)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.keyboard.press('Shift+F')
    await isAt(app, 'Fleet')
    await page.getByRole('heading', { level: 2, name: 'A fleet run needs an engine' }).waitFor()
    await axeFindsNothing(app, 'fleet without an engine')
    await page.keyboard.press('Shift+H')
    await isAt(app, 'Engines')
    await page.getByRole('heading', { level: 2, name: 'No engine is known yet' }).waitFor()
    await axeFindsNothing(app, 'engines, none')
    await page.keyboard.press('Control+K')
    const palette = page.getByRole('dialog', { name: 'Search or run a command' })
    await palette.getByRole('textbox').fill('add an engine')
    await palette.getByRole('button', { name: /^Add an engine/ }).click()
    await isAt(app, 'Add an engine')
    await page.getByRole('link', { name: 'Engines', exact: true }).click()

    const url = `http://127.0.0.1:${String(await freePort())}`
    await core.engines.add({ name: 'gone', url })
    await page.getByRole('link', { name: 'Start', exact: true }).click()
    await goTo(app, '/engines/1')
    await isAt(app, 'gone')
    const failure = page.getByRole('alert').filter({ hasText: 'Its NameNodes are not known' })
    await failure.waitFor()
    assert.match(await failure.innerText(), /nothing listens on that port/)
    await axeFindsNothing(app, 'an engine that refuses')
    await goTo(app, '/engines/7')
    await page.getByText('There is none: it was removed', { exact: false }).waitFor()
    await goTo(app, '/fleet/7')
    await page.getByText('There is none: it was deleted', { exact: false }).waitFor()
  },
)
