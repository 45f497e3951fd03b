// Each format, whole and cut off: every document, its time, and where what is missing was.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import test from 'node:test'
import zlib from 'node:zlib'
import fc from 'fast-check'
import type { Gathered } from './sample-input.ts'
import { gather, gatherBytes, inFolder, numberOf, sample } from './sample-input.ts'
import { entryTime, gzipOf, tarOf, zipOf, zstdOf } from './sample-archives.ts'

const ts = 1771966800000
const line = (number: number): string => `${JSON.stringify({ ts: ts + number, jmx: sample(number) })}\n`
const lines = (from: number, until: number): string =>
  Array.from({ length: until - from }, (_, index) => line(from + index)).join('')
const numbers = ({ found }: Gathered): readonly unknown[] => found.map(numberOf)
const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index)

test('plain, gzip, zstd, zip, tar and tar packed: all documents in order', async () => {
  const tar = await tarOf({ 'b/10.json': line(2), 'b/2.json': lines(0, 2) })
  const zip = await zipOf({
    'b/10.json': line(2),
    'b/2.json': lines(0, 2),
    'b/11.json.gz': gzipOf(line(3)),
    'b/12': zstdOf(line(4)),
  })
  const skippable = Buffer.from('502a4d1805000000hello'.slice(0, 16), 'hex')
  const skipFrame = Buffer.concat([skippable, Buffer.from('hello')])
  const cases: readonly (readonly [Buffer | string, readonly number[]])[] = [
    [lines(0, 5), upTo(5)],
    [gzipOf(lines(0, 5)), upTo(5)],
    [gzipOf(lines(0, 2), '', lines(2, 5)), upTo(5)],
    [Buffer.concat([gzipOf(lines(0, 5)), Buffer.alloc(700)]), upTo(5)],
    [zstdOf(lines(0, 2), lines(2, 5)), upTo(5)],
    [zstdOf(lines(0, 2).slice(0, -9), lines(0, 2).slice(-9) + lines(2, 5)), upTo(5)],
    [Buffer.concat([skipFrame, zstdOf(lines(0, 2)), skipFrame, zstdOf(lines(2, 5)), skipFrame]), upTo(5)],
    [zip, upTo(5)],
    [tar, [2, 0, 1]],
    [gzipOf(tar), [2, 0, 1]],
    [zstdOf(tar.subarray(0, 1000), tar.subarray(1000)), [2, 0, 1]],
    [await tarOf({ 'x.gz': gzipOf(lines(0, 2)), 'y.zst': zstdOf(lines(2, 3)) }), upTo(3)],
  ]
  for (const [bytes, expected] of cases) {
    const gathered = await gatherBytes('input', bytes)
    assert.deepEqual(
      { numbers: numbers(gathered), skipped: gathered.skipped },
      { numbers: expected, skipped: [] },
    )
    for (const document of gathered.found) {
      assert.equal(document.timeFrom, 'wrapper')
      assert.equal(document.time, ts + Number(numberOf(document)))
      assert.equal(String(document.text), line(Number(numberOf(document))).trim())
    }
  }
})

test('places are told for people, control characters taken out', async () => {
  const zip = await zipOf({
    'polls/0001.json': line(1),
    'notes\u0007.txt': 'hello',
    'x.zip': await zipOf({ a: line(1) }),
  })
  const { found, skipped } = await gatherBytes('dump.zip', zip)
  assert.deepEqual(
    found.map((document) => document.input),
    ['dump.zip › polls/0001.json'],
  )
  assert.deepEqual(
    skipped.map((part) => part.place),
    ['dump.zip › notes?.txt', 'dump.zip › x.zip'],
  )
  assert.match(skipped[1]?.reason ?? '', /archive within an archive/)
})

/** Documents that are whole in the first `cut` bytes, by other means than the importer's. */
type WholeIn = (cut: Buffer) => number
const linesIn = (text: Buffer): number => text.toString().split('\n').length - 1
const inflated = (cut: Buffer): Buffer => zlib.gunzipSync(cut, { finishFlush: zlib.constants.Z_SYNC_FLUSH })
const endsBefore = (parts: readonly Buffer[]): WholeIn => {
  const ends = parts.map((_, index) => parts.slice(0, index + 1).reduce((sum, part) => sum + part.length, 0))
  return (cut) => ends.filter((end) => end <= cut.length).length
}

test('what is cut off keeps all that came before and is told once', async () => {
  const each = Array.from({ length: 40 }, (_, index) => {
    const filler = randomBytes(150).toString('hex')
    return `${JSON.stringify({ ts: ts + index, filler, jmx: sample(index) })}\n`
  })
  const text = each.join('')
  const files = Object.fromEntries(
    each.map((content, index) => [`${String(index).padStart(3, '0')}.json`, content]),
  )
  const tar = await tarOf(files)
  const zip = await zipOf(files)
  const frames = each.map((content) => zstdOf(content))
  const inZip: WholeIn = (cut) => cut.toString('latin1').split('PK\u0003\u0004').length - 2
  const cases: readonly (readonly [Buffer, WholeIn])[] = [
    [Buffer.from(text), linesIn],
    [gzipOf(text), (cut) => linesIn(inflated(cut))],
    [tar, linesIn],
    [gzipOf(tar), (cut) => linesIn(inflated(cut))],
    [zip, inZip],
    [Buffer.concat(frames), endsBefore(frames)],
  ]
  for (const [whole, wholeIn] of cases) {
    // No whole number of 40 frames of nearly the same length: a cut right between two cannot be noticed.
    for (const share of [0.41, 0.71, 0.93]) {
      const cut = whole.subarray(0, Math.floor(whole.length * share))
      const gathered = await gatherBytes('cut', cut)
      const count = gathered.found.length
      assert.deepEqual(numbers(gathered), upTo(count))
      assert.ok(
        count >= wholeIn(cut) && count <= wholeIn(cut) + 1 && count > 5,
        `${count}, not ${wholeIn(cut)}`,
      )
      assert.ok(
        gathered.skipped.length >= 1 && gathered.skipped.length <= 2,
        `${cases.findIndex(([of]) => of === whole)} at ${share}: ${JSON.stringify(gathered.skipped)}`,
      )
      assert.match(gathered.skipped.at(-1)?.reason ?? '', /truncated/)
    }
  }
})

test('a gzip or zstd file cut off anywhere, or followed by rubbish: no document lost or invented', async () => {
  const packed = [
    gzipOf(lines(0, 3), lines(3, 6)),
    zstdOf(lines(0, 3), lines(3, 6)),
    await zipOf({ a: lines(0, 3), b: lines(3, 6) }),
  ]
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...packed),
      fc.nat(),
      fc.uint8Array({ maxLength: 20 }),
      async (whole, cut, rubbish) => {
        const kept = whole.subarray(0, cut % (whole.length + 1))
        const gathered = await gatherBytes('cut', Buffer.concat([kept, rubbish]))
        assert.deepEqual(numbers(gathered), upTo(gathered.found.length))
        if (kept.length === whole.length && rubbish.length === 0) assert.equal(gathered.found.length, 6)
      },
    ),
    { numRuns: 150 },
  )
  const { found, skipped } = await gatherBytes(
    'x',
    Buffer.concat([gzipOf(lines(0, 3)), Buffer.from('rubbish')]),
  )
  assert.equal(found.length, 3)
  assert.match(skipped[0]?.reason ?? '', /something else follows/)
})

test('a damaged zstd frame costs only itself', async () => {
  const middle = zstdOf(lines(2, 30))
  middle.fill(0xff, 40, 60)
  const gathered = await gatherBytes(
    'x.zst',
    Buffer.concat([zstdOf(lines(0, 2)), middle, zstdOf(lines(30, 32))]),
  )
  assert.deepEqual(
    numbers(gathered).filter((number) => [0, 1, 30, 31].includes(Number(number))),
    [0, 1, 30, 31],
  )
  assert.match(gathered.skipped[0]?.reason ?? '', /damaged/)
})

test('the time: wrapper, then Runtime, then name, then the file', async () => {
  const bare = (time?: number): string => JSON.stringify(sample(1, time))
  const one = async (name: string, text: string) => {
    const { found } = await gatherBytes(name, text)
    return { time: found[0]?.time, from: found[0]?.timeFrom, wrapped: found[0]?.wrapped }
  }
  const named = 'jmx-20260224T210000Z.json'
  const doc = sample(1, ts)
  for (const wrapper of [
    { time: ts / 1000, response: doc },
    { '@timestamp': '2026-02-24T21:00:00Z', message: JSON.stringify(doc) },
    { date: '2026-02-24T22:00:00+01:00', document: doc },
    { collectedAt: ts * 1e3, data: doc },
    { host: 'a', poll_time: ts * 1e6, raw: doc },
    { _source: { timestamp: String(ts), body: doc } },
  ]) {
    assert.deepEqual(await one(named, JSON.stringify(wrapper)), { time: ts, from: 'wrapper', wrapped: true })
  }
  assert.deepEqual(await one(named, bare(ts + 5)), { time: ts + 5, from: 'runtime', wrapped: false })
  assert.deepEqual(await one(named, JSON.stringify({ jmx: sample(1, ts + 5) })), {
    time: ts + 5,
    from: 'runtime',
    wrapped: true,
  })
  assert.deepEqual(await one(named, bare()), { time: ts, from: 'name', wrapped: false })
  assert.deepEqual(await one(named, bare(5)), { time: ts, from: 'name', wrapped: false })
  const zip = await zipOf({ 'a.json': bare() })
  const tar = await tarOf({ 'a.json': bare(), [`p/${ts}.json`]: bare() })
  assert.equal((await gatherBytes('x', zip)).found[0]?.time, entryTime)
  const inTar = (await gatherBytes('x', tar)).found.map(({ time, timeFrom }) => [time, timeFrom])
  assert.deepEqual(inTar, [
    [entryTime, 'file'],
    [ts, 'name'],
  ])
})

test('a folder: naturally sorted, other files told, links and devices passed over', () =>
  inFolder(async (folder) => {
    mkdirSync(path.join(folder, 'sub'))
    for (const number of [10, 9, 1]) {
      const file = path.join(folder, 'sub', `poll${number}.json`)
      writeFileSync(file, JSON.stringify(sample(number), null, 2))
      utimesSync(file, 1771966800, 1771966800)
    }
    writeFileSync(path.join(folder, 'README.md'), '# Notes\n\nabout this\n')
    writeFileSync(path.join(folder, '.DS_Store'), Buffer.from('00000001427564310000', 'hex'))
    writeFileSync(path.join(folder, 'day.labels.json'), JSON.stringify({ labels: [1] }, null, 1))
    writeFileSync(path.join(folder, 'empty.json'), '')
    writeFileSync(path.join(folder, 'utf16.json'), Buffer.from(`\ufeff${line(1)}`, 'utf16le'))
    symlinkSync(path.join(folder, 'sub', 'poll1.json'), path.join(folder, 'link.json'))
    symlinkSync(folder, path.join(folder, 'sub', 'loop'))
    const gathered = await gather([folder])
    assert.deepEqual(numbers(gathered), [1, 9, 10])
    assert.ok(gathered.found.every(({ time, timeFrom }) => time === ts && timeFrom === 'file'))
    const reasons = Object.fromEntries(
      gathered.skipped.map(({ place, reason }) => [path.basename(place), reason]),
    )
    assert.deepEqual(Object.keys(reasons).sort(), [
      '.DS_Store',
      'README.md',
      'day.labels.json',
      'empty.json',
      'link.json',
      'loop',
      'utf16.json',
    ])
    assert.match(reasons['utf16.json'] ?? '', /UTF-16/)
    assert.match(reasons['loop'] ?? '', /link/)
  }))
