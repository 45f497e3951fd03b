// The screens in a real browser: zoom and hover with four charts over 30 days x 28 beside the same page with empty charts,
// and first paint and readiness of the start page beside the API's documentation.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { z } from 'zod'
import { openApp } from '../../e2e/app/open-app.ts'
import { headlessHost } from '../../src-main/cli/headless-host.ts'
import { createServices } from '../../src-main/core/services.ts'
import { openReadable } from '../../src-main/core/store/database.ts'
import { readRows } from '../../src-main/core/store/samples.ts'
import { fillMonth, month } from '../month.ts'
import type { Case, Table } from '../table.ts'

/** Charts looked at together. */
const chartCount = 4
/** Wheel turns and pointer moves of one round. */
const turns = 120
const rounds = 3

/** Sources by name, each of a month of rows. */
async function fillStore(folder: string): Promise<ReadonlyMap<string, number>> {
  const services = await createServices(headlessHost(folder))
  await services.imports.start(['bench/recordings/day-a.jsonl.zst']).outcome
  const db = openReadable(folder)
  fillMonth(folder, 'bench', readRows(db, 1, 0, Number.MAX_SAFE_INTEGER))
  fillMonth(folder, 'empty', undefined)
  db.close()
  const ids = new Map(services.sources.list().map(({ name, id }) => [name, id]))
  await services.close()
  return ids
}

/** Lengths of the frames (ms) while `work` runs. */
async function framesOf(page: Page, work: () => Promise<void>): Promise<number[]> {
  await page.evaluate(`(() => {
    globalThis.nnadFrames = []
    let last = performance.now()
    const tick = () => {
      const now = performance.now()
      globalThis.nnadFrames.push(now - last)
      last = now
      globalThis.nnadTick = requestAnimationFrame(tick)
    }
    globalThis.nnadTick = requestAnimationFrame(tick)
  })()`)
  await work()
  return z
    .array(z.number())
    .parse(await page.evaluate('cancelAnimationFrame(globalThis.nnadTick), globalThis.nnadFrames'))
}

interface Frames {
  readonly zoom: number[]
  readonly hover: number[]
}

async function framesOver(page: Page, url: string, source: number): Promise<Frames> {
  await page.goto('about:blank')
  await page.goto(`${url}#/investigate?source=${String(source)}`)
  const charts = page.getByRole('application')
  await charts.nth(chartCount - 1).waitFor()
  await page.waitForTimeout(1500)
  const box = await charts.nth(chartCount - 2).boundingBox()
  if (box === null) throw new Error(`The page has fewer than ${String(chartCount)} charts.`)
  const [left, middle] = [box.x + 80, box.y + box.height / 2]
  const zoom = await framesOf(page, async () => {
    for (let turn = 0; turn < turns; turn += 1) {
      await page.mouse.move(left + box.width / 3, middle)
      await page.mouse.wheel(0, turn % 40 < 20 ? -90 : 90)
    }
  })
  const hover = await framesOf(page, async () => {
    for (let turn = 0; turn < turns; turn += 1)
      await page.mouse.move(left + ((turn * 7) % (box.width - 120)), middle)
  })
  return { zoom, hover }
}

const milliseconds = z.number()

/** First contentful paint, and when the page's heading was there and a frame was drawn; ms since navigation began. */
async function startOf(page: Page, url: string, heading: string): Promise<{ paint: number; ready: number }> {
  await page.goto('about:blank')
  await page.goto(url)
  await page.locator(heading).first().waitFor()
  const ready = milliseconds.parse(
    await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => resolve(performance.now())))'),
  )
  const paint = milliseconds.parse(
    await page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"),
  )
  return { paint, ready }
}

export async function benchmark(): Promise<Table> {
  const folder = mkdtempSync(path.join(tmpdir(), 'nnad-bench-'))
  try {
    const ids = await fillStore(folder)
    // High enough for four charts to be in view together; those out of view are not mounted.
    await using app = await openApp('served', { dataFolder: folder, viewport: { width: 1440, height: 1500 } })
    const runs = new Map<string, number[]>()
    const note = (name: string, values: readonly number[]): void => {
      runs.set(name, [...(runs.get(name) ?? []), ...values])
    }
    for (let round = 0; round < rounds; round += 1) {
      for (const [name, label] of [
        ['empty', 'empty charts'],
        ['bench', '30 days x 28'],
      ] as const) {
        const { zoom, hover } = await framesOver(app.page, app.url, ids.get(name) ?? 0)
        note(`frame while zooming, ${label}`, zoom)
        note(`frame while hovering, ${label}`, hover)
      }
      const docs = await startOf(app.page, `${app.url}docs`, '.swagger-ui .info')
      note('first paint, /docs', [docs.paint])
      note('ready, /docs', [docs.ready])
      const start = await startOf(app.page, app.url, 'h1')
      note('first paint, start page', [start.paint])
      note('ready, start page', [start.ready])
    }
    return {
      title: `Screens: ${String(month.rows)} rows x 28, ${String(chartCount)} charts; the aim for frames is 100 ms at the 95th percentile`,
      baseline: 'frame while zooming, empty charts',
      cases: [...runs].map(([name, values]): Case => ({ name, runs: values })),
      facts: {},
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
