// Incidents: found by live scoring, seen on every page, explained, acknowledged, muted, judged, annotated, reported.
import assert from 'node:assert/strict'
import type { IncidentHead } from '../../src-shared/contract/incidents.ts'
import { axeFindsNothing } from '../app/axe.ts'
import { type CoreClient, coreClient } from '../app/core-client.ts'
import { eventually, eventuallyPasses } from '../app/eventually.ts'
import { jobEnds } from '../app/job-ends.ts'
import type { OpenedApp } from '../app/opened-app.ts'
import { recentSample } from '../app/recent-sample.ts'
import { goTo, screenSpec } from '../app/screen-specs.ts'
import { type Watched, watched } from '../app/watched.ts'
import { recordedDocuments } from '../recordings.ts'

/** The recursive du of the recording: polled faster than it was, all of its rates are higher, too. */
const documents = await recordedDocuments('day-a', 120)

const isAt = ({ page }: OpenedApp, name: string): Promise<void> =>
  page.getByRole('heading', { level: 1, name, exact: true }).waitFor()

/** Collects and scores what is watched until there is an open incident. */
async function openIncident(core: CoreClient, lab: Watched): Promise<IncidentHead> {
  const found = await eventuallyPasses(
    async () => {
      await lab.collect(40)
      await core.monitoring.run({ stage: 'score' })
      const [incident] = await core.incidents.list({ state: 'open' })
      return incident
    },
    (incident) => assert.ok(incident !== undefined, 'live scoring found an incident that is open'),
  )
  assert.ok(found !== undefined)
  return found
}

screenSpec(
  'an incident is found, explained, and people say what they think of it',
  { stage: 'trained', on: ['served'] },
  async (app) => {
    const { page } = app
    const core = coreClient(app)
    await goTo(app, '/incidents')
    await page.getByText('nothing is scored yet', { exact: false }).waitFor()
    await axeFindsNothing(app, 'incidents, empty')
    await using lab = await watched(core, documents)
    const incident = await openIncident(core, lab)

    await page.getByRole('banner').getByRole('link', { name: '1 open incident' }).click()
    const row = page.getByRole('table', { name: 'Incidents' }).getByRole('row').nth(1)
    await row.getByText('open', { exact: true }).waitFor()
    await page
      .getByRole('navigation', { name: 'Pages' })
      .getByRole('link', { name: 'Incidents 1 open' })
      .waitFor()
    assert.ok((await row.innerText()).includes(incident.title))
    await axeFindsNothing(app, 'incidents')
    await row.getByRole('link', { name: incident.title }).click()
    await isAt(app, incident.title)
    const kept = await core.incidents.get({ id: incident.id })
    const [leading] = kept.incident.metrics
    await page
      .getByRole('table', { name: 'Root cause per metric' })
      .getByRole('rowheader', { name: leading?.metric ?? '', exact: true })
      .waitFor()
    await page
      .getByRole('region', { name: /cause$/i })
      .first()
      .waitFor()
    await axeFindsNothing(app, 'an incident')
    const now = (): Promise<IncidentHead> => core.incidents.get({ id: incident.id })

    await page.getByRole('button', { name: 'Acknowledge', exact: true }).click()
    await eventuallyPasses(now, ({ acknowledgedAt }) => assert.notEqual(acknowledgedAt, null))
    await page.getByRole('button', { name: 'Acknowledged: take it back' }).waitFor()
    await page.getByRole('button', { name: 'Mute…' }).click()
    await page.getByRole('button', { name: 'For 1 hour' }).click()
    const muted = await eventuallyPasses(now, ({ mutedUntil }) => assert.notEqual(mutedUntil, null))
    const minutes = ((muted.mutedUntil ?? 0) - Date.now()) / 60_000
    assert.ok(minutes > 55 && minutes <= 60, `muted for ${String(minutes)} min`)
    await page.getByRole('button', { name: 'Unmute' }).click()
    await eventually(async () => (await now()).mutedUntil, null)

    const normal = page.getByRole('button', { name: 'This is normal' })
    await normal.click()
    await eventually(async () => (await now()).verdict, 'normal')
    await eventually(() => normal.getAttribute('aria-pressed'), 'true')
    await page
      .getByRole('alert')
      .getByText('Judged as normal')
      .locator('..')
      .getByRole('button', { name: 'Undo' })
      .click()
    await eventually(async () => (await now()).verdict, null)
    await page.getByRole('textbox', { name: 'Note' }).fill('told the analyst')
    await page.getByRole('textbox', { name: 'Note' }).press('Control+Enter')
    await eventually(async () => (await now()).note, 'told the analyst')

    await goTo(app, `/live/${String(lab.sourceId)}`)
    await page.getByRole('alert').getByRole('link', { name: incident.title }).click()
    await isAt(app, incident.title)
    await page.getByRole('button', { name: 'Show on Investigate' }).click()
    await isAt(app, 'Investigate')
    await goTo(app, `/incidents/${String(incident.id)}`)
    await page.getByRole('button', { name: 'Make a report' }).click()
    await page.getByRole('button', { name: 'Export' }).waitFor()
    const [report] = await core.reports.list({})
    assert.equal(report?.from, incident.start - 30 * 60_000)
  },
)

screenSpec(
  'what was recorded before the watch has its incidents, on the desktop too',
  { on: ['stand-in', 'electron'], colorScheme: 'dark' },
  async (app) => {
    const { page } = app
    const core = coreClient(app)
    using recent = recentSample()
    const { id } = await core.imports.start({ paths: [recent.file] })
    await jobEnds(core, id)
    const { from, to } = recent.baseline
    await core.settings.update({ 'model.epochs': 4 })
    await core.models.train({ body: { from_ts: from, to_ts: to } })
    await using lab = await watched(core, documents)
    await lab.collect(1)
    await core.monitoring.run({ stage: 'score' })
    const all = await core.incidents.list({})
    const du = all.find(({ user }) => user === 'analyst')
    assert.ok(du !== undefined && du.cause !== null)
    assert.ok(du.start >= Date.parse(recent.du.from) && du.end <= Date.parse(recent.du.to))
    await goTo(app, '/incidents')
    const rows = page.getByRole('table', { name: 'Incidents' }).getByRole('row')
    await rows.nth(1).waitFor()
    assert.equal(await rows.count(), all.length + 1)
    await axeFindsNothing(app, 'incidents')
    await rows.getByRole('link', { name: du.title }).click()
    await isAt(app, du.title)
    await page
      .getByRole('region', { name: /cause$/i })
      .first()
      .waitFor()
    await axeFindsNothing(app, 'an incident')
    await page.getByRole('button', { name: 'Acknowledge', exact: true }).click()
    await page.getByRole('button', { name: 'Acknowledged: take it back' }).waitFor()
    assert.notEqual((await core.incidents.get({ id: du.id })).acknowledgedAt, null)
  },
)
