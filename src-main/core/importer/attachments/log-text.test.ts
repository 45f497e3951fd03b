// Blocks of whole lines, however the bytes come and however long a line is.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { LogText } from './log-text.ts'

function read(pieces: readonly Buffer[]): { readonly text: string; readonly cut: number } {
  const log = new LogText()
  const text = pieces.map((piece) => log.push(piece)).join('') + log.finish()
  return { text, cut: log.cut }
}

test('what comes out is what went in, however it was cut, and each block ends with a line', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.nat({ max: 9 })), (text, cuts) => {
      const bytes = Buffer.from(text.replace(/^\uFEFF+/, ''))
      const log = new LogText()
      let at = 0
      let out = ''
      for (const length of [...cuts, bytes.length]) {
        const block = log.push(bytes.subarray(at, at + length))
        assert.ok(block === '' || block.endsWith('\n'))
        out += block
        at += length
      }
      assert.equal(out + log.finish(), bytes.toString())
    }),
  )
})

test('a line without an end is cut after 64 KiB, the next one is whole', () => {
  const long = Buffer.alloc(3 * 2 ** 20, 'x')
  const { text, cut } = read([Buffer.from('a\n'), long, long, Buffer.from('x\nb\n'), Buffer.from('c')])
  assert.equal(text, `a\n${'x'.repeat(2 ** 16)}\nb\nc`)
  assert.equal(cut, 1)
})

test('a byte order mark goes, bytes of another encoding do no harm', () => {
  assert.equal(read([Buffer.from('\uFEFFa\r\nb')]).text, 'a\r\nb')
  assert.equal(read([Buffer.from([0xe4, 10, 0xff])]).text, '\uFFFD\n\uFFFD')
})
