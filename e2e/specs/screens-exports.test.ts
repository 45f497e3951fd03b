// Reports exported from the screens: the files that arrive on disk, opened and read.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import test from 'node:test'
import { pathToFileURL } from 'node:url'
import type { Locator } from 'playwright-core'
import { SavedReport } from '../../src-shared/contract/reports.ts'
import { analysisSummary } from '../../src-shared/summary.ts'
import { rangeText } from '../../src-shared/zones.ts'
import { axeFindsNothing } from '../app/axe.ts'
import { coreClient } from '../app/core-client.ts'
import { eventually } from '../app/eventually.ts'
import { focused } from '../app/focused.ts'
import { openApp, skipReason } from '../app/open-app.ts'
import type { OpenedApp } from '../app/opened-app.ts'
import { preparedData } from '../app/prepared-data.ts'
import { type SavedDownload, savedDownload } from '../app/saved-download.ts'
import { goTo, screenSpec } from '../app/screen-specs.ts'
import { browserForTests } from '../browser-for-tests.ts'
import { readPdf } from '../pdf-text.ts'

const zone = 'Asia/Tokyo'
const first = <T>(list: readonly T[]): T => list[0] ?? assert.fail('wanted one at least')
const textOf = ({ bytes }: SavedDownload): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes)

/** Exports by the menu behind a button of the present page. */
const exported = (app: OpenedApp, button: string, item: string): Promise<SavedDownload> =>
  savedDownload(app, async () => {
    await app.page.getByRole('button', { name: button, exact: true }).click()
    await app.page.getByRole('menuitem', { name: item }).click()
  })

/** Opens report 1 with its times in a zone in which its day is another one. */
async function openInTokyo(app: OpenedApp): Promise<SavedReport> {
  const { page } = app
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setTimezoneOverride', { timezoneId: zone })
  await goTo(app, '/reports/1')
  await page
    .getByRole('radiogroup', { name: 'Time zone of all times' })
    .getByText('Local', { exact: true })
    .click()
  await page.getByText(`times in ${zone} (this machine)`).waitFor()
  return coreClient(app).reports.get({ id: 1 })
}

/** What every report for reading says. */
function wantedTexts({ title, analysis }: SavedReport): string[] {
  const { window } = analysis
  const told = analysisSummary(analysis, zone).replaceAll('`', '')
  return [
    title,
    told.slice(0, told.indexOf('Check next')).trim(),
    `${rangeText(window.from, window.to, zone)} (${zone}, UTC+09:00)`,
  ]
}

function assertHas(text: string, wanted: readonly string[]): void {
  const plain = text.replace(/[\s\u00a0]+/g, ' ')
  for (const one of wanted) assert.ok(plain.includes(one), `${one}\nin: ${plain.slice(0, 2000)}`)
}

const browser = await browserForTests()
const env = 'path' in browser ? { NNAD_BROWSER: browser.path } : {}

screenSpec('a report is exported as data', { stage: 'reported' }, async (app) => {
  const report = await openInTokyo(app)
  const json = await exported(app, 'Export', 'JSON, complete')
  assert.equal(json.name, 'nnad-report-1-2026-11-23.json')
  assert.deepEqual(SavedReport.parse(JSON.parse(textOf(json))), report)

  await goTo(app, '/reports')
  const csv = await exported(app, 'Export report 1', 'CSV, its rows')
  assert.equal(csv.name, 'nnad-report-1-2026-11-23.csv')
  const text = textOf(csv)
  assert.ok(text.endsWith('\r\n') && !text.includes('"'))
  const [head = [], ...rows] = text
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','))
  assert.equal(rows.length, report.series.times.length)
  assert.deepEqual(new Set(rows.map((row) => row.length)), new Set([head.length]))
  assert.equal(head.length, 2 + Object.keys(report.series.metrics).length + 2)
  assert.deepEqual(
    rows.map((row) => Number(row[1])),
    report.series.times,
  )
  const kept = first(report.analysis.incidents).metrics.filter(
    ({ metric }) => metric in report.series.metrics,
  )
  const { metric, peak, peakAt } = first(kept)
  const column = head.findIndex((name) => name.startsWith(`${metric} (`))
  const peakRow = rows.find((row) => Number(row[1]) === peakAt) ?? assert.fail()
  assert.equal(Number(peakRow[column]), peak)
  const scored = rows.filter((row) => row.at(-2) !== '')
  assert.deepEqual(
    scored.map((row) => [Number(row[1]), Number(row.at(-2)), row.at(-1)]),
    report.analysis.windows.map(({ end, score, flagged }) => [end, score, String(flagged)]),
  )
})

screenSpec(
  'a report is exported for reading, times in the zone of the screen',
  { stage: 'reported', env },
  async (app) => {
    const report = await openInTokyo(app)
    const html = await exported(app, 'Export', 'HTML, one page with everything')
    assert.equal(html.name, 'nnad-report-1-2026-11-23.html')
    assert.doesNotMatch(textOf(html), /<script|<link|<iframe|\son\w+=|(?:src|href)="|url\(|@import/i)
    const folder = mkdtempSync(path.join(os.tmpdir(), 'nnad-page-'))
    const file = path.join(folder, html.name)
    writeFileSync(file, html.bytes)
    const context = await app.page.context().browser()?.newContext({ offline: true })
    assert.ok(context !== undefined)
    try {
      const page = await context.newPage()
      const requested: string[] = []
      page.on('request', (request) => requested.push(request.url()))
      await page.goto(pathToFileURL(file).href)
      assert.deepEqual(requested, [pathToFileURL(file).href])
      assert.equal(await page.evaluate('document.scripts.length'), 0)
      assertHas(await page.locator('body').innerText(), wantedTexts(report))
      const leading = first(report.analysis.incidents).metrics.filter(
        ({ metric, contribution }) => contribution >= 0.02 && metric in report.series.metrics,
      )
      assert.equal(await page.getByRole('img', { name: /over time/ }).count(), 1 + leading.length)
      assert.equal(await page.locator('svg .line').count(), 1 + leading.length)
      assert.equal(await page.title(), report.title)
    } finally {
      await context.close()
      rmSync(folder, { recursive: true, force: true })
    }

    const pdf = await exported(app, 'Export', 'PDF, for reading and print')
    assert.equal(pdf.name, 'nnad-report-1-2026-11-23.pdf')
    const { title, pages, sizes, outline, alternatives } = await readPdf(pdf.bytes)
    assert.equal(title, report.title)
    assert.ok(pages.length >= 2 && pages.length <= 4, String(pages.length))
    for (const [index, page] of pages.entries())
      assertHas(page, [`Page ${String(index + 1)} of ${String(pages.length)}`])
    assert.deepEqual(
      sizes,
      pages.map(() => [210, 297]),
    )
    assertHas(pages.join(' '), wantedTexts(report))
    assert.ok(outline.includes('Diagnosis of each incident'), outline.join())
    assert.ok(
      alternatives.some((one) => one.includes('Anomaly score over time')),
      alternatives.join(),
    )
  },
)

/** The names of report 1 that a redaction replaces, and by what. */
const hidden = [
  ['nn1.lab', 'host-1'],
  ['analyst', 'user-1'],
] as const

/** A text holds what stands for the names and none of the names. */
function assertRedacted(text: string): void {
  for (const [from, to] of hidden) {
    assert.ok(!text.toLowerCase().includes(from), `${from} in: ${text.slice(0, 2000)}`)
    assert.ok(text.includes(to), `no ${to} in: ${text.slice(0, 2000)}`)
  }
}

/** Opens the dialog of an export from the menu behind a button. */
async function chooseExport({ page }: OpenedApp, button: string): Promise<Locator> {
  await page.getByRole('button', { name: button, exact: true }).click()
  await page.getByRole('menuitem', { name: 'Paper and redaction…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Export report 1' })
  await dialog.waitFor()
  return dialog
}

const cells = (dialog: Locator): Promise<string[][]> =>
  dialog
    .getByRole('table', { name: 'What is replaced by what' })
    .getByRole('row')
    .all()
    .then((rows) => Promise.all(rows.slice(1).map((row) => row.getByRole('cell').allInnerTexts())))

// The answer for a deleted report stands in a browser's console.
const deleted = { stage: 'reported', provoked: /status of 404/ } as const

screenSpec('names are replaced as the dialog has shown, by keyboard', deleted, async (app) => {
  const { page } = app
  const core = coreClient(app)
  await goTo(app, '/reports/1')
  await page.getByRole('button', { name: 'Export', exact: true }).waitFor()
  await page.keyboard.press('Shift+E')
  const dialog = page.getByRole('dialog', { name: 'Export report 1' })
  await dialog.getByText('Nothing is replaced: names of hosts, users and paths go with the file.').waitFor()
  await eventually(() => focused(page), 'checkbox "Hosts"')
  await axeFindsNothing(app, 'dialog of an export, nothing replaced')
  for (const key of ['Space', 'Tab', 'Space', 'Tab', 'Space']) await page.keyboard.press(key)
  const { replacements } = await core.reports.redaction({ id: 1, redact: 'hosts,users,paths' })
  assert.deepEqual(
    replacements.map(({ from, to }) => [from, to]),
    hidden,
  )
  const places = replacements.reduce((sum, { count }) => sum + count, 0)
  await dialog
    .getByText(`2 names replaced in ${String(places)} places of the report, each by the same everywhere.`)
    .waitFor()
  assert.deepEqual(
    await cells(dialog),
    replacements.map(({ from, to, count }) => [from, to, String(count)]),
  )
  await axeFindsNothing(app, 'dialog of an export, names replaced')

  await dialog.getByRole('radio', { name: 'PDF' }).press('ArrowRight')
  await dialog.getByText('only a PDF has one').waitFor()
  await dialog.getByRole('radio', { name: 'HTML' }).press('ArrowRight')
  const json = await savedDownload(app, () =>
    dialog.getByRole('button', { name: 'Export JSON' }).press('Enter'),
  )
  assertRedacted(textOf(json))
  assert.equal(SavedReport.parse(JSON.parse(textOf(json))).id, 1)
  await dialog.waitFor({ state: 'detached' })
  await eventually(() => focused(page), 'button "Export"')

  await goTo(app, '/reports')
  const again = await chooseExport(app, 'Export report 1')
  await again.getByRole('checkbox', { name: 'Paths' }).check()
  await again.getByText('Nothing to replace: this report names no paths.').waitFor()
  await page.keyboard.press('Escape')
  await again.waitFor({ state: 'detached' })
  await eventually(() => focused(page), 'button "Export report 1"')

  // Somebody else deletes the report while it is being exported.
  await chooseExport(app, 'Export report 1')
  await core.reports.remove({ id: 1 })
  await again.getByRole('checkbox', { name: 'Users' }).check()
  const told = again.getByRole('alert').filter({ hasText: 'What would be replaced is not known' })
  await told.waitFor()
  assert.ok(await again.getByRole('button', { name: 'Export PDF' }).isDisabled())
  await core.reports.restore({ id: 1 })
  await told.getByRole('button', { name: 'Look again' }).click()
  await again.getByText('1 name replaced in', { exact: false }).waitFor()
  assert.ok(await again.getByRole('button', { name: 'Export PDF' }).isEnabled())
})

screenSpec('a redacted PDF on the chosen paper, a redacted page', { stage: 'reported', env }, async (app) => {
  await coreClient(app).settings.update({ 'report.paper': 'a4' })
  await goTo(app, '/reports/1')
  const save = async (format: string, paper?: string): Promise<SavedDownload> => {
    const dialog = await chooseExport(app, 'Export')
    await dialog.getByText(format, { exact: true }).click()
    assert.ok(await dialog.getByRole('radio', { name: 'A4' }).isChecked())
    if (paper !== undefined) await dialog.getByText(paper, { exact: true }).click()
    for (const kind of ['Hosts', 'Users']) await dialog.getByRole('checkbox', { name: kind }).check()
    await dialog.getByText('2 names replaced in', { exact: false }).waitFor()
    const file = await savedDownload(app, () =>
      dialog.getByRole('button', { name: `Export ${format}` }).click(),
    )
    await dialog.waitFor({ state: 'detached' })
    return file
  }
  const { title, pages, sizes } = await readPdf((await save('PDF', 'US Letter')).bytes)
  assertRedacted([title, ...pages].join(' '))
  assert.deepEqual(
    sizes,
    pages.map(() => [216, 279]),
  )
  assertRedacted(textOf(await save('HTML')))
})

const skip = await skipReason('served')

test(
  'without a browser to print with the screen says so and offers HTML (served)',
  { skip },
  async (context) => {
    const data = await preparedData('reported')
    context.after(() => data.remove())
    const none = path.join(data.path, 'no-browser')
    await using app = await openApp('served', { dataFolder: data.path, env: { NNAD_BROWSER: none } })
    const { page } = app
    await goTo(app, '/reports/1')
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    await page.getByRole('menuitem', { name: 'PDF, for reading and print' }).click()
    const told = page.getByRole('alert').filter({ hasText: 'Report 1 was not exported as PDF' })
    assertHas(await told.innerText(), [
      'Wanted a browser',
      `no program at ${none} (NNAD_BROWSER)`,
      'export HTML',
    ])
    const html = await savedDownload(app, () =>
      told.getByRole('button', { name: 'Export HTML instead' }).click(),
    )
    assert.equal(html.name, 'nnad-report-1-2026-11-22.html')
    await told.waitFor({ state: 'hidden' })
    const dialog = await chooseExport(app, 'Export')
    await dialog.getByRole('button', { name: 'Export PDF' }).click()
    const refused = dialog.getByRole('alert').filter({ hasText: 'The PDF was not made' })
    assertHas(await refused.innerText(), ['Wanted a browser', 'export HTML'])
    await dialog.getByText('HTML', { exact: true }).click()
    await refused.waitFor({ state: 'detached' })
    const chosen = await savedDownload(app, () => dialog.getByRole('button', { name: 'Export HTML' }).click())
    assert.equal(chosen.name, html.name)
    assert.deepEqual(
      app.consoleProblems.filter((one) => !one.includes('Failed to load resource')),
      [],
    )
  },
)
