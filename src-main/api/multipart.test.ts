// The multipart reader against what real clients send and against every way of cutting it.
import assert from 'node:assert/strict'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'
import fc from 'fast-check'
import { DeclaredError } from '../../src-shared/errors.ts'
import { boundaryOf, filePart } from './multipart.ts'

/** The bytes in pieces, cut at the given places. */
async function* pieces(bytes: Buffer, cuts: readonly number[]): AsyncGenerator<Uint8Array, void, undefined> {
  let at = 0
  for (const cut of [...cuts.map((one) => one % (bytes.length + 1)), bytes.length].toSorted(
    (a, b) => a - b,
  )) {
    yield await Promise.resolve(bytes.subarray(at, cut))
    at = cut
  }
}

const form = (content: Buffer, boundary: string, name = 'dump.json'): Buffer =>
  Buffer.concat([
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="note"\r\n\r\nhello\r\n`),
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n`),
    Buffer.from('Content-Type: application/octet-stream\r\n\r\n'),
    content,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])

const isBadInput = (error: unknown): boolean => error instanceof DeclaredError && error.code === 'BAD_INPUT'

test('the file comes out as it went in, however the body is cut and whatever is in it', async () => {
  const near = fc.constantFrom('\r\n', '\r\n-', '\r\n--', '\r\n--bound', '--', 'x', '\0')
  await fc.assert(
    fc.asyncProperty(fc.array(near), fc.array(fc.nat(), { maxLength: 60 }), async (parts, cuts) => {
      const content = Buffer.from(parts.join(''))
      const part = await filePart(pieces(form(content, 'boundary'), cuts), 'boundary')
      assert.equal(part.name, 'dump.json')
      assert.deepEqual(await buffer(part.content), content)
    }),
    { numRuns: 300 },
  )
})

test('a body that the platform’s own FormData makes is read', async () => {
  const data = new FormData()
  const content = Buffer.from(Array.from({ length: 200_000 }, (_, index) => (index * 7919) % 256))
  data.set('file', new File([content], 'wöchentlich 1.jsonl'))
  const request = new Request('http://localhost', { method: 'POST', body: data })
  const boundary = boundaryOf(request.headers.get('content-type') ?? '')
  assert.ok(boundary !== undefined && request.body !== null)
  const part = await filePart(request.body, boundary)
  assert.equal(part.name, 'wöchentlich 1.jsonl')
  assert.deepEqual(await buffer(part.content), content)
})

test('a body cut off anywhere before its closing boundary is refused', async () => {
  const whole = form(Buffer.from('abc'), 'boundary')
  const lastMark = whole.lastIndexOf('\r\n--boundary')
  for (let length = 0; length < lastMark + '\r\n--boundary'.length; length += 1) {
    const read = async (): Promise<void> => {
      const part = await filePart(pieces(whole.subarray(0, length), []), 'boundary')
      await buffer(part.content)
    }
    await assert.rejects(read(), isBadInput, `${length} bytes`)
  }
})

test('a form without a file, and headers without end, are refused', async () => {
  const noFile = Buffer.from('--b\r\nContent-Disposition: form-data; name="file"\r\n\r\ntext\r\n--b--\r\n')
  await assert.rejects(filePart(pieces(noFile, []), 'b'), /with a file as "file"/)
  const endless = Buffer.from(`--b\r\nX: ${'y'.repeat(100_000)}`)
  await assert.rejects(filePart(pieces(endless, [500, 20_000, 40_000]), 'b'), isBadInput)
})

test('the boundary is read out of the type, quoted or not', () => {
  assert.equal(boundaryOf('multipart/form-data; boundary=----x'), '----x')
  assert.equal(boundaryOf('Multipart/Form-Data; charset=utf-8; boundary="a b"'), 'a b')
  assert.equal(boundaryOf('application/octet-stream'), undefined)
  assert.throws(() => boundaryOf('multipart/form-data'), isBadInput)
})
