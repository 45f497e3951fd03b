// Step 1 by itself: the baseline retrains where it comes to rest, is checked by cross-validation, and leaves out what is unlike it.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { setTimeout as rest } from 'node:timers/promises'
import type { Locator, Page } from 'playwright-core'
import { z } from 'zod'
import type { Job } from '../../src-shared/contract/jobs.ts'
import type { Model } from '../../src-shared/contract/models.ts'
import { coreClient } from '../app/core-client.ts'
import { eventually, eventuallyPasses } from '../app/eventually.ts'
import type { OpenedApp } from '../app/opened-app.ts'
import { goTo, screenSpec } from '../app/screen-specs.ts'
import { productFolder } from '../nnad-command.ts'

const Labels = z.object({
  events: z.array(z.object({ kind: z.string(), start: z.number(), end: z.number() })),
})
const { events } = Labels.parse(
  JSON.parse(readFileSync(`${productFolder}/assets/sample/sample.labels.json`, 'utf8')),
)
const fault = events.find(({ kind }) => kind === 'du_storm') ?? assert.fail('the sample has no du storm')

const step = (page: Page): Locator => page.getByRole('region', { name: /Baseline/ })
const slider = (page: Page, name: RegExp): Locator => page.getByRole('slider', { name })

/** A drag of the whole baseline; `onPause` while the pointer is held still in the middle of it. */
async function dragBaseline(page: Page, pixels: number, onPause?: () => Promise<void>): Promise<void> {
  const box = await slider(page, /baseline.*whole/i).boundingBox()
  assert.ok(box)
  const [x, y] = [box.x + box.width / 2, box.y + box.height * 0.7]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + pixels / 2, y, { steps: 4 })
  await onPause?.()
  await page.mouse.move(x + pixels, y, { steps: 4 })
  await page.mouse.up()
}

/** From and To as the fields show them, epoch ms. */
async function shownBaseline(page: Page): Promise<readonly number[]> {
  const texts = await Promise.all(
    ['From', 'To'].map((label) => step(page).getByLabel(label, { exact: true }).inputValue()),
  )
  return texts.map((text) => Date.parse(`${text.replace(' ', 'T')}Z`))
}

const seconds = (time: number): number => Math.floor(time / 1000) * 1000

const models = (app: OpenedApp): Promise<Model[]> => coreClient(app).models.list({})

/** Trainings since the start, the latest first. */
async function trainings(app: OpenedApp): Promise<Job[]> {
  return (await coreClient(app).jobs.list({})).filter(({ kind }) => kind === 'train')
}

/** Waits until the one model is of the baseline that the fields show, and gives it. */
async function modelOfBaseline(app: OpenedApp): Promise<Model> {
  const { page } = app
  await step(page)
    .getByText(/^Trained .* as a draft: the next training replaces it\.$/)
    .waitFor()
  const [from, to] = await shownBaseline(page)
  const [model] = await eventuallyPasses(
    () => models(app),
    (all) => assert.equal(all.length, 1),
  )
  assert.ok(model?.draft === true)
  assert.deepEqual([seconds(model.ranges[0]?.from ?? 0), seconds(model.ranges.at(-1)?.to ?? 0)], [from, to])
  return model
}

/** The loss curve of a training that runs: how many epochs it shows. */
async function epochsDrawn(page: Page): Promise<number> {
  const curve = step(page).getByRole('img', { name: /^Training loss .* over \d+ of 160 epochs/ })
  const name = (await curve.getAttribute('aria-label')) ?? ''
  return Number(/over (\d+) of/.exec(name)?.[1])
}

screenSpec(
  'the baseline trains by itself, its loss is drawn meanwhile, and a drag during it starts anew',
  // A draft may be asked for at the moment in which the next training replaces it.
  { stage: 'imported', provoked: /404 \(Not Found\)/ },
  async (app) => {
    const { page } = app
    await coreClient(app).settings.update({ 'model.epochs': 160 })
    await goTo(app, '/investigate')
    const running = step(page).getByRole('progressbar', { name: 'Training on nn1.lab' })
    await running.waitFor()
    const first = await epochsDrawn(page)
    await eventuallyPasses(
      () => epochsDrawn(page),
      (now) => assert.ok(now > first && now < 160, `${String(first)}, then ${String(now)}`),
    )
    // The frame is that of all epochs from the beginning.
    await step(page).getByText('epoch 160', { exact: true }).waitFor()

    const before = await shownBaseline(page)
    await dragBaseline(page, -60, async () => {
      await eventually(async () => (await trainings(app)).at(-1)?.state, 'cancelled')
    })
    const model = await modelOfBaseline(app)
    assert.notDeepEqual(await shownBaseline(page), before)
    assert.equal(model.loss.length, 160)
    await step(page)
      .getByRole('img', { name: /^Training loss fell .* over 160 epochs/ })
      .waitFor()

    // While the pointer rests in the midst of a drag, too; and nobody is told of it on another page.
    await dragBaseline(page, 60, async () => {
      await running.waitFor()
    })
    await eventuallyPasses(
      () => trainings(app),
      (all) => assert.ok(all.length >= 4),
    )
    await page
      .getByRole('link', { name: /^Reports/ })
      .first()
      .click()
    await eventually(async () => (await trainings(app))[0]?.state, 'done')
    const all = await trainings(app)
    const states = all.map(({ state }) => state)
    // A slow machine rests more often in the midst of a drag: those trainings are cancelled, too.
    assert.deepEqual([states[0], states.at(-1)], ['done', 'cancelled'])
    assert.equal(states.filter((state) => state === 'done').length, 2)
    assert.ok(all.every(({ state, quiet }) => quiet && (state === 'done' || state === 'cancelled')))
    await page
      .getByRole('link', { name: /^Investigate/ })
      .first()
      .click()
    const last = await modelOfBaseline(app)
    assert.notDeepEqual(last.ranges, model.ranges)
    assert.equal(await page.getByRole('alert').count(), 0)
    await page.getByRole('button', { name: 'Jobs: 0 running' }).click()
    await page.getByRole('dialog', { name: 'Jobs' }).getByText('Nothing runs', { exact: false }).waitFor()
  },
)

screenSpec(
  'nothing trains by itself where that is switched off or would take long',
  { stage: 'trained' },
  async (app) => {
    const { page } = app
    await goTo(app, '/investigate')
    const other = step(page).getByText(/another baseline than this: train again to use this one\.$/)
    await other.waitFor()
    const retrains = step(page).getByRole('switch', { name: 'Retrain as the window moves' })
    assert.ok(await retrains.isChecked())
    await retrains.uncheck()
    await dragBaseline(page, -50)
    await step(page).getByText('Good baseline.', { exact: false }).waitFor()
    // Longer than a baseline has to rest.
    await rest(800)
    await other.waitFor()
    assert.deepEqual(await trainings(app), [])

    await retrains.check()
    await eventually(async () => (await trainings(app))[0]?.state, 'done')
    assert.equal((await trainings(app)).length, 1)
    assert.deepEqual(
      (await models(app)).map(({ draft }) => draft),
      [true, false],
    )

    await coreClient(app).settings.update({ 'model.epochs': 5000 })
    await page.reload()
    await slider(page, /baseline.*start/i).press('ArrowLeft')
    await step(page)
      .getByText(/^About \d+ (s|min): trained on request\.$/)
      .waitFor()
    await rest(800)
    assert.equal((await trainings(app)).length, 1)
  },
)

screenSpec(
  'a stretch unlike the rest is found by cross-validation, left out at one click, and put back',
  { stage: 'imported' },
  async (app) => {
    const { page } = app
    await coreClient(app).settings.update({ 'model.epochs': 30 })
    await goTo(app, '/investigate?source=1&baseline=2026-11-22T15:55:00Z..2026-11-22T16:10:00Z')
    const whole = await modelOfBaseline(app)
    assert.equal(whole.ranges.length, 1)
    await step(page)
      .getByText(/^Checked in \d parts: /)
      .waitFor()
    const found = step(page)
      .getByRole('listitem')
      .filter({ hasText: /looks unlike the rest \(\d+ times its usual error; Get content summary/ })
    const [, from = '', to = ''] = /^(\d\d:\d\d:\d\d) to (\d\d:\d\d:\d\d)/.exec(await found.innerText()) ?? []
    const [start, end] = [from, to].map((clock) => Date.parse(`2026-11-22T${clock}Z`))
    assert.ok((start ?? 0) < fault.end && (end ?? 0) > fault.start, `${from} to ${to}`)
    // The fault is told once, though the rows show it, too.
    assert.equal(
      await step(page)
        .getByText(/Unlike the rest of it: GetContentSummary/)
        .count(),
      0,
    )

    const gap = page.getByRole('img', { name: `Left out of the baseline: 2026-11-22 ${from} to ${to}` })
    assert.equal(await gap.count(), 0)
    await page.getByRole('button', { name: `Leave it out: ${from} to ${to}` }).click()
    await gap.waitFor()
    await eventually(async () => (await models(app))[0]?.ranges.length, 2)
    const less = await modelOfBaseline(app)
    assert.ok(less.rows < whole.rows)
    const [left, right] = less.ranges
    assert.ok((left?.to ?? 0) < fault.start + 10_000 && (right?.from ?? 0) > fault.end - 10_000)
    await eventuallyPasses(
      () => Promise.resolve(page.url()),
      (url) => assert.match(url, new RegExp(`leave_out=2026-11-22T${from}`)),
    )

    await page.reload()
    await gap.waitFor()
    const putBack = page.getByRole('button', { name: `Put back: ${from} to ${to}` })
    await putBack.waitFor()
    assert.equal((await models(app))[0]?.id, less.id, 'a link trains nothing that is trained')
    await putBack.click()
    await gap.waitFor({ state: 'detached' })
    await eventually(async () => (await models(app))[0]?.ranges, whole.ranges)
    await page.keyboard.press('ControlOrMeta+z')
    await gap.waitFor()
    await eventually(async () => (await models(app))[0]?.ranges, less.ranges)
  },
)
