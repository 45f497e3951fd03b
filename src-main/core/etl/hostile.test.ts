// Properties of the ETL over random, cut-off and hostile documents: nothing throws, values are numbers or missing.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { recordedDocuments, singleDocument } from '../../../e2e/recordings.ts'
import { columns } from '../../../src-shared/signals.ts'
import { contextOf } from './context.ts'
import { type EtlState, derive } from './derive.ts'
import { type JmxBean, type JmxDocument, asJmxDocument } from './document.ts'
import { readingOf } from './reading.ts'
import { status } from './sample.ts'

const real = (await recordedDocuments('light-3.4-g1', 4)).map(({ jmx }) => jmx)
const documents = [...real, singleDocument('2.10.2-cms-light-load'), singleDocument('3.4.3-main-baseline')]

/** What a JSON parser can give, with a liking for numbers that overflow and for texts that hold JSON. */
const odd = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(Infinity, -Infinity, NaN, 1e308, -1e308, 5e-324, 2 ** 53, -1, 0),
  fc.json(),
  fc.constantFrom(
    '',
    '{',
    'a:b:99',
    'localhost:0',
    ':',
    '{"windows":[null,{"windowLenMs":1,"ops":[{"topUsers":[{}]}]}]}',
  ),
)

const names = [...new Set(documents.flatMap(({ beans }) => beans.map(({ name }) => name)))]
const attributes = [
  ...columns.flatMap(({ attribute, ops, joined }) =>
    [attribute, ops, joined?.ops].filter((one) => one !== undefined),
  ),
  ...[
    'TopUserOpCounts',
    'HostAndPort',
    'State',
    'StartTime',
    'SoftwareVersion',
    'Version',
    'ClusterId',
    'Safemode',
  ],
  ...[
    'tag.HAState',
    'tag.Hostname',
    'tag.NumOpenConnectionsPerUser',
    'NNStartedTimeInMillis',
    'CollectionTime',
  ],
]

const bean = fc
  .tuple(fc.oneof(fc.constantFrom(...names), fc.string()), fc.dictionary(fc.constantFrom(...attributes), odd))
  .map(([name, fields]): unknown => ({ ...fields, name }))
const made = fc.array(fc.oneof({ weight: 9, arbitrary: bean }, { weight: 1, arbitrary: odd }), {
  maxLength: 40,
})

/** A real document, cut off and with attributes that its beans do have replaced. */
const mutated = fc
  .record({
    which: fc.nat(documents.length - 1),
    kept: fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, fc.double({ min: 0, max: 1, noNaN: true })),
    changes: fc.array(fc.tuple(fc.nat(), fc.nat(), odd), { maxLength: 30 }),
  })
  .map(({ which, kept, changes }): readonly unknown[] => {
    const beans: readonly JmxBean[] = documents[which]?.beans ?? []
    const changed = beans
      .slice(0, Math.ceil(beans.length * kept))
      .map((one): Record<string, unknown> => ({ ...one }))
    for (const [place, position, value] of changes) {
      const target = changed[place % Math.max(1, changed.length)]
      const key = Object.keys(target ?? {})[position % 40]
      if (target !== undefined && key !== undefined) target[key] = value
    }
    return changed
  })

const polls = fc.array(fc.tuple(fc.oneof(made, mutated), fc.integer({ min: 1, max: 100_000 })), {
  minLength: 1,
  maxLength: 6,
})

function documentFrom(beans: readonly unknown[]): JmxDocument {
  return asJmxDocument({ beans }) ?? assert.fail('a list of beans is a document')
}

const isNumberOrMissing = (value: number): boolean => Number.isNaN(value) || Number.isFinite(value)

function checkSample(sample: ReturnType<typeof derive>['sample']): void {
  if (sample === undefined) return
  assert.ok(isNumberOrMissing(sample.interval))
  sample.values.forEach((value, index) => {
    const state = sample.status[index]
    const where = `${columns[index]?.id ?? ''} ${value} ${state ?? ''}`
    assert.ok(state === status.missing ? Number.isNaN(value) : Number.isFinite(value), where)
    assert.ok(state !== undefined && state <= status.repeated, where)
  })
}

test('any documents: no throw, values finite or missing, and their status says which', () => {
  fc.assert(
    fc.property(polls, (list) => {
      let state: EtlState | undefined
      let time = 1_000_000
      for (const [beans, step] of list) {
        time += step
        const reading = readingOf(documentFrom(beans), time)
        assert.ok(reading.served.every(isNumberOrMissing))
        const { state: next, sample } = derive(state, reading)
        checkSample(sample)
        state = next
      }
    }),
    { numRuns: 300 },
  )
})

test('any document has a context of finite numbers', () => {
  fc.assert(
    fc.property(fc.oneof(made, mutated), (beans) => {
      const { top, exceptions, connections } = contextOf(documentFrom(beans))
      for (const count of [...Object.values(exceptions), ...Object.values(connections)])
        assert.ok(Number.isFinite(count))
      for (const { windowMs, operations } of top) {
        assert.ok(Number.isFinite(windowMs))
        for (const { total, users } of operations)
          for (const count of [total, ...users.map((user) => user.count)]) assert.ok(Number.isFinite(count))
      }
    }),
    { numRuns: 300 },
  )
})

test('a step is pure: the same input gives the same output and stays as it was', () => {
  fc.assert(
    fc.property(polls, (list) => {
      let state: EtlState | undefined
      let time = 1_000_000
      for (const [beans, step] of list) {
        time += step
        const document = documentFrom(beans)
        const text = JSON.stringify(document)
        const reading = readingOf(document, time)
        assert.equal(JSON.stringify(document), text)
        const [readingBefore, stateBefore] = [structuredClone(reading), structuredClone(state)]
        const first = derive(state, reading)
        assert.deepEqual(derive(state, reading), first)
        assert.deepEqual(reading, readingBefore)
        assert.deepEqual(state, stateBefore)
        state = first.state
      }
    }),
    { numRuns: 60 },
  )
})
