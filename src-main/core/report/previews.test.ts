// Previews and scores of the sample recording: the same figures that a report has.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Model } from '../../../src-shared/contract/models.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import { imported, labelsOf } from '../fixtures/imported.ts'
import { sampleAt } from '../store/fixtures/temporary-store.ts'
import { openDatabase } from '../store/database.ts'
import { insertSamples } from '../store/samples.ts'

const sample = 'assets/sample/sample'
const latest = { source: undefined, node: undefined }
const labels = labelsOf(sample)
const isDeclared = (code: string, text: RegExp) => (error: unknown) =>
  error instanceof DeclaredError && error.code === code && text.test(error.message)

let recording: Awaited<ReturnType<typeof imported>>
let extent: TimeRange
let model: Model

before(async () => {
  recording = await imported(sample)
  const { samples, previews, models } = recording.services
  const { from, to } = await samples.history(latest)
  extent = { from: from ?? 0, to: to ?? 0 }
  await assert.rejects(
    previews.preview({ ...latest, window: extent, threshold: undefined }),
    isDeclared('NO_MODEL', /train one/),
  )
  model = await models.train({
    ...latest,
    ranges: [{ from: extent.from, to: extent.from + 400_000 }],
    profile: undefined,
    settings: { 'model.epochs': 2 },
  }).outcome
})
after(() => recording[Symbol.asyncDispose]())

/** A window around the first fault. */
const suspect = (): TimeRange => {
  const [{ start, end } = assert.fail('no event')] = labels.events
  return { from: start - 120_000, to: end + 120_000 }
}

test('a preview’s figures are those of a report on the same window, at the model’s threshold and at another', async () => {
  const { previews, reports } = recording.services
  const window = suspect()
  for (const threshold of [undefined, model.threshold * 1.5]) {
    const preview = await previews.preview({ ...latest, window, threshold })
    const made = await reports.analyze({ ...latest, window, thresholdOverride: threshold }).outcome
    const { analysis } = made.report
    assert.deepEqual(
      {
        ...preview,
        effects: [],
        incidents: preview.incidents,
      },
      {
        model: model.id,
        node: analysis.source.node,
        modelThreshold: model.threshold,
        threshold: threshold ?? model.threshold,
        rows: analysis.rows,
        windows: analysis.windows.length,
        flagged: analysis.windows.filter(({ flagged }) => flagged).length,
        incidentCount: analysis.incidents.length,
        incidents: analysis.incidents
          .slice(0, 5)
          // Who and why take raw documents: a preview does not look for them.
          .map((incident) => ({
            ...incident,
            metrics: incident.metrics.slice(0, 5),
            ...{ users: [], causes: [], opinions: [] },
          })),
        effects: [],
      },
    )
    assert.ok(preview.flagged > 0)
  }
})

test('only the first preview of a window scores it', async () => {
  const { previews } = recording.services
  const window = { from: suspect().from - 1, to: suspect().to + 1 }
  const timed = async (threshold: number): Promise<number> => {
    const start = performance.now()
    await previews.preview({ ...latest, window, threshold })
    return performance.now() - start
  }
  const first = await timed(0.1)
  const others = [await timed(0.2), await timed(0.3), await timed(0.4)]
  assert.ok(Math.min(...others) < first / 3, `${String(first)} ms, then ${others.join(', ')}`)
})

test('the scores of the history are highest in the faults, and none is missing', async () => {
  const { previews } = recording.services
  const request = { ...latest, model: undefined, from: undefined, to: undefined }
  const all = await previews.scores({ ...request, points: 600 })
  assert.deepEqual(
    [all.model, all.node, all.threshold, all.every],
    [model.id, model.node, model.threshold, 1],
  )
  assert.ok(all.times.length > 400 && all.times.length <= 600)
  assert.ok(extent.to - (all.times.at(-1) ?? 0) < 3 * 1100)
  const peakIn = (range: TimeRange): number =>
    all.scores.reduce((peak, score, index) => {
      const time = all.times[index] ?? 0
      return time >= range.from && time <= range.to ? Math.max(peak, score) : peak
    }, 0)
  const healthy = peakIn({ from: extent.from, to: extent.from + labels.baselineSeconds * 1000 })
  const faults = labels.events.filter((event) => event.class === 'fault')
  for (const { start, end, kind } of faults) assert.ok(peakIn({ from: start, to: end }) > healthy, kind)
  const few = await previews.scores({ ...request, points: 10 })
  assert.deepEqual([few.times.length <= 10, Math.max(...few.scores)], [true, Math.max(...all.scores)])
  const part = await previews.scores({ ...request, ...suspect(), model: model.id, points: 600 })
  assert.ok(part.times.every((time) => time >= suspect().from && time <= suspect().to))
})

test('rows that came in since are scored, too', async () => {
  const { previews } = recording.services
  const window = { from: suspect().from, to: extent.to + 60_000 }
  const before = await previews.preview({ ...latest, window, threshold: undefined })
  const db = openDatabase(recording.folder)
  insertSamples(
    db,
    1,
    [1, 2, 3].map((second) => sampleAt(extent.to + second * 1000, { 0: 1 })),
  )
  db.close()
  const later = await previews.preview({ ...latest, window, threshold: undefined })
  assert.equal(later.rows, before.rows + 3)
})

test('too little, too much, the wrong way round, an unknown model', async () => {
  const { previews } = recording.services
  const { from, to } = extent
  const preview = (window: TimeRange) => previews.preview({ ...latest, window, threshold: undefined })
  await assert.rejects(preview({ from, to: from + 5000 }), isDeclared('NO_DATA', /30 unbroken rows/))
  await assert.rejects(preview({ from: to, to: from }), isDeclared('BAD_INPUT', /ends after it starts/))
  const unknown = { ...latest, model: 'none', from: undefined, to: undefined, points: 600 }
  await assert.rejects(previews.scores(unknown), isDeclared('NOT_FOUND', /has no model none/))
  const db = openDatabase(recording.folder)
  const rows = Array.from({ length: 20_001 }, (_, row) => sampleAt(to + 3_600_000 + row * 1000))
  db.transaction(() => insertSamples(db, 1, rows))
  db.close()
  await assert.rejects(
    preview({ from: to + 3_600_000, to: to + 36_000_000 }),
    isDeclared('BAD_INPUT', /at most 20000 rows, this one has 20001: .* analyse it instead/),
  )
})
