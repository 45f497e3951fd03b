// Requests of remote write, read again field by field.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { readWriteRequest } from './fixtures/write-receiver.ts'
import { type Sample, seriesOf, stale, writeRequest } from './write-request.ts'

test('a known request, byte by byte', () => {
  // By hand after prometheus/prompb/remote.proto and types.proto.
  const bytes = writeRequest([{ series: seriesOf({ a: 'b', __name__: 'm' }), value: 1, time: 300 }])
  assert.equal(
    bytes.toString('hex'),
    ['0a25', '0a0d0a085f5f6e616d655f5f12016d', '0a060a0161120162', '120c09000000000000f03f10ac02'].join(''),
  )
})

test('samples of any labels, values and times come back, those of a series in their order', () => {
  const name = fc.stringMatching(/^[a-zA-Z_][a-zA-Z0-9_]{0,9}$/).filter((one) => one !== '__proto__')
  const value = fc.string({ minLength: 1, unit: 'binary' })
  const series = fc.dictionary(name, value, { maxKeys: 4, noNullPrototype: true }).map(seriesOf)
  const samples = fc.array(series, { minLength: 1, maxLength: 5 }).chain((all) =>
    fc.array(
      fc.record<Sample>({
        series: fc.constantFrom(...all),
        value: fc.oneof(fc.double({ noNaN: true }), fc.constant(stale)),
        time: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
      }),
      { maxLength: 20 },
    ),
  )
  fc.assert(
    fc.property(samples, (given) => {
      const grouped = [...Map.groupBy(given, (sample) => sample.series).values()].flat()
      assert.deepEqual(
        readWriteRequest(writeRequest(given)),
        grouped.map(({ series: { labels }, value, time }) => ({
          labels,
          value: value === stale ? 'stale' : value,
          time,
        })),
      )
    }),
  )
})

test('an empty label is none', () => {
  const series = seriesOf({ b: 'x', a: '' })
  const [read] = readWriteRequest(writeRequest([{ series, value: -0.5, time: 0 }]))
  assert.deepEqual(read, { labels: { b: 'x' }, value: -0.5, time: 0 })
})
