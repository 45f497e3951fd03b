// The Report screen: what it shows is what the core says, and what people change stays.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Locator } from 'playwright-core'
import { z } from 'zod'
import type { SavedReport } from '../../src-shared/contract/reports.ts'
import { figure, metricFigure, normalText } from '../../src-shared/figures.ts'
import { keptSignals, leadingMetrics, panelsOf } from '../../src-renderer/features/report/key-metrics.ts'
import { analysisSummary } from '../../src-shared/summary.ts'
import { hasFallen, hasRisen } from '../../src-shared/summary/heights.ts'
import { clockText, rangeText, timeText } from '../../src-shared/zones.ts'
import { coreClient } from '../app/core-client.ts'
import { eventually } from '../app/eventually.ts'
import type { OpenedApp } from '../app/opened-app.ts'
import { goTo, screenSpec } from '../app/screen-specs.ts'
import { hashOf, shareOf, shownRows } from '../app/shown-texts.ts'
import { productFolder } from '../nnad-command.ts'

const Labels = z.object({
  events: z.array(z.object({ kind: z.string(), start: z.number(), expected: z.array(z.string()) })),
})
const labels = Labels.parse(
  JSON.parse(readFileSync(path.join(productFolder, 'assets/sample/sample.labels.json'), 'utf8')),
)
const du = labels.events.find(({ kind }) => kind === 'du_storm') ?? assert.fail()

type Incident = SavedReport['analysis']['incidents'][number]
type Part = Incident['metrics'][number]

const first = <T>(list: readonly T[]): T => list[0] ?? assert.fail('wanted one at least')

/** What a root cause table says in its first five columns. */
const partRow = (part: Part, zone: string): string[] => {
  const { metric, contribution, normal, peak, peakAt } = part
  const arrow = hasFallen(part) ? ' ▼' : hasRisen(part) && normal !== null ? ' ▲' : ''
  return [
    metric,
    shareOf(contribution),
    normalText(metric, normal),
    `${metricFigure(metric, peak)}${arrow}`,
    peakAt === null ? '–' : clockText(peakAt, zone),
  ]
}

/** What the opening says, whatever its links and lines. */
async function opening({ page }: OpenedApp): Promise<string> {
  return (await page.getByRole('region', { name: 'What happened' }).innerText()).replace(/\s+/g, '')
}

const opened = ({ analysis }: SavedReport, zone: string): string =>
  analysisSummary(analysis, zone).replace(/[\s`]+/g, '')

const scoreRows = ({ analysis }: SavedReport, zone: string, threshold = analysis.model.threshold) =>
  analysis.windows.map(({ end, score }) => [
    timeText(end, zone),
    figure(score),
    score > threshold ? figure(score) : '–',
  ])

const columnsOf = async (table: Locator, count: number): Promise<string[][]> =>
  (await shownRows(table)).map((row) => row.slice(0, count))

/** Shows a chart as its table. */
async function tableOf(chart: Locator): Promise<Locator> {
  await chart.getByRole('button', { name: /show as table/ }).click()
  return chart.getByRole('table')
}

/** A report shows what the core found: words, figures, charts, findings. */
async function readReport(app: OpenedApp): Promise<void> {
  const { page } = app
  await goTo(app, '/reports/1')
  await page.getByRole('heading', { level: 1, name: /^nn1\.lab/ }).waitFor()
  const report = await coreClient(app).reports.get({ id: 1 })
  const { windows, incidents, model, rows, window } = report.analysis
  const incident = first(incidents)
  const lead = first(incident.metrics)
  const flagged = windows.filter(({ score }) => score > model.threshold).length

  assert.ok(Math.abs(incident.start - du.start) < 5000, 'the incident begins where the fault was made')
  assert.ok(du.expected.includes(lead.metric), lead.metric)
  const told = await opening(app)
  assert.ok(told.includes(opened(report, 'UTC')), told)
  await page.getByText(`window ${rangeText(window.from, window.to, 'UTC')}`).waitFor()

  for (const [label, text] of [
    ['Windows scored', figure(windows.length)],
    ['Above the threshold', figure(flagged)],
    ['Incidents', figure(incidents.length)],
    ['Peak score', figure(Math.max(...windows.map(({ score }) => score)))],
    ['Threshold', figure(model.threshold)],
  ] as const)
    await page
      .getByRole('button', { name: `${label}: ${text}, copy`, exact: true })
      .first()
      .waitFor()
  await page.getByText(`from ${figure(rows)} rows`).waitFor()

  const errors = page.getByRole('figure', { name: 'Score per window' })
  await errors.getByText(`threshold ${figure(model.threshold)}`, { exact: true }).waitFor()
  const scores = await tableOf(errors)
  assert.deepEqual(await shownRows(scores), scoreRows(report, 'UTC'))

  const cause = page.getByRole('table', { name: /^Incident 1, .*root cause per metric/ })
  const large = incident.metrics.filter(({ contribution }) => contribution >= 0.01)
  assert.deepEqual(
    await columnsOf(cause, 5),
    large.map((part) => partRow(part, 'UTC')),
  )
  const folded = incident.metrics.slice(large.length)
  const rest = folded.reduce((sum, { contribution }) => sum + contribution, 0)
  assert.ok(Math.abs(rest + large.reduce((sum, { contribution }) => sum + contribution, 0) - 1) < 1e-6)
  const more = `and ${String(folded.length)} more, ${shareOf(rest)} together`
  await page.getByRole('button', { name: more }).click()
  await eventually(
    () => columnsOf(cause, 5),
    incident.metrics.map((part) => partRow(part, 'UTC')),
  )
  const row = page.getByRole('button', { name: /^Incident 1, .*root cause per metric/ })
  await row.click()
  await cause.waitFor({ state: 'hidden' })
  await row.click()

  await page.getByRole('button', { name: 'Show in charts: incident 1' }).click()
  const margin = Math.max(10_000, (incident.end - incident.start) / 2)
  const near = windows.filter(
    ({ end }) =>
      end >= Math.round(incident.start - margin) &&
      end <= Math.min(Math.round(incident.end + margin), window.to),
  )
  assert.ok(near.length < windows.length)
  await eventually(async () => (await shownRows(scores)).length, near.length)

  await page.getByRole('tab', { name: `Flagged windows ${figure(flagged)}` }).click()
  const flaggedTable = page.getByRole('table', { name: /^Flagged windows/ })
  const highest = report.anomalies
    .slice(0, 20)
    .map(({ start, end, score, metrics }, index) => [
      String(index + 1),
      clockText(end, 'UTC'),
      clockText(start, 'UTC'),
      figure(score),
      `${figure(score / model.threshold)}x`,
      `${first(metrics).metric} ${shareOf(first(metrics).contribution)}`,
    ])
  await eventually(() => shownRows(flaggedTable), highest)
  const third = report.anomalies[2] ?? assert.fail()
  const name = `Window of ${clockText(third.end, 'UTC')}: root cause per metric`
  await page.getByRole('button', { name }).click()
  await eventually(
    () => columnsOf(page.getByRole('table', { name }), 5),
    third.metrics.filter(({ contribution }) => contribution >= 0.01).map((part) => partRow(part, 'UTC')),
  )
  await page.getByRole('button', { name: 'Page 2 of flagged windows' }).click()
  await page.getByText(`21 to 40 of ${String(flagged)} flagged windows`).waitFor()

  await goTo(app, '/reports/99')
  await page.getByRole('alert').getByText('There is none: it was deleted').waitFor()
  await page.getByRole('link', { name: 'All reports' }).click()
  await eventually(() => hashOf(page), '#/reports')
}

/** Metrics of a report are chosen, a panel for each unit. */
async function chooseMetrics(app: OpenedApp): Promise<void> {
  const { page } = app
  await goTo(app, '/reports/1')
  const { analysis, series } = await coreClient(app).reports.get({ id: 1 })
  const leading = leadingMetrics(analysis.incidents[0], series)
  const signals = keptSignals(series)
  const all = 28 + signals.length
  const card = page.getByRole('region', { name: 'Key metrics' })
  const panels = card.getByRole('figure')
  await card.getByRole('button', { name: `Metrics: ${String(leading.length)} of ${String(all)}` }).click()
  await eventually(() => panels.count(), panelsOf(leading).length)
  const picker = page.getByRole('dialog', { name: /^Metrics: / })
  await eventually(() => picker.getByRole('checkbox').count(), all)
  await eventually(() => picker.getByRole('group').count(), signals.length > 0 ? 8 : 7)
  await picker.getByRole('textbox', { name: 'Find metrics' }).fill('monitor')
  await eventually(() => picker.getByRole('checkbox').count(), 1)
  await picker.getByRole('textbox', { name: 'Find metrics' }).fill('no such metric')
  await picker.getByText('No metric has “no such metric” in name or meaning.').waitFor()
  await picker.getByRole('textbox', { name: 'Find metrics' }).fill('threads waiting')
  await picker
    .getByRole('group', { name: 'JVM threads' })
    .getByRole('checkbox', { name: 'Threads waiting', exact: true })
    .check()
  const chosen = [...new Set([...leading, 'ThreadsWaiting'])]
  await card.getByRole('button', { name: `Metrics: ${String(chosen.length)} of ${String(all)}` }).waitFor()
  await eventually(() => panels.count(), panelsOf(chosen).length)
  for (const id of leading.filter((one) => one !== 'ThreadsWaiting')) {
    await picker.getByRole('textbox', { name: 'Find metrics' }).fill(id)
    await picker.getByRole('checkbox').first().uncheck()
  }
  await picker.getByRole('textbox', { name: 'Find metrics' }).fill('RpcProcessingTimeAvgTime')
  await picker.getByRole('checkbox').first().check()
  await page.keyboard.press('Escape')
  await picker.waitFor({ state: 'hidden' })

  for (const [title, metric, unit] of [
    ['ms, mean per call', 'RpcProcessingTimeAvgTime', 'ms'],
    ['threads', 'ThreadsWaiting', 'threads'],
  ] as const) {
    const table = await tableOf(card.getByRole('figure', { name: title, exact: true }))
    const values = series.metrics[metric]?.high ?? assert.fail()
    const wanted = series.times.flatMap((time, index) => {
      const value = values[index] ?? null
      return value === null ? [] : [[timeText(time, 'UTC'), figure(value)]]
    })
    await eventually(() => shownRows(table), wanted)
    assert.deepEqual(await table.getByRole('columnheader').allInnerTexts(), ['Time', `${metric}, ${unit}`])
  }
}

/** A threshold is tried out and analysed again. */
async function tryThresholds(app: OpenedApp): Promise<void> {
  const { page } = app
  const core = coreClient(app)
  await goTo(app, '/reports/1')
  const { analysis } = await core.reports.get({ id: 1 })
  const { source, window, windows, model } = analysis
  const own = figure(model.threshold)
  const asked = { source: source.id, node: source.node, from: window.from, to: window.to }
  const counted = (count: number): string => (count === 1 ? '1 incident' : `${String(count)} incidents`)
  const above = windows.filter(({ score }) => score > model.threshold).length
  const found = counted(analysis.incidents.length)
  const wanted = async (threshold: number): Promise<string> => {
    const { flagged, incidentCount } = await core.reports.preview({ ...asked, threshold })
    assert.equal(flagged, windows.filter(({ score }) => score > threshold).length)
    return `At ${figure(threshold)}: ${String(flagged)} of ${String(windows.length)} windows above, ${counted(incidentCount)}. In this report, at ${own}: ${String(above)} above, ${found}.`
  }
  const asFound = `At ${own}: ${String(above)} of ${String(windows.length)} windows above, ${found}.`
  const [higher, lower] = [1.5, 0.4].map((part) => Number((part * model.threshold).toPrecision(2)))
  assert.ok(higher !== undefined && lower !== undefined)
  const effect = page.getByText(/^At [\d.]+: /)
  await page.getByText(asFound, { exact: true }).waitFor()
  const field = page.getByRole('textbox', { name: `Threshold to try out; in this report ${own}` })
  for (const threshold of [higher, lower]) {
    await field.fill(String(threshold))
    await eventually(() => effect.innerText(), await wanted(threshold))
  }
  const slider = page.getByRole('slider', { name: 'Threshold to try out' })
  await slider.focus()
  const before = await effect.innerText()
  for (let steps = 0; steps < 12; steps += 1) await page.keyboard.press('ArrowRight')
  await eventually(async () => (await effect.innerText()) === before, false)
  const slid = Number(await field.inputValue())
  assert.ok(slid > lower)
  await eventually(() => effect.innerText(), await wanted(slid))
  await page.getByRole('button', { name: `Back to ${own}` }).click()
  await page.getByText(asFound, { exact: true }).waitFor()

  await field.fill(String(higher))
  await page.getByRole('button', { name: `Analyze again with ${figure(higher)}` }).click()
  await eventually(() => hashOf(page), '#/reports/3')
  await page.getByText(`given; the model’s own is ${own}`).waitFor()
  const made = await core.reports.get({ id: 3 })
  assert.deepEqual(
    [made.analysis.model.threshold, made.analysis.model.modelThreshold, made.settings['threshold_override']],
    [higher, model.threshold, higher],
  )
  assert.deepEqual(
    made.analysis.windows.filter(({ flagged }) => flagged).map(({ end }) => end),
    windows.filter(({ score }) => score > higher).map(({ end }) => end),
  )
}

/** A report is renamed, annotated and read in another zone. */
async function renameAndReadElsewhere(app: OpenedApp): Promise<void> {
  const { page } = app
  const core = coreClient(app)
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setTimezoneOverride', { timezoneId: 'Asia/Tokyo' })
  await goTo(app, '/reports/1')
  await page.getByRole('button', { name: 'Rename report 1' }).click()
  const title = page.getByRole('textbox', { name: 'Title of report 1' })
  await title.fill('given up')
  await title.press('Escape')
  await page.getByRole('heading', { level: 1, name: /^nn1\.lab/ }).waitFor()
  await page.getByRole('button', { name: 'Rename report 1' }).click()
  await title.fill('The <du> storm')
  await title.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'The <du> storm' }).waitFor()
  const note = page.getByRole('textbox', { name: 'Note' })
  await note.fill('Told the analysts.\nTicket 12')
  await note.press('Control+Enter')
  await page.getByRole('status').getByText('saved', { exact: true }).waitFor()
  const saved = await core.reports.get({ id: 1 })
  assert.deepEqual([saved.title, saved.note], ['The <du> storm', 'Told the analysts.\nTicket 12'])
  await page.reload()
  await page.getByRole('heading', { level: 1, name: 'The <du> storm' }).waitFor()
  assert.equal(await note.inputValue(), saved.note)

  const zone = 'Asia/Tokyo'
  const { window, incidents } = saved.analysis
  const incident = first(incidents)
  const scores = await tableOf(page.getByRole('figure', { name: 'Score per window' }))
  await eventually(() => shownRows(scores), scoreRows(saved, 'UTC'))
  await page
    .getByRole('radiogroup', { name: 'Time zone of all times' })
    .getByText('Local', { exact: true })
    .click()
  await eventually(() => shownRows(scores), scoreRows(saved, zone))
  await page.getByText(`window ${rangeText(window.from, window.to, zone)}`).waitFor()
  await page.getByText(`times in ${zone} (this machine)`).first().waitFor()
  const told = await opening(app)
  assert.ok(told.includes(opened(saved, zone)), told)
  assert.deepEqual(
    first(await columnsOf(page.getByRole('table', { name: /^Incident 1/ }), 5)),
    partRow(first(incident.metrics), zone),
  )
  await page.getByRole('button', { name: 'Open in Investigate' }).click()
  const from = page.getByRole('textbox', { name: 'From' })
  await eventually(() => from.last().inputValue(), timeText(window.from, zone))
  await eventually(() => from.first().inputValue(), timeText(first(saved.analysis.model.ranges).from, zone))
}

screenSpec('a report shows what the core found', { stage: 'reported', provoked: /404/ }, readReport)

screenSpec(
  'a report is looked into, analysed again, renamed, read in another zone',
  { stage: 'reported' },
  async (app) => {
    await chooseMetrics(app)
    await tryThresholds(app)
    await renameAndReadElsewhere(app)
  },
)
