// The score strip: thinning, and scores that do not depend on how the rows were read.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { windowStarts } from '../etl/sequences.ts'
import { sampleAt, temporaryStore } from '../store/fixtures/temporary-store.ts'
import { readHistory } from '../store/history.ts'
import { insertSamples } from '../store/samples.ts'
import { untrainedModel } from './fixtures/untrained-model.ts'
import { scoreStrip, thinned } from './score-strip.ts'
import { scoreWindows } from './score.ts'

const always = { from: 0, to: Number.MAX_SAFE_INTEGER }

test('of neighbours the highest is kept, at its own time', () => {
  const scores = fc.array(fc.double({ min: 0, max: 9, noNaN: true }), { maxLength: 200 })
  fc.assert(
    fc.property(scores, fc.integer({ min: 1, max: 60 }), (list, points) => {
      const strip = { times: Float64Array.from(list.keys()), scores: Float64Array.from(list) }
      const few = thinned(strip, points)
      assert.ok(few.times.length <= points && few.times.length === few.scores.length)
      assert.deepEqual(
        few.scores,
        few.times.map((time) => list[time]),
      )
      assert.deepEqual(
        few.times,
        few.times.toSorted((left, right) => left - right),
      )
      if (list.length > 0) assert.equal(Math.max(...few.scores), Math.max(...list))
    }),
  )
})

for (const kind of ['min-max', 'deviations'] as const) {
  test(`few windows are all scored, at the time of their last row, as a report scores them: ${kind}`, async (context) => {
    const { db, node } = temporaryStore(context)
    const model = untrainedModel(kind)
    insertSamples(
      db,
      node,
      Array.from({ length: 60 }, (_, row) =>
        sampleAt(row * 1000, { 0: row % 9 }, row >= 20 && row < 30 ? { haState: 'standby' } : {}),
      ),
    )
    const rows = readHistory(db, node, [always])
    const starts = windowStarts(rows, 8)
    const { scores } = await scoreWindows(model, rows, starts)
    const strip = await scoreStrip(db, node, always, model)
    assert.equal(strip.every, 1)
    assert.deepEqual(strip.scores, scores)
    assert.deepEqual(
      [...strip.times],
      [...starts].map((start) => rows.times[start + 7]),
    )
  })
}

test('many rows: every so many a window, read piece by piece, the same as all at once', async (context) => {
  const { db, node } = temporaryStore(context)
  const model = untrainedModel('min-max')
  // A standby longer than what is read at a time lies between two stretches of the active role.
  const standby = { haState: 'standby' } as const
  const stateAt = (row: number) => (row >= 15_000 && row < 36_000 ? standby : {})
  db.transaction(() =>
    insertSamples(
      db,
      node,
      Array.from({ length: 65_000 }, (_, row) => {
        const isChange = row === 15_000 || row === 36_000
        return sampleAt(
          row * 1000,
          { 0: row % 9, 27: row % 7 },
          {
            ...stateAt(row),
            break: isChange ? 'ha-change' : null,
          },
        )
      }),
    ),
  )
  const rows = readHistory(db, node, [always])
  assert.equal(rows.times.length, 44_000)
  const strip = await scoreStrip(db, node, always, model)
  const all = windowStarts(rows, 8)
  assert.equal(strip.every, Math.ceil(all.length / 3000))
  const starts = all.filter((_, window) => window % strip.every === 0)
  const { scores } = await scoreWindows(model, rows, starts)
  assert.ok(starts.length <= 3000 && starts.length > 2700)
  assert.deepEqual(strip.scores, scores)
  assert.deepEqual(
    [...strip.times],
    [...starts].map((start) => rows.times[start + 7]),
  )
})

test('no rows, no scores', async (context) => {
  const { db, node } = temporaryStore(context)
  assert.deepEqual(await scoreStrip(db, node, always, untrainedModel('min-max')), {
    every: 1,
    times: new Float64Array(),
    scores: new Float64Array(),
  })
})
