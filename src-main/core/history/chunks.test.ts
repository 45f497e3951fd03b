// Grids that see every scrape, and cutting at what a server bears.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { chunkOf, evaluations, halves, partsOf, pointsOf } from './chunks.ts'

const minute = 60_000
const start = 1_771_966_812_345

/** Scrapes every minute from a start on, each moved by so many ms, some left out. */
function scrapes(
  count: number,
  jitter: (index: number) => number,
  isMissing: (index: number) => boolean = () => false,
): number[] {
  return Array.from({ length: count }, (_, index) => start + index * minute + jitter(index)).filter(
    (_, index) => !isMissing(index),
  )
}

test('regular scrapes are seen at their own step, each half a step after it was', () => {
  const times = scrapes(100, () => 0)
  const chunk = chunkOf(times, minute)
  assert.equal(chunk.step, minute)
  assert.equal(pointsOf(chunk), 101)
  assert.deepEqual(
    evaluations(times, chunk.from, chunk.step).map((seen, index) => seen - (times[index] ?? 0)),
    times.map(() => minute / 2),
  )
})

test('jitter of less than half a step costs no evaluation', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -20_000, max: 20_000 }), { minLength: 2, maxLength: 80 }),
      (moved) => {
        const times = scrapes(moved.length, (index) => moved[index] ?? 0)
        const chunk = chunkOf(times, minute)
        assert.ok(evaluations(times, chunk.from, chunk.step).every((seen) => !Number.isNaN(seen)))
        assert.ok(chunk.from >= (times[0] ?? 0) && chunk.to >= (times.at(-1) ?? 0))
      },
    ),
  )
})

test('a scrape between two others halves the step', () => {
  const times = [...scrapes(20, () => 0), start + 5 * minute + 20_000].sort((left, right) => left - right)
  const chunk = chunkOf(times, minute)
  assert.ok(chunk.step < minute)
  assert.ok(evaluations(times, chunk.from, chunk.step).every((seen) => !Number.isNaN(seen)))
})

test('of scrapes closer together than can be asked for the last one counts', () => {
  const crowd = Array.from({ length: 40 }, (_, index) => start + minute + index)
  const times = [start, ...crowd, start + 2 * minute]
  const chunk = chunkOf(times, minute)
  const seen = evaluations(times, chunk.from, chunk.step).map((time) => !Number.isNaN(time))
  assert.deepEqual([seen[0], seen[crowd.length], seen.at(-1)], [true, true, true])
  assert.ok(seen.filter((one) => one).length < 10)
})

test('halves have all scrapes on the same grid', () => {
  const chunk = chunkOf(
    scrapes(31, (index) => (index % 7) * 1000),
    minute,
  )
  const [before, after] = halves(chunk)
  assert.deepEqual([...before.times, ...after.times], chunk.times)
  for (const part of [before, after]) assert.equal((part.from - chunk.from) % chunk.step, 0)
  assert.equal(pointsOf(before) + pointsOf(after), pointsOf(chunk) + 1)
})

test('parts have no more points than a server bears, and none spans a long gap', () => {
  const times = scrapes(
    500,
    () => 0,
    (index) => index > 200 && index < 320,
  )
  const parts = partsOf(times, minute, 100)
  assert.deepEqual(parts.flat(), times)
  for (const part of parts) {
    const [first = 0] = part
    assert.ok(((part.at(-1) ?? 0) - first) / minute + 1 <= 100)
    assert.ok(part.every((time, index) => index === 0 || time - (part[index - 1] ?? 0) < 100 * minute))
  }
  assert.deepEqual(partsOf([], minute, 100), [])
})
