import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { errorRows, markedRows } from './error-rows.ts'

const window = (start: number, score: number) => ({ start, end: start + 30, score, flagged: false })

describe('errorRows', () => {
  it('puts each score at the last row of its window and leaves the line open at a break', () => {
    assert.deepEqual(errorRows([window(0, 1), window(1, 2), window(100, 3)]), [
      { time: 30, score: 1 },
      { time: 31, score: 2 },
      { time: 32, score: null },
      { time: 130, score: 3 },
    ])
  })
})

describe('markedRows', () => {
  it('repeats what is above the threshold, not what equals it', () => {
    const rows = [1, null, 2, 3].map((score, time) => ({ time, score }))
    assert.deepEqual(
      markedRows(rows, 2).map(({ above }) => above),
      [null, null, null, 3],
    )
  })
})
