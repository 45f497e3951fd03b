// VUS-PR against the Python package `vus`.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import fc from 'fast-check'
import { z } from 'zod'
import { vusPr } from './vus-pr.ts'

const { cases } = z
  .object({
    cases: z.array(
      z.object({
        name: z.string(),
        ranges: z.array(z.tuple([z.int(), z.int()])),
        slidingWindow: z.int(),
        scores: z.array(z.number()),
        vusPr: z.number(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL('reference/fixtures/vus.json', import.meta.url), 'utf8')))

function truthOf(rows: number, ranges: readonly (readonly [number, number])[]): Uint8Array {
  const truth = new Uint8Array(rows)
  for (const [first, last] of ranges) truth.fill(1, first, last + 1)
  return truth
}

for (const { name, ranges, slidingWindow, scores, vusPr: wanted } of cases) {
  test(`the package's figure: ${name}`, () => {
    const got = vusPr(truthOf(scores.length, ranges), Float64Array.from(scores), { slidingWindow })
    assert.ok(got !== null && Math.abs(got - wanted) < 1e-9, `${String(got)} instead of ${wanted}`)
  })
}

const truths = fc.array(fc.constantFrom(0, 0, 0, 1), { minLength: 2, maxLength: 200 })

test('it goes by the order of the scores alone, lies from 0 to 1, and is 1 where the order is right', () => {
  fc.assert(
    fc.property(truths, fc.infiniteStream(fc.integer({ min: 0, max: 50 })), (ones, numbers) => {
      const truth = Uint8Array.from(ones)
      const scores = Float64Array.from(ones, () => Number(numbers.next().value))
      const got = vusPr(truth, scores)
      if (!ones.includes(1)) {
        assert.equal(got, null)
        return
      }
      assert.ok(got !== null && got >= 0 && got <= 1 + 1e-12)
      assert.equal(
        vusPr(
          truth,
          scores.map((score) => score * 3 - 7),
        ),
        got,
      )
      assert.equal(vusPr(truth, Float64Array.from(truth), { slidingWindow: 0 }), 1)
    }),
  )
})
