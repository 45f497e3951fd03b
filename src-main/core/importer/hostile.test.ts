// Inputs made to harm: nothing is written, nothing is allocated on a claim, nothing hangs, all files are closed again.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import test from 'node:test'
import zlib from 'node:zlib'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { readDocuments } from './read-documents.ts'
import { emptyEntriesZip, gzipOf, rawZip, tarOf, zipOf, zstdOf } from './sample-archives.ts'
import { gather, gatherBytes, inFolder, numberOf, sample } from './sample-input.ts'

const MiB = 2 ** 20
const good = (number: number): string => `${JSON.stringify(sample(number, 1771966800000))}\n`
const stored = (name: string, content: string, claimedSize = content.length) => {
  const packed = Buffer.from(content)
  return { name, method: 0, packed, claimedSize }
}
const coded = (code: string, text: RegExp) => (error: unknown) =>
  error instanceof DeclaredError && error.code === code && text.test(error.message)

/** Gzip of `head`, `count` MiB of one byte, and `tail`, made without holding it. */
function bomb(head: string, byte: string, count: number, tail: string, raw = false): Buffer {
  const filler = Buffer.alloc(32 * MiB, byte)
  const parts = [Buffer.from(head), ...Array.from({ length: count / 32 }, () => filler), Buffer.from(tail)]
  return (raw ? zlib.deflateRawSync : zlib.gzipSync)(Buffer.concat(parts), { level: 1 })
}

async function grownBy<Result>(
  work: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly grown: number }> {
  const before = process.memoryUsage().rss
  let most = before
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 5)
  const result = await work()
  clearInterval(watch)
  return { result, grown: most - before }
}

test('two million empty entries: refused, whatever the count says', async () => {
  for (const zip of [
    emptyEntriesZip(2_000_000, 2_000_000, true),
    emptyEntriesZip(2_000_000, 2_000_000 % 65536, false),
    emptyEntriesZip(2_000_000, 3, true),
  ]) {
    await assert.rejects(gatherBytes('many.zip', zip), coded('TOO_LARGE', /many\.zip .*1000000/))
  }
})

test('a count far too high costs nothing: what is there is read', async () => {
  const { found } = await gatherBytes('few.zip', rawZip([stored('a', good(1)), stored('b', good(2))], 60_000))
  assert.deepEqual(found.map(numberOf), [1, 2])
})

test('too many files in a folder, too many entries in a tar', async () => {
  const limits = { entries: 3 }
  const contents = { a: good(1), b: good(2), c: good(3), d: good(4) }
  await assert.rejects(
    gatherBytes('x.tar', await tarOf(contents), { limits }),
    coded('TOO_LARGE', /limit of 3/),
  )
  await inFolder(async (folder) => {
    for (const [name, text] of Object.entries(contents)) writeFileSync(path.join(folder, name), text)
    await assert.rejects(gather([folder], { limits }), coded('TOO_LARGE', /limit of 3/))
  })
})

test('bombs: one document too large is left out in little memory, the next is found', async () => {
  const text = bomb('{"beans":["', ' ', 384, `"]}\n${good(1)}`)
  const spaces = bomb('', ' ', 256, `\n${good(1)}`, true)
  const zip = rawZip([
    { name: 'bomb', method: 8, packed: spaces, claimedSize: 256 * MiB },
    stored('x', good(2)),
  ])
  const zeros = bomb('', '\0', 256, '')
  for (const [bytes, expected] of [
    [text, [1]],
    [zip, [1, 2]],
    [zeros, []],
  ] as const) {
    const { result, grown } = await grownBy(() => gatherBytes('bomb', bytes))
    assert.deepEqual(result.found.map(numberOf), expected)
    assert.ok(grown < 300 * MiB, `${grown / MiB} MiB`)
  }
  const { skipped } = await gatherBytes('bomb', text)
  assert.match(skipped[0]?.reason ?? '', /larger than the limit/)
  const limits = { maxBytes: 64 * MiB }
  await assert.rejects(gatherBytes('bomb', text, { limits }), coded('TOO_LARGE', /free space/))
})

test('a line of 70 MiB and one nested 10 million deep are left out, those around stay', async () => {
  const long = `{"beans":[{"name":"${'x'.repeat(70 * MiB)}"}]}\n`
  const deep = `{"beans":[${'['.repeat(10_000_000)}\n`
  const closed = `{"beans":${'['.repeat(5_000_000)}${']'.repeat(5_000_000)}}\n`
  for (const bad of [long, deep, closed]) {
    const { found, skipped } = await gatherBytes('x', good(1) + bad + good(2))
    assert.deepEqual(found.map(numberOf), [1, 2])
    assert.match(skipped[0]?.place ?? '', /x, line 2/)
  }
})

test('names that climb or are absolute are only names: nothing is written', () =>
  inFolder(async (folder) => {
    mkdirSync(path.join(folder, 'in'))
    const names = ['../up.json', '../../../../tmp/up.json', '/etc/up.json', 'C:\\up.json', '..\\up.json']
    const zip = rawZip(names.map((name, index) => stored(name, good(index))))
    const tar = await tarOf(Object.fromEntries(names.map((name, index) => [name, good(index)])))
    for (const bytes of [zip, tar]) {
      const file = path.join(folder, 'in', 'climbing')
      writeFileSync(file, bytes)
      const { found } = await gather([file])
      assert.deepEqual(found.map(numberOf).sort(), [0, 1, 2, 3, 4])
      assert.deepEqual(readdirSync(folder, { recursive: true }).sort(), ['in', 'in/climbing'])
    }
  }))

test('claims of 5 GB and more allocate nothing', async () => {
  const size = 5 * 2 ** 30
  const tar = await tarOf({ a: good(1), b: good(2) })
  const header = tar.subarray(512 * 2, 512 * 3)
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124, 'latin1')
  header.write('        ', 148, 'latin1')
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  const frame = Buffer.alloc(20)
  frame.writeUInt32LE(0xfd2fb528, 0)
  frame[4] = 0xe0
  frame.writeBigUInt64LE(BigInt(size), 5)
  frame[13] = 1
  const zip = rawZip([
    stored('a', good(1), 4e9),
    { name: 'b', method: 8, packed: zlib.deflateRawSync(good(2)), claimedSize: 4.2e9 },
  ])
  for (const [bytes, expected] of [
    [tar, [1, 2]],
    [Buffer.concat([zstdOf(good(1)), frame.subarray(0, 16), zstdOf(good(2))]), [1, 2]],
    [zip, [1, 2]],
  ] as const) {
    const { result, grown } = await grownBy(() => gatherBytes('claim', bytes))
    assert.deepEqual(result.found.map(numberOf), expected)
    assert.ok(grown < 100 * MiB, `${grown / MiB} MiB`)
  }
  const { skipped } = await gatherBytes('claim', Buffer.concat([frame.subarray(0, 16), zstdOf(good(2))]))
  assert.match(skipped[0]?.reason ?? '', /window of 5368709120 bytes/)
})

test('archives within archives are not opened', async () => {
  const inner = await zipOf({ a: good(1) })
  const tar = await tarOf({ a: good(1) })
  for (const bytes of [
    await zipOf({ x: inner }),
    await zipOf({ x: gzipOf(tar) }),
    await tarOf({ x: tar }),
    gzipOf(inner),
    gzipOf(gzipOf(good(1))),
  ]) {
    const { found, skipped } = await gatherBytes('nest', bytes)
    assert.equal(found.length, 0)
    assert.match(skipped[0]?.reason ?? '', /archive within|compressed twice/)
  }
})

test('links and pipes in a folder are passed over; as a path given a pipe is refused', () =>
  inFolder(async (folder) => {
    const pipe = path.join(folder, 'pipe')
    execFileSync('mkfifo', [pipe])
    symlinkSync('/etc', path.join(folder, 'etc'))
    writeFileSync(path.join(folder, 'x'), good(1))
    const { found, skipped } = await gather([folder])
    assert.equal(found.length, 1)
    assert.match(
      skipped
        .map(({ reason }) => reason)
        .sort()
        .join(),
      /^a device.*,a link/,
    )
    await assert.rejects(gather([pipe]), coded('UNREADABLE', /special file/))
    await assert.rejects(gather([path.join(folder, 'none')]), coded('NOT_FOUND', /none: check the path/))
  }))

/** Open files of this process that lie in the folder. */
const openIn = (folder: string): readonly string[] =>
  readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).startsWith(folder)
    } catch {
      return false
    }
  })

test(
  'cancelled in the midst, left early, failed: prompt, and all files closed',
  { skip: process.platform !== 'linux' },
  () =>
    inFolder(async (folder) => {
      const many = good(1).repeat(5000)
      const files = {
        'a.gz': gzipOf(...Array.from({ length: 40 }, () => many)),
        'b.zip': await zipOf({ a: many, b: many }),
        'c.tar': await tarOf({ a: many }),
        'd.gz': bomb('{"', 'a', 256, ''),
      }
      for (const [name, bytes] of Object.entries(files)) {
        const file = path.join(folder, name)
        writeFileSync(file, bytes)
        const stop = new AbortController()
        const timer = setTimeout(() => stop.abort(), 30)
        let after = 0
        const slowly = async () => {
          const reading = readDocuments([file, file, file, file, file], {
            signal: stop.signal,
            onSkipped: () => undefined,
          })
          while ((await reading.next()).done !== true) {
            if (stop.signal.aborted) after += 1
            if (name !== 'd.gz') await new Promise((resolve) => setTimeout(resolve, 1))
          }
        }
        await assert.rejects(slowly(), coded('CANCELLED', /cancelled/), name)
        assert.ok(after <= 1, `${name}: ${after} documents after the cancel`)
        clearTimeout(timer)
        const left = readDocuments([file], { onSkipped: () => undefined })
        if (name !== 'd.gz') assert.equal((await left.next()).done, false)
        await left.return()
        await assert.rejects(gather([file], { limits: { maxBytes: 100_000 } }), coded('TOO_LARGE', /room/))
        assert.deepEqual(openIn(folder), [], name)
      }
    }),
)

test('an entry for each poll: thousands of them in order', async () => {
  const contents = Object.fromEntries(
    Array.from({ length: 6000 }, (_, index) => [`polls/${index}.json`, good(index)]),
  )
  const zip = await zipOf(contents)
  const { found, skipped } = await gatherBytes('week.zip', zip)
  assert.deepEqual(
    found.map(numberOf),
    Array.from({ length: 6000 }, (_, index) => index),
  )
  assert.deepEqual(skipped, [])
})
