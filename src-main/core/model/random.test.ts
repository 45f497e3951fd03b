// The seeded generator against xoshiro128** in C, and the shuffle's fairness.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { randomFrom, shuffle } from './random.ts'

test('the stream is that of xoshiro128** in C', () => {
  // xoshiro128** written in C as published and compiled, its four words filled by splitmix32.
  const streams: [number, number[]][] = [
    [0, [3_809_008_728, 1_133_695_204, 53_579_671, 2_891_528_803]],
    [1, [2_442_144_158, 3_238_099_751, 3_819_917_871, 2_104_621_829]],
    [4_294_967_295, [835_879_718, 1_921_286_648, 2_356_205_009, 1_885_780_724]],
  ]
  for (const [seed, wanted] of streams) {
    const random = randomFrom(seed)
    assert.deepEqual(
      wanted.map(() => random.next() * 2 ** 32),
      wanted,
    )
  }
})

test('normal numbers have mean 0, deviation 1 and the tails of a bell curve', () => {
  const random = randomFrom(7)
  const count = 50_000
  const drawn = Array.from({ length: count }, () => random.normal())
  const mean = drawn.reduce((sum, x) => sum + x, 0) / count
  const variance = drawn.reduce((sum, x) => sum + (x - mean) ** 2, 0) / count
  const beyondTwo = drawn.filter((x) => Math.abs(x) > 2).length / count
  assert.ok(Math.abs(mean) < 0.02, `mean ${mean}`)
  assert.ok(Math.abs(variance - 1) < 0.03, `variance ${variance}`)
  assert.ok(Math.abs(beyondTwo - 0.0455) < 0.004, `beyond two deviations ${beyondTwo}`)
})

test('a shuffle keeps every index', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 300 }), fc.nat(), (length, seed) => {
      const indexes = Int32Array.from(Array(length).keys())
      shuffle(indexes, randomFrom(seed))
      assert.deepEqual([...indexes.toSorted()], [...Array(length).keys()])
    }),
  )
})

test('every order of four comes up equally often', () => {
  const random = randomFrom(11)
  const seen = new Map<string, number>()
  const rounds = 24_000
  for (let round = 0; round < rounds; round++) {
    const indexes = Int32Array.of(0, 1, 2, 3)
    shuffle(indexes, random)
    seen.set(indexes.join(), (seen.get(indexes.join()) ?? 0) + 1)
  }
  assert.equal(seen.size, 24)
  for (const [order, count] of seen)
    assert.ok(Math.abs(count - rounds / 24) < 150, `${order}: ${count} times`)
})
