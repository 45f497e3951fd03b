// Snappy blocks, read again by a reader written after the format's description.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { readSnappy } from './fixtures/read-snappy.ts'
import { snappyBlock } from './snappy.ts'

test('whatever goes in comes out', () => {
  const word = fc.uint8Array({ minLength: 1, maxLength: 9 })
  const repeating = fc
    .tuple(fc.array(word, { minLength: 1, maxLength: 4 }), fc.array(fc.nat(3), { maxLength: 200 }))
    .map(([words, order]) =>
      Buffer.concat(order.map((index) => words[index % words.length] ?? new Uint8Array())),
    )
  const any = fc.uint8Array({ maxLength: 2000 }).map((bytes) => Buffer.from(bytes))
  fc.assert(
    fc.property(fc.oneof(repeating, any), (source) => {
      assert.deepEqual(readSnappy(snappyBlock(source)), source)
    }),
  )
})

test('lengths at which the form of literals and copies changes', () => {
  // A byte of its own at each place: no four repeat.
  const plain = (length: number): Buffer =>
    Buffer.from(Uint8Array.from({ length }, (_, at) => Math.imul(at + 1, 2_654_435_761) >>> 24))
  for (const length of [0, 1, 3, 4, 59, 60, 61, 255, 256, 257, 65_535, 65_536, 65_537, 70_000]) {
    assert.deepEqual(readSnappy(snappyBlock(plain(length))), plain(length), String(length))
    const zeros = Buffer.alloc(length)
    assert.deepEqual(readSnappy(snappyBlock(zeros)), zeros, String(length))
  }
  assert.deepEqual(snappyBlock(Buffer.alloc(0)), Buffer.from([0]))
})

test('what repeats takes little room, also where it repeats beyond the reach of a reference', () => {
  const line = Buffer.from('nnad_score{source="prod",node="nn1:8020"} ')
  const many = Buffer.concat(Array.from({ length: 1000 }, () => line))
  assert.ok(snappyBlock(many).length < many.length / 15)
  const far = Buffer.concat([line, Buffer.alloc(66_000, 1), line])
  assert.deepEqual(readSnappy(snappyBlock(far)), far)
})
