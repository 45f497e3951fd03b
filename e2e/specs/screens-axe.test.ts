// axe finds nothing on any screen, in any state, light or dark.
import { axeFindsNothing as check } from '../app/axe.ts'
import { coreClient } from '../app/core-client.ts'
import type { OpenedApp } from '../app/opened-app.ts'
import { goTo, screenSpec } from '../app/screen-specs.ts'

const heading = ({ page }: OpenedApp, name: string): Promise<void> =>
  page.getByRole('heading', { name }).first().waitFor()

async function emptyStates(app: OpenedApp): Promise<void> {
  const { page } = app
  await heading(app, 'From a dump to an answer')
  await check(app, 'start, empty')
  await goTo(app, '/investigate')
  await page.getByText('There is nothing to investigate yet', { exact: false }).waitFor()
  await check(app, 'investigate, empty')
  await goTo(app, '/reports')
  await heading(app, 'Reports')
  await page.getByRole('main').getByText('report', { exact: false }).nth(1).waitFor()
  await check(app, 'reports, empty')
}

async function untrainedStates(app: OpenedApp): Promise<void> {
  const { page } = app
  await heading(app, 'What is here')
  await check(app, 'start, with data')
  // So many that the suggested baseline does not train by itself.
  const core = coreClient(app)
  await core.settings.update({ 'model.epochs': 10_000 })
  await goTo(app, '/investigate')
  await page.getByText('Good baseline.', { exact: false }).waitFor()
  await page.getByText(/^About .*: trained on request\.$/).waitFor()
  await check(app, 'investigate, untrained')
  await page.getByRole('button', { name: 'Train model on baseline' }).click()
  await page.getByRole('img', { name: /over \d+ of 10000 epochs/ }).waitFor()
  await check(app, 'investigate, training')
  await page.getByRole('button', { name: /^Cancel: Training/ }).click()
  await page.getByText('Cancelled. No model was made.').waitFor()

  await core.settings.update({ 'model.epochs': 30 })
  await goTo(app, '/investigate?source=1&baseline=2026-11-22T15:55:00Z..2026-11-22T16:10:00Z')
  const leaveOut = page.getByRole('button', { name: /^Leave it out/ }).first()
  await page.getByRole('button', { name: 'Train model on baseline' }).click()
  await page
    .getByText(/looks unlike the rest/)
    .first()
    .waitFor()
  await check(app, 'investigate, checked')
  await leaveOut.click()
  await page.getByRole('button', { name: /^Put back/ }).waitFor()
  await page.getByText(/^Checked in/).waitFor()
  await check(app, 'investigate, a stretch left out')
}

async function reportedStates(app: OpenedApp): Promise<void> {
  const { page } = app
  await goTo(app, '/investigate')
  await page.getByText('Good baseline.', { exact: false }).waitFor()
  await page.getByRole('table', { name: 'Leading metrics of the worst incident' }).waitFor()
  await check(app, 'investigate, trained')
  await goTo(app, '/reports/1')
  await page.getByRole('tab', { name: /^Incidents/ }).waitFor()
  await check(app, 'report')
  await page.getByRole('tab', { name: /^Flagged windows/ }).click()
  await page.getByRole('tabpanel').getByRole('row').nth(1).waitFor()
  await check(app, 'report, flagged windows')
  await goTo(app, '/reports')
  await page.getByRole('checkbox', { name: 'Choose report 1 for comparing' }).waitFor()
  await check(app, 'reports')
  await goTo(app, '/compare/1/2')
  await page.getByRole('main').getByRole('table').first().waitFor()
  await check(app, 'compare')
}

async function overlayStates(app: OpenedApp): Promise<void> {
  const { page } = app
  await goTo(app, '/settings')
  const reset = page.getByRole('button', { name: 'Set everything aside…' })
  await reset.waitFor()
  await check(app, 'settings')
  await reset.click()
  await page.getByRole('dialog', { name: 'Set everything aside?' }).waitFor()
  await check(app, 'dialog of the reset')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.keyboard.press('Control+K')
  await page.getByRole('dialog', { name: 'Search or run a command' }).waitFor()
  await check(app, 'palette')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keys' }).waitFor()
  await check(app, 'keys')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await goTo(app, '/')
  await page.getByRole('button', { name: 'Open sample' }).click()
  await page.getByRole('region', { name: 'Imported' }).waitFor()
  await page.getByRole('button', { name: 'Jobs: 0 running' }).click()
  await page.getByRole('dialog', { name: 'Jobs' }).getByText('Done', { exact: false }).waitFor()
  await check(app, 'start after an import, with the panel of jobs')
}

// The page is the same on every host: light on one, dark on the others.
for (const [colorScheme, on] of [
  ['light', ['served']],
  ['dark', ['stand-in', 'electron']],
] as const) {
  const around = { colorScheme, on }
  screenSpec(`axe: nothing imported, ${colorScheme}`, around, emptyStates)
  screenSpec(`axe: nothing trained, ${colorScheme}`, { stage: 'imported', ...around }, untrainedStates)
  screenSpec(`axe: reports, ${colorScheme}`, { stage: 'reported', ...around }, reportedStates)
  screenSpec(
    `axe: settings and what opens over a page, ${colorScheme}`,
    { stage: 'reported', ...around },
    overlayStates,
  )
}
