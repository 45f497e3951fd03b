// Cutting text into records: every layout, every way of breaking, in pieces of any size, in linear time.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { assertInProportion } from '../fixtures/in-proportion.ts'
import { DocumentSplitter } from './document-splitter.ts'
import { importLimits } from './found-document.ts'
import { sample } from './sample-input.ts'

interface Split {
  readonly numbers: readonly unknown[]
  readonly texts: readonly string[]
  readonly skipped: readonly string[]
}

function split(text: string | Buffer, pieceBytes = 2 ** 20, limits = importLimits): Split {
  const texts: Buffer[] = []
  const numbers: unknown[] = []
  const skipped: string[] = []
  const splitter = new DocumentSplitter(limits, {
    record: (found, { jmx }) => {
      texts.push(found)
      numbers.push(jmx.beans.at(-1)?.['number'])
    },
    skipped: (line, reason) => skipped.push(`${line}: ${reason}`),
  })
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += pieceBytes) splitter.push(bytes.subarray(at, at + pieceBytes))
  splitter.finish(false)
  return { numbers, texts: texts.map(String), skipped }
}

const wide = (number: number) => ({ ...sample(number), filler: 'x'.repeat(400) })
const line = (number: number): string => JSON.stringify({ ts: 1771966800000 + number, jmx: wide(number) })
const short = (number: number): string => JSON.stringify(sample(number))
const pretty = (number: number, indent: number | string = 2): string =>
  JSON.stringify(sample(number), null, indent)

test('every layout gives each record once, its bytes as found, in pieces of any size', () => {
  const hadoop =
    '{\n  "beans" : [ {\n    "name" : "a",\n    "number" : 0\n  }, {\n    "name" : "b",\n    "number" : 1\n  } ]\n}\n'
  for (const layout of [
    `${line(1)}\n${line(2)}\n${line(3)}\n`,
    `${line(1)}\r\n${line(2)}\r\n\r\n${line(3)}`,
    `\ufeff${line(1)}\n\ufeff${line(2)}\n${line(3)}\n`,
    `[${line(1)},${line(2)},${line(3)}]`,
    `[\n${line(1)},\n${line(2)},\n${line(3)}\n]\n`,
    `[${line(1)}\n,${line(2)}\n,${line(3)}]\n`,
    `${line(1)}${line(2)} ${line(3)}`,
    `${pretty(1)}\n${pretty(2, '\t')}\n${pretty(3, 4)}`,
    `${pretty(1).replaceAll(/^ +/gm, '')}${pretty(2)}${short(3)}`,
    JSON.stringify([sample(1), sample(2), { when: 'now', body: short(3) }], null, 2),
    `${hadoop}${hadoop.replace('1', '2')}${hadoop.replace('1', '3')}`.replaceAll('"number" : 0', '"x" : 0'),
    `\u001e${line(1)}\n\u001e${line(2)}\n\0\0\0${line(3)}\n`,
  ]) {
    for (const pieceBytes of [1, 7, 64, 2 ** 20]) {
      const { numbers, texts, skipped } = split(layout, pieceBytes)
      assert.deepEqual({ numbers, skipped }, { numbers: [1, 2, 3], skipped: [] }, layout.slice(0, 200))
      for (const text of texts) assert.ok(layout.includes(text) && text.startsWith('{') && text.endsWith('}'))
    }
  }
})

test('bare NaN and Infinity are repaired, within texts they stay', () => {
  const text = `{"beans":[{"name":"NaN","x":NaN,"y":-Infinity,"z":[Infinity],"t":"a \\" NaN","number":1}]}`
  for (const found of [
    text,
    text.replaceAll(',', ',\n'),
    JSON.stringify({ ts: 1771966800, body: text.repeat(1) }),
  ]) {
    const { numbers, texts, skipped } = split(found)
    assert.deepEqual({ numbers, texts, skipped }, { numbers: [1], texts: [found], skipped: [] })
  }
})

test('what is broken takes nothing else with it', () => {
  const cases: readonly (readonly [text: string, numbers: readonly number[], brokenAt: readonly string[]])[] =
    [
      [`${line(1)}\n${line(2).slice(0, 90)}\n${line(3)}\n`, [1, 3], ['2']],
      [`${line(1)}\n${line(2).slice(0, -1)}\n${line(3)}\n${line(4)}`, [1, 3, 4], ['2']],
      [`${line(1)}\n${line(2)}}}}\n${line(3)}\n`, [1, 2, 3], ['2']],
      [`[\n${line(1)},\n${line(2).slice(0, 400)},\n${line(3)},\n${line(4)}\n]`, [1, 3, 4], ['3']],
      [`[\n${line(1)},\n{"beans":[{"a":1},\n${line(3)},\n${line(4)}\n]`, [1, 3, 4], ['3']],
      [`{"a":[\n${short(1)},\n${short(2)}\n${short(3)}`, [1, 2, 3], ['1']],
      [`{"beans":[\n${line(1)},\n${line(2)}\n]}\n${line(3)}`, [1, 2, 3], ['1']],
      [`${pretty(1)}\n${pretty(2).slice(0, 120)}\n${pretty(3)}`, [1, 3], ['16']],
      [`garbage\nmore\n${line(1)}\n\u0007\u0007\n${line(2)}`, [1, 2], ['1', '4']],
      [`${line(1)}\n{"other":1}\n{"other":2}\n${line(2)}`, [1, 2], ['2']],
      [`${line(1)}\n${line(2).slice(0, 300)}`, [1], ['2']],
      [`{"a":[1,\n${line(1)}${line(2)}\n${line(3)}`, [1, 2, 3], ['1']],
    ]
  for (const [text, numbers, brokenAt] of cases) {
    for (const pieceBytes of [3, 100, 2 ** 20]) {
      const result = split(text, pieceBytes)
      assert.deepEqual(result.numbers, numbers, text.slice(0, 300))
      assert.deepEqual(
        result.skipped.map((skipped) => skipped.split(':')[0]),
        brokenAt,
        text.slice(0, 300),
      )
    }
  }
})

test('limits: a record too large or too deep is left out, those around it stay', () => {
  const limits = { ...importLimits, documentBytes: 2000, depth: 10 }
  const large = JSON.stringify({ beans: [{ name: 'x', text: 'y'.repeat(5000) }] })
  const deep = `{"beans":[${'['.repeat(20)}${']'.repeat(20)}],"filler":"${'x'.repeat(300)}"}`
  for (const bad of [
    large,
    large.replaceAll(',', ',\n'),
    deep,
    deep.replaceAll('[', '[\n'),
    deep.slice(0, 40),
  ]) {
    for (const pieceBytes of [50, 2 ** 20]) {
      const { numbers, skipped } = split(`${line(1)}\n${bad}\n${line(2)}\n`, pieceBytes, limits)
      assert.deepEqual(numbers, [1, 2], bad.slice(0, 50))
      assert.match(
        skipped.join(),
        /^2: (larger than the limit of 2000|nested deeper than the limit of 10|no valid JSON)/,
      )
    }
  }
  const { numbers } = split(`[${line(1)},${large},${line(2)},${deep},${line(3)}]`, 100, limits)
  assert.deepEqual(numbers, [1, 2, 3])
})

test('hostile text costs time in proportion to its length', () => {
  const open63 = `{"a":[\n`.repeat(30)
  for (const unit of [
    '{\n',
    '[',
    '[\n',
    '{"a":[1,\n',
    '{"a":[',
    '{"a":',
    '{',
    '}\n',
    '"',
    '\n',
    ' ',
    '{}\n',
    '{},',
    '{x}\n',
    '{"":"\n',
    '{"a":\\',
    `${open63}${'{},\n'.repeat(200)}`,
    `${open63}${'{"beans":[]},\n'.repeat(200)}`,
  ]) {
    assertInProportion(JSON.stringify(unit.slice(0, 20)), 2 ** 19, (size) => {
      const { numbers } = split(`${unit.repeat(Math.ceil(size / unit.length))}\n${line(1)}\n`)
      assert.equal(numbers.filter((number) => number === 1).length, 1, unit.slice(0, 20))
    })
  }
})

test('intact records are found exactly once, whatever is torn or put between them', () => {
  const layouts = [
    (parts: readonly string[]) => parts.join('\n'),
    (parts: readonly string[]) => `[\n${parts.join(',\n')}\n]`,
    (parts: readonly string[]) => parts.join('\r\n'),
  ]
  const part = fc.record({
    kind: fc.constantFrom('good', 'good', 'torn', 'garbage'),
    layout: fc.constantFrom('short', 'line', 'pretty'),
    at: fc.double({ min: 0, max: 0.999, noNaN: true }),
    garbage: fc.string({ maxLength: 30 }).map((text) => text.replaceAll(/[\n{}[\]"]/g, '')),
  })
  fc.assert(
    fc.property(
      fc.array(part, { maxLength: 12 }),
      fc.constantFrom(...layouts),
      fc.integer({ min: 1, max: 3000 }),
      (parts, layout, pieceBytes) => {
        const expected: number[] = []
        const written = parts.map(({ kind, layout: form, at, garbage }, index) => {
          if (kind === 'garbage') return garbage
          const text = form === 'short' ? short(index) : form === 'line' ? line(index) : pretty(index)
          if (kind === 'torn') return text.slice(0, Math.floor(at * text.length))
          expected.push(index)
          return text
        })
        assert.deepEqual(split(layout(written), pieceBytes).numbers, expected, layout(written))
      },
    ),
    { numRuns: 400 },
  )
})
