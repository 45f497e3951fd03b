// Investigate: both windows moved by mouse, by keys, by text and by presets; threshold, zoom, metrics, address, undo.
import assert from 'node:assert/strict'
import type { Locator, Page } from 'playwright-core'
import { eventuallyPasses } from '../app/eventually.ts'
import type { OpenedApp } from '../app/opened-app.ts'
import { goTo, screenSpec } from '../app/screen-specs.ts'

const baseline = '2026-11-22T15:50:00Z..2026-11-22T16:00:00Z'
const suspect = '2026-11-22T16:05:00Z..2026-11-22T16:09:00Z'

async function open(app: OpenedApp): Promise<Page> {
  await goTo(app, `/investigate?source=1&baseline=${baseline}&suspect=${suspect}`)
  await app.page
    .getByRole('slider', { name: /baseline/i })
    .first()
    .waitFor()
  return app.page
}

const step = (page: Page, name: 'Baseline' | 'Suspect'): Locator =>
  page.getByRole('region', { name: new RegExp(name) })

/** From and To as the fields show them. */
async function fields(page: Page, name: 'Baseline' | 'Suspect'): Promise<[string, string]> {
  const region = step(page, name)
  return [
    await region.getByLabel('From', { exact: true }).inputValue(),
    await region.getByLabel('To', { exact: true }).inputValue(),
  ]
}

/** Waits until something is as wanted, and gives it. */
const becomes = <T>(read: () => Promise<T>, isWanted: (value: T) => boolean): Promise<T> =>
  eventuallyPasses(read, (value) => assert.ok(isWanted(value), `got ${JSON.stringify(value)}`))

const slider = (page: Page, name: RegExp): Locator => page.getByRole('slider', { name })

async function drag(page: Page, from: Locator, pixels: number): Promise<void> {
  const box = await from.boundingBox()
  assert.ok(box)
  const [x, y] = [box.x + box.width / 2, box.y + box.height * 0.7]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + pixels / 2, y, { steps: 4 })
  await page.mouse.move(x + pixels, y, { steps: 4 })
  await page.mouse.up()
}

const seconds = (text: string): number => Date.parse(`${text.replace(' ', 'T')}Z`) / 1000

screenSpec('windows are dragged, drawn and undone by mouse', { stage: 'trained' }, async (app) => {
  const page = await open(app)
  const before = await fields(page, 'Baseline')
  assert.deepEqual(before, ['2026-11-22 15:50:00', '2026-11-22 16:00:00'])

  await drag(page, slider(page, /baseline.*whole/i), 60)
  const moved = await becomes(
    () => fields(page, 'Baseline'),
    ([from]) => from !== before[0],
  )
  const [byFrom, byTo] = [seconds(moved[0]) - seconds(before[0]), seconds(moved[1]) - seconds(before[1])]
  assert.equal(byFrom, byTo, 'the whole window moved')
  assert.ok(byFrom > 30)

  await drag(page, slider(page, /baseline.*end/i), -80)
  const shorter = await becomes(
    () => fields(page, 'Baseline'),
    ([, to]) => to !== moved[1],
  )
  assert.equal(shorter[0], moved[0])
  assert.ok(seconds(shorter[1]) < seconds(moved[1]))

  await page.keyboard.press('ControlOrMeta+z')
  await becomes(
    () => fields(page, 'Baseline'),
    (now) => now.join() === moved.join(),
  )
  await page.keyboard.press('ControlOrMeta+z')
  await becomes(
    () => fields(page, 'Baseline'),
    (now) => now.join() === before.join(),
  )

  // The suspect window drawn anew by Shift-drag across the baseline.
  await page.keyboard.press('s')
  const box = await slider(page, /baseline.*whole/i).boundingBox()
  assert.ok(box)
  await page.keyboard.down('Shift')
  await page.mouse.move(box.x + 30, box.y + box.height * 0.7)
  await page.mouse.down()
  await page.mouse.move(box.x + 110, box.y + box.height * 0.7, { steps: 6 })
  await page.mouse.up()
  await page.keyboard.up('Shift')
  const drawn = await becomes(
    () => fields(page, 'Suspect'),
    ([from]) => from < '2026-11-22 16:00:00',
  )
  assert.ok(seconds(drawn[1]) > seconds(drawn[0]))
  assert.deepEqual(await fields(page, 'Baseline'), before)
})

screenSpec('windows are moved by keys, typed, and taken from presets', { stage: 'trained' }, async (app) => {
  const page = await open(app)
  await slider(page, /suspect.*start/i).focus()
  await page.keyboard.press('ArrowLeft')
  const later = await becomes(
    () => fields(page, 'Suspect'),
    ([from]) => from !== '2026-11-22 16:05:00',
  )
  assert.ok(later[0] < '2026-11-22 16:05:00' && later[1] === '2026-11-22 16:09:00')
  await slider(page, /suspect.*whole/i).focus()
  await page.keyboard.press('Shift+ArrowRight')
  const shifted = await becomes(
    () => fields(page, 'Suspect'),
    ([, to]) => to !== '2026-11-22 16:09:00',
  )
  assert.equal(seconds(shifted[1]) - seconds(shifted[0]), seconds(later[1]) - seconds(later[0]))
  assert.equal(
    (await slider(page, /suspect.*start/i).getAttribute('aria-valuetext')) ?? '',
    shifted[0],
    'a screen reader hears the time',
  )

  const from = step(page, 'Suspect').getByLabel('From', { exact: true })
  await from.fill('yesterday')
  await from.press('Enter')
  await page.getByText('Wanted a time as YYYY-MM-DD HH:MM:SS, got "yesterday".').waitFor()
  await from.fill('2026-11-22T16:06:00Z')
  await from.press('Enter')
  await becomes(
    () => fields(page, 'Suspect'),
    ([now]) => now === '2026-11-22 16:06:00',
  )
  await becomes(
    () => Promise.resolve(page.url()),
    (url) => url.includes('suspect=2026-11-22T16:06:00Z..'),
  )

  await page.getByRole('button', { name: 'After the baseline' }).click()
  await becomes(
    () => fields(page, 'Suspect'),
    ([now]) => now >= '2026-11-22 16:00:00' && now < '2026-11-22 16:00:03',
  )
  const quietest = page.getByRole('button', { name: /^Quietest/ })
  await quietest.click()
  await page.getByRole('button', { name: /^Quietest/, pressed: true }).waitFor()
  await quietest.hover()
  await page
    .getByText(/No gap, restart or role change/)
    .first()
    .waitFor()
})

screenSpec(
  'the threshold shows its effect at once; the report takes it',
  { stage: 'trained' },
  async (app) => {
    const page = await open(app)
    const effect = (): Promise<string> => step(page, 'Suspect').innerText()
    const counts = (text: string): number[] =>
      /(\d+) of (\d+) windows above the threshold of (\d+(?:\.\d+)?)/.exec(text)?.slice(1).map(Number) ?? []
    const [own = 0, windows] = counts(await becomes(effect, (text) => counts(text).length === 3))
    const override = page.getByLabel('Threshold override')
    await override.fill('6.5')
    const [higher = 0, same, shown] = counts(await becomes(effect, (text) => counts(text)[2] === 6.5))
    assert.equal(same, windows)
    assert.equal(shown, 6.5)
    assert.ok(higher > 0 && higher < own, `${String(higher)} of ${String(own)} at a higher threshold`)

    // Enter in the card analyses.
    await override.press('Enter')
    await page.waitForURL(/#\/reports\/1$/)
    await page
      .getByText(`At 6.5: ${String(higher)} of ${String(windows)} windows above`)
      .first()
      .waitFor()
  },
)

screenSpec('zoom, metrics and the overview as a table', { stage: 'trained' }, async (app) => {
  const page = await open(app)
  const overview = page.getByRole('region', { name: 'Overview' })
  const shownSpan = async (): Promise<string> => overview.innerText()
  const box = await slider(page, /baseline.*whole/i).boundingBox()
  assert.ok(box)
  await page.mouse.move(box.x + 20, box.y + box.height * 0.7)
  for (let turn = 0; turn < 12; turn += 1) await page.mouse.wheel(0, -200)
  await becomes(shownSpan, (text) => !text.includes('(all)'))
  // Zoomed into the baseline, the suspect window is out of view: its marker leads there.
  const marker = page.getByRole('button', { name: /suspect.*is later/i })
  await marker.click()
  await slider(page, /suspect.*whole/i).waitFor()
  await page.getByRole('button', { name: 'Show all' }).click()
  await becomes(shownSpan, (text) => text.includes('(all)'))

  await page.getByRole('button', { name: 'Overview: show as table' }).click()
  assert.ok((await overview.getByRole('row').count()) > 100)
  await page.getByRole('button', { name: 'Overview: show the chart' }).click()

  await page.getByRole('button', { name: /Choose metrics/ }).click()
  await page
    .getByRole('textbox', { name: /find|search|filter/i })
    .last()
    .fill('fsync')
  await page.getByRole('checkbox', { name: /Fsync/ }).check()
  await page.keyboard.press('Escape')
  await page.getByRole('application', { name: /Fsync/ }).waitFor()
})
