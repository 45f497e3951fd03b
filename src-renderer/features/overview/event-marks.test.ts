// Breaks on the strip: told apart where there is room, joined where there is none.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventMarks, gapBands, markSign, markText } from './event-marks.ts'

const range = { from: 0, to: 100_000 }
/** 1000 px of plot: 100 ms a pixel. */
const width = 1000 + 58 + 14
const at = (kind: 'gap' | 'restart' | 'ha-change', from: number, to = from + 100) => ({ kind, from, to })

test('marks apart stay apart, those within a few pixels are one', () => {
  const marks = eventMarks([at('restart', 1000), at('ha-change', 1500), at('restart', 50_000)], range, width)
  assert.deepEqual(
    marks.map(({ events }) => events.length),
    [2, 1],
  )
  assert.equal(marks[0]?.x, 58 + 11)
})

test('gaps and what is out of view are no marks', () => {
  assert.deepEqual(eventMarks([at('gap', 10), at('restart', 200_000)], range, width), [])
})

test('short gaps are widened so that they are seen, neighbours joined', () => {
  const bands = gapBands([at('gap', 1000, 1100), at('gap', 1250, 1300), at('gap', 5000, 9000)], range, 200)
  assert.deepEqual(
    bands.map(({ from, to }) => [from, to]),
    [
      [1000, 1450],
      [5000, 9000],
    ],
  )
})

test('a mark says what it is', () => {
  assert.equal(markText([at('restart', 1)]), 'Restart')
  assert.equal(markText([at('restart', 1), at('ha-change', 2), at('restart', 3)]), '2 restarts, 1 HA change')
  assert.deepEqual([markSign([at('restart', 1)]), markSign([at('restart', 1), at('gap', 2)])], ['R', '2'])
})
