// The Reports and Compare screens: the list is worked with, and what two reports differ in is what the core says.
import assert from 'node:assert/strict'
import { figure, percent } from '../../src-shared/figures.ts'
import { rangeText } from '../../src-shared/zones.ts'
import { coreClient } from '../app/core-client.ts'
import { eventually } from '../app/eventually.ts'
import type { OpenedApp } from '../app/opened-app.ts'
import { goTo, screenSpec } from '../app/screen-specs.ts'
import { hashOf, shareOf, shownRows } from '../app/shown-texts.ts'

/** Reports are sorted, found, chosen, deleted and brought back. */
async function workTheList(app: OpenedApp): Promise<void> {
  const { page } = app
  const core = coreClient(app)
  await goTo(app, '/reports')
  const table = page.getByRole('table', { name: 'Reports' })
  const shown = async (): Promise<(string | undefined)[]> => (await shownRows(table)).map((row) => row[1])
  const kept = async (): Promise<number[]> => (await core.reports.list({})).map(({ id }) => id)
  await eventually(shown, ['2', '1'], 'the newest first')
  const [second, one] = await core.reports.list({})
  assert.ok(second !== undefined && one !== undefined)
  assert.deepEqual(
    (await shownRows(table)).map((row) => row.slice(3, 7)),
    [second, one].map(({ sourceName, from, to, incidents, leading }) => [
      sourceName,
      rangeText(from, to, 'UTC'),
      String(incidents),
      leading,
    ]),
  )

  const sorted = async (label: string, orders: readonly (readonly string[])[]): Promise<void> => {
    for (const order of orders) {
      await table.getByRole('button', { name: label, exact: true }).click()
      await eventually(shown, [...order], label)
    }
  }
  await sorted('#', [
    ['2', '1'],
    ['1', '2'],
  ])
  const head = table.getByRole('columnheader', { name: '#', exact: true })
  assert.equal(await head.getAttribute('aria-sort'), 'ascending')
  await sorted('Leading metric', [
    ['2', '1'],
    ['1', '2'],
  ])
  await sorted('Window', [
    ['2', '1'],
    ['1', '2'],
  ])

  const find = page.getByRole('textbox', { name: 'Find reports' })
  await find.fill('contentsummary')
  await eventually(shown, ['1'])
  await page.getByRole('status').getByText('1 of 2 reports; times in UTC').waitFor()
  await find.fill('16:11')
  await eventually(shown, ['2'])
  await find.fill('nothing has this')
  await page.getByText('No report has “nothing has this”').waitFor()
  await find.fill('')
  await table.getByRole('link', { name: one.title }).click()
  await eventually(() => hashOf(page), '#/reports/1')
  await page.goBack()

  const compare = page.getByRole('button', { name: 'Compare the two chosen' })
  assert.ok(await compare.isDisabled())
  await page.getByRole('checkbox', { name: 'Choose report 2 for comparing' }).check()
  await page.getByText('1 of 2 chosen for comparing').waitFor()
  await page.getByRole('checkbox', { name: 'Choose report 1 for comparing' }).check()
  await compare.click()
  await eventually(() => hashOf(page), '#/compare/1/2')
  await page.goBack()

  const remove = page.getByRole('button', { name: 'Delete report 1' })
  for (const undo of [
    () => page.getByRole('button', { name: 'Undo' }).click(),
    () => page.keyboard.press('Control+z'),
  ]) {
    await remove.click()
    await page.getByText('Report 1 deleted').waitFor()
    await eventually(shown, ['2'])
    assert.deepEqual(await kept(), [2])
    await undo()
    await eventually(async () => (await shown()).toSorted(), ['1', '2'])
    assert.deepEqual(await kept(), [2, 1])
    await page.getByText('Report 1 is back').first().waitFor()
    await page.getByText('Report 1 deleted').waitFor({ state: 'hidden' })
  }
  await remove.click()
  await eventually(kept, [2])
  await page.reload()
  await eventually(shown, ['2'])
  await assert.rejects(core.reports.get({ id: 1 }))
}

/** Two reports are compared. */
async function compareTwo(app: OpenedApp): Promise<void> {
  const { page } = app
  const core = coreClient(app)
  await goTo(app, '/compare/1/2')
  const table = page.getByRole('table', { name: 'Metrics', exact: true })
  await table.waitFor()
  const comparison = await core.reports.compare({ left: 1, right: 2 })
  const reports = await Promise.all([1, 2].map((id) => core.reports.get({ id })))
  for (const { metric, left, right } of comparison.metrics) {
    const peaks = reports.map(({ series }) => {
      const values = (series.metrics[metric]?.high ?? []).filter((value) => value !== null)
      return values.length === 0 ? undefined : Math.max(...values)
    })
    assert.deepEqual([left?.peak, right?.peak], peaks, metric)
  }
  const changeOf = (name: string) => comparison.metrics.find(({ metric }) => metric === name)?.change
  assert.equal(changeOf('GetContentSummaryAvgTime'), 'fell', 'the du is over')
  assert.equal(changeOf('GcTimeMillis'), 'rose', 'the collections came')

  const words = { rose: 'rose', fell: 'fell', same: 'same', appeared: 'appeared', vanished: 'gone' } as const
  const metricRows = ({ metrics }: typeof comparison) =>
    metrics.map(({ metric, left, right, change }) => [
      metric,
      figure(left?.median),
      figure(left?.peak),
      figure(right?.median),
      figure(right?.peak),
      words[change],
    ])
  /** The unit left out, of the change only its word. */
  const shown = async (): Promise<string[][]> =>
    (await shownRows(table)).map(([name = '', , ...rest]) => [
      name,
      ...rest.map((cell) => /^[a-z]+/.exec(cell)?.[0] ?? cell),
    ])
  const changed = metricRows(comparison).filter((row) => row.at(-1) !== 'same')
  assert.ok(changed.length > 3 && changed.length < comparison.metrics.length)
  await eventually(shown, changed)
  const rose = comparison.metrics.filter(({ change }) => change === 'rose')
  await page.getByText(`${String(rose.length)} rose (`).waitFor()
  await page
    .getByText(`went from ${percent(comparison.flagged.left)} to ${percent(comparison.flagged.right)}`)
    .waitFor()
  const only = page.getByRole('switch', { name: 'Only what changed' })
  await only.uncheck()
  await eventually(shown, metricRows(comparison))
  await only.check()
  await eventually(shown, changed)
  const leading = page.getByRole('table', { name: /^Leading metrics/ })
  assert.deepEqual(
    await shownRows(leading),
    comparison.leading
      .filter(({ change }) => change !== 'same')
      .map(({ metric, left, right, change }) => [metric, shareOf(left), shareOf(right), words[change]]),
  )

  await page.getByRole('button', { name: 'Swap sides' }).click()
  await eventually(() => hashOf(page), '#/compare/2/1')
  await page.getByRole('region', { name: 'Left: report 2' }).waitFor()
  const swapped = await core.reports.compare({ left: 2, right: 1 })
  await eventually(
    shown,
    metricRows(swapped).filter((row) => row.at(-1) !== 'same'),
  )
  assert.equal(swapped.metrics.find(({ metric }) => metric === 'GetContentSummaryAvgTime')?.change, 'rose')
}

screenSpec('two reports are compared; the list of reports', { stage: 'reported' }, async (app) => {
  await compareTwo(app)
  await workTheList(app)
})
