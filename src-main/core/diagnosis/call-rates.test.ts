// Calls a second out of nntop, against Hadoop's own way of counting and losing them.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { callRates } from './call-rates.ts'
import { RollingWindow } from './fixtures/rolling-window.ts'
import { madeDocument } from './fixtures/made-witness.ts'
import type { DocumentWitness, TopWindow } from './witness.ts'

const lengths = [60_000, 300_000, 1_500_000]

/** Even numbers in [0, 1), the same in every run (Park and Miller's generator). */
function evenNumbers(): () => number {
  let state = 42
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

/** Documents of a NameNode on which one user makes calls at a rate that changes: `rateAt` in calls a second. */
function polled(rateAt: (second: number) => number, polls: readonly number[]): DocumentWitness[] {
  const windows = lengths.map((length) => new RollingWindow(length))
  const documents: DocumentWitness[] = []
  const wanted = new Set(polls)
  const next = evenNumbers()
  let owed = 0
  for (let second = 0; second <= Math.max(...polls); second += 1) {
    owed += rateAt(second)
    const calls = Math.floor(owed)
    owed -= calls
    const times = Array.from({ length: calls }, () => second * 1000 + 999 * next())
    for (const time of times.toSorted((one, other) => one - other))
      for (const window of windows) window.count(time)
    if (!wanted.has(second)) continue
    const now = second * 1000 + 999
    const top = windows.map((window, index): TopWindow => {
      const count = window.sum(now)
      const users = count === 0 ? [] : [{ user: 'etl', count }]
      return { windowMs: lengths[index] ?? 0, operations: [{ operation: 'create', total: count, users }] }
    })
    documents.push(madeDocument({ time: now, top }))
  }
  return documents
}

const range = (from: number, to: number, step: number): number[] =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step)

const rateOf = (documents: readonly DocumentWitness[]): number =>
  callRates(documents)?.rates.find(({ user }) => user === 'etl')?.perSecond ?? 0

test('the sum of a window is far from what was called: Hadoop throws calls away that came early in a bucket', () => {
  const documents = polled(() => 3, range(3000, 3300, 10))
  const sums = documents.map(({ top }) => top?.[0]?.operations[0]?.total ?? 0)
  const mean = sums.reduce((sum, value) => sum + value, 0) / sums.length
  assert.ok(mean > 3 * 60 * 0.3 && mean < 3 * 60 * 0.75, String(mean))
})

test('a storm of 40 s within windows of minutes: its rate to a tenth, at any spacing of the polls', () => {
  const storm = (second: number): number => (second >= 2000 && second < 2040 ? 280 : 5)
  for (const step of [1, 2, 10]) {
    const rate = rateOf(polled(storm, range(2000, 2040, step)))
    assert.ok(rate > 250 && rate < 290, `${step}: ${rate}`)
  }
})

test('what is left in the windows of an earlier storm is not called again', () => {
  const storm = (second: number): number => (second >= 2000 && second < 2040 ? 280 : 5)
  const rate = rateOf(polled(storm, range(2045, 2085, 2)))
  assert.ok(rate > 3 && rate <= 6, String(rate))
})

test('never more than was called, whatever the rate and the polls', () => {
  const made = fc.record({
    rate: fc.double({ min: 0.2, max: 60, noNaN: true }),
    from: fc.integer({ min: 1600, max: 1800 }),
    step: fc.integer({ min: 1, max: 120 }),
  })
  fc.assert(
    fc.property(made, ({ rate, from, step }) => {
      const polls = range(from, from + step * 10, step)
      // A call that is owed from before the first poll may fall into the first step.
      assert.ok(rateOf(polled(() => rate, polls)) <= rate + 1 / step)
    }),
    { numRuns: 40 },
  )
})

test('with polls minutes apart a steady rate is seen in part, a storm amid them still stands out', () => {
  const usual = rateOf(polled(() => 5, range(1600, 5000, 300)))
  const storm = rateOf(polled((second) => (second > 3000 ? 200 : 5), range(3000, 6600, 300)))
  assert.ok(usual > 1 && usual <= 5, String(usual))
  assert.ok(storm > 20 * usual && storm <= 200, `${usual} ${storm}`)
})

const top = (users: readonly (readonly [string, number])[], total: number): readonly TopWindow[] => [
  {
    windowMs: 60_000,
    operations: [{ operation: 'open', total, users: users.map(([user, count]) => ({ user, count })) }],
  },
]

test('somebody who comes into a list that was cut off may have been below it before', () => {
  const before = madeDocument({
    time: 0,
    top: top(
      [
        ['a', 90],
        ['b', 60],
      ],
      200,
    ),
  })
  const after = madeDocument({
    time: 10_000,
    top: top(
      [
        ['a', 95],
        ['c', 80],
      ],
      235,
    ),
  })
  const rates = callRates([before, after])
  assert.ok(rates !== undefined)
  assert.equal(rates.rates.find(({ user }) => user === 'c')?.perSecond, 3)
  assert.deepEqual(rates.unlisted, { open: 1 })
})

test('`*` is nobody’s command; no nntop or a single document tell no rates', () => {
  const star = (count: number) => [
    { windowMs: 60_000, operations: [{ operation: '*', total: count, users: [{ user: 'a', count }] }] },
  ]
  const [one, other] = [madeDocument({ time: 0, top: star(1) }), madeDocument({ time: 9000, top: star(99) })]
  assert.deepEqual(callRates([one, other])?.rates, [])
  assert.equal(callRates([one]), undefined)
  assert.equal(
    callRates([
      { ...one, top: null },
      { ...other, top: null },
    ]),
    undefined,
  )
})
