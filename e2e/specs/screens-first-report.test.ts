// From nothing to a report, as somebody who has never seen the product: sample, step 1 by itself, step 2, report.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { goTo, screenSpec } from '../app/screen-specs.ts'

const Labels = z.object({
  events: z.array(z.object({ kind: z.string(), start: z.number(), end: z.number() })),
})
const labels = Labels.parse(JSON.parse(readFileSync('assets/sample/sample.labels.json', 'utf8')))

/** The du storm as a clock in UTC shows it. */
function duStorm(): { start: number; end: number } {
  return labels.events.find(({ kind }) => kind === 'du_storm') ?? assert.fail('the sample has no du storm')
}

screenSpec('from an empty folder to a report on the sample', {}, async (app) => {
  const { page } = app
  const button = (name: string) => page.getByRole('button', { name, exact: true })

  await page.getByRole('heading', { level: 1, name: 'Start' }).waitFor()
  await button('Open sample').click()
  await page.getByText('1,556 documents').first().waitFor()

  // As many epochs as a test has time for.
  await goTo(app, '/settings')
  await page.getByLabel('Epochs').fill('4')
  await page.getByLabel('Epochs').press('Enter')

  await page.getByRole('link', { name: 'Investigate' }).first().click()
  await page.getByRole('button', { name: /^Quietest/, pressed: true }).waitFor()
  await page.getByRole('button', { name: /^Most unusual/, pressed: true }).waitFor()
  await page.getByText('Good baseline.').waitFor()
  // The suggested baseline trains by itself.
  await page.getByRole('row', { name: /^Epochs run\s+4$/ }).waitFor({ timeout: 120_000 })
  const effect = page.getByText(/^\d+ of \d+ windows above the threshold of [\d.]+\.$/)
  await effect.waitFor()
  const [, flagged = '', windows = '', threshold = ''] =
    /^(\d+) of (\d+) windows above the threshold of ([\d.]+)\.$/.exec(await effect.innerText()) ?? []
  assert.ok(Number(flagged) > 20 && Number(flagged) < Number(windows))

  await button('Analyze for anomalies').click()
  await page.waitForURL(/#\/reports\/1$/)
  await page.getByRole('heading', { level: 1, name: /^nn1\.lab, 2026-11-22/ }).waitFor()
  // What step 2 promised is what the report says.
  const text = await page.getByRole('main').innerText()
  assert.ok(text.includes(`At ${threshold}: ${flagged} of ${windows} windows above`), text)
  assert.match(text, /Probable cause: Recursive content summaries .* by analyst/)

  const row = page
    .getByRole('table', { name: /^Incidents/ })
    .getByRole('row')
    .nth(1)
  const [, hours = 0, minutes = 0, seconds = 0] =
    /(\d\d):(\d\d):(\d\d)/.exec(await row.innerText())?.map(Number) ?? []
  const { start, end } = duStorm()
  const began = new Date(start).setUTCHours(hours, minutes, seconds)
  assert.ok(began >= start - 15_000 && began <= end, `the incident began ${new Date(began).toISOString()}`)
})
