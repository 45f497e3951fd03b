// Cross-validation with the engine that is always there: who learns what, and who scores what.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { leastWindows, partCount } from '../../../src-shared/check-plan.ts'
import { metricCount } from '../../../src-shared/metrics.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import type { Architecture } from './architecture.ts'
import { scoringEngine } from './choose-engine.ts'
import { crossValidate } from './cross-validation.ts'
import type { Engine } from './engine.ts'
import { trainingDefaults } from './training-options.ts'
import type { WindowsView } from './windows-view.ts'

const architecture: Architecture = {
  kind: 'lstm-autoencoder',
  sequenceLength: 6,
  features: metricCount,
  latentDim: 2,
  hiddenDim: 0,
  recurrentActivation: 'sigmoid',
}
const length = architecture.sequenceLength
const training = { ...trainingDefaults, epochs: 2, validationSplit: 0 }

/** Rows whose metrics rise by one a row, so that a scaler tells which rows it has seen; windows from all but some rows. */
function baselineOf(rows: number, skip: (row: number) => boolean = () => false) {
  const values = Float64Array.from({ length: rows * metricCount }, (_, cell) =>
    Math.floor(cell / metricCount),
  )
  const starts = Int32Array.from(
    Array.from({ length: rows - length + 1 }, (_, row) => row).filter((row) => !skip(row)),
  )
  return { values, starts }
}

/** The engine, and what it was asked to learn and to score. */
async function watchedEngine() {
  const engine = await scoringEngine(architecture)
  const learned: WindowsView[] = []
  const scored: WindowsView[] = []
  const watched: Engine = {
    ...engine,
    train: (of, windows, ...rest) => {
      learned.push(windows)
      return engine.train(of, windows, ...rest)
    },
    reconstructionErrors: (of, weights, windows, ...rest) => {
      scored.push(windows)
      return engine.reconstructionErrors(of, weights, windows, ...rest)
    },
  }
  return { watched, learned, scored }
}
const rowsOf = ({ starts }: WindowsView): Set<number> =>
  new Set([...starts].flatMap((start) => Array.from({ length }, (_, row) => start + row)))

test('each window is scored once, by a model that learned no row of its part', async () => {
  const { watched, learned, scored } = await watchedEngine()
  // Rows 40 to 55 begin no window: as where a stretch was left out.
  const baseline = baselineOf(130, (row) => row >= 40 && row < 56)
  const { errors, scores } = await crossValidate(watched, architecture, training, baseline, 4)
  assert.deepEqual([learned.length, scored.length], [4, 4])
  assert.deepEqual(
    scored.flatMap(({ starts }) => [...starts]),
    [...baseline.starts],
  )
  for (const [part, left] of scored.entries()) {
    const known = learned[part] ?? assert.fail()
    const [seen, held] = [rowsOf(known), rowsOf(left)]
    assert.ok(held.isDisjointFrom(seen), String(part))
    // All the others do take part.
    const apart = baseline.starts.filter((start) =>
      rowsOf({ ...known, starts: Int32Array.of(start) }).isDisjointFrom(held),
    )
    assert.deepEqual(known.starts, apart)
    // Scaled by the learned rows alone: these fill 0 to 1, and nothing lies farther out than as much again.
    const scaledOf = (row: number): number => left.rows[row * metricCount] ?? Number.NaN
    const own = [...seen].map(scaledOf)
    assert.deepEqual([Math.min(...own), Math.max(...own)], [0, 1])
    assert.ok(left.rows.every((value) => value >= -1 && value <= 2))
  }
  assert.ok(scored.some(({ rows }) => rows.some((value) => value > 1)))
  assert.equal(errors.length, scores.length * metricCount)
  const first = errors.subarray(0, metricCount).reduce((sum, error) => sum + error, 0) / metricCount
  assert.ok(Math.abs((scores[0] ?? 0) - first) < 1e-9)
})

test('of a long baseline a model learns 400 windows, evenly chosen', async () => {
  const { watched, learned } = await watchedEngine()
  await crossValidate(watched, architecture, { ...training, epochs: 1 }, baselineOf(2000), 5)
  for (const { starts } of learned) {
    assert.equal(starts.length, 400)
    const steps = [...starts.subarray(1)].map((start, index) => start - (starts[index] ?? 0))
    // One step is the part that is left out.
    assert.deepEqual([...new Set(steps)].filter((step) => step < 300).toSorted(), [3, 4])
  }
})

test('epochs are counted through all parts; the same seed gives the same; a cancel stops it', async () => {
  const engine = await scoringEngine(architecture)
  const baseline = baselineOf(60)
  const seen: [number, number][] = []
  const onProgress = (done: number, total: number): number => seen.push([done, total])
  const one = await crossValidate(engine, architecture, training, baseline, 3, { onProgress })
  assert.deepEqual(
    seen,
    [1, 2, 3, 4, 5, 6].map((done) => [done, 6]),
  )
  assert.deepEqual(await crossValidate(engine, architecture, training, baseline, 3), one)
  const controller = new AbortController()
  const cancelled = crossValidate(engine, architecture, training, baseline, 3, {
    signal: controller.signal,
    onProgress: () => controller.abort(),
  })
  await assert.rejects(cancelled, (error) => error instanceof DeclaredError && error.code === 'CANCELLED')
})

test('no windows too few or parts too many: each model has something to learn', () => {
  assert.deepEqual([leastWindows(30), partCount(119, 30), partCount(120, 30)], [120, 0, 3])
  assert.deepEqual([partCount(160, 30), partCount(200, 30), partCount(9000, 30)], [4, 5, 5])
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 512 }), fc.nat(3000), (rows, more) => {
      const windows = leastWindows(rows) + more
      const parts = partCount(windows, rows)
      assert.ok(parts >= 3 && parts <= 5)
      assert.equal(partCount(leastWindows(rows) - 1, rows), 0)
      // A part in the middle has neighbours on both sides that share its rows.
      assert.ok(windows - Math.ceil(windows / parts) - 2 * (rows - 1) > rows / 2)
    }),
  )
})
