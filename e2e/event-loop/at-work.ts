// The app at work while somebody scrolls a chart of 30 days: an import, a training.
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { month } from '../../bench/month.ts'
import { coreClient } from '../app/core-client.ts'
import { jobEnds } from '../app/job-ends.ts'
import type { OpenedApp } from '../app/opened-app.ts'
import { recordingsFolder } from '../recordings.ts'

/** Turns of the wheel between two looks at the work. */
const turns = 20

/** Opens the charts of a source; resolves when they are drawn. */
async function openCharts({ page, url }: OpenedApp, source: number): Promise<{ x: number; y: number }> {
  await page.goto('about:blank')
  await page.goto(`${url}#/investigate?source=${String(source)}`)
  const chart = page.getByRole('application').nth(1)
  await chart.waitFor()
  const box = await chart.boundingBox()
  if (box === null) throw new Error('The page has no second chart.')
  return { x: box.x + box.width / 3, y: box.y + box.height / 2 }
}

/** Zooms in and out, and scrolls the page, until `isOver` holds. Each turn asks for other rows. */
async function scrollUntil(
  { page }: OpenedApp,
  { x, y }: { x: number; y: number },
  isOver: () => boolean,
): Promise<void> {
  do {
    await page.mouse.move(x, y)
    for (let turn = 0; turn < turns; turn += 1) await page.mouse.wheel(0, turn < turns / 2 ? -90 : 90)
    await page.mouse.move(20, y)
    await page.mouse.wheel(0, 300)
    await page.mouse.wheel(0, -300)
  } while (!isOver())
}

/** What the core is asked for while the chart is scrolled: a name, and the work, which resolves at its end. */
export type Phases = Readonly<Record<string, () => Promise<void>>>

/**
 * The phases of an app, each with its scrolling to its end. `source` has a month of rows (bench/month.ts). On the served host the
 * server must allow imports from `recordingsFolder`.
 */
export function phasesOf(app: OpenedApp, source: number): Phases {
  const core = coreClient(app)
  const whileScrolling = async (work: () => Promise<void>): Promise<void> => {
    const place = await openCharts(app, source)
    let isOver = false
    const ended = work().finally(() => {
      isOver = true
    })
    await Promise.all([ended, scrollUntil(app, place, () => isOver)])
  }
  const importing = async (): Promise<void> => {
    const { id } = await core.imports.start({
      paths: [path.join(recordingsFolder, 'light-3.3-cms.jsonl.zst')],
    })
    await jobEnds(core, id)
  }
  const training = async (): Promise<void> => {
    const from_ts = String(month.from)
    const to_ts = String(month.from + 12 * 3_600_000)
    const answer = await core.models.train({
      headers: { prefer: 'respond-async' },
      body: { from_ts, to_ts, source, profile: 'original' },
    })
    if (answer.status !== 202) throw new Error('The training did not become a job.')
    await jobEnds(core, answer.body.id)
  }
  return {
    scrolling: () => whileScrolling(() => wait(2000)),
    'importing and scrolling': () => whileScrolling(importing),
    'training and scrolling': () => whileScrolling(training),
  }
}
