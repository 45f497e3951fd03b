// What is stored of a fetch: ranges that count, answers that may be a part only, what is still open at the server.
import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { engineKey } from '../etl/identity.ts'
import { storedJmx } from '../importer/stored-jmx.ts'
import { documentsBetween } from '../store/documents.ts'
import { temporaryStore } from '../store/fixtures/temporary-store.ts'
import { chunkOn } from './chunks.ts'
import type { Part } from './fetch-parts.ts'
import { FetchStore } from './fetch-store.ts'

const start = 1_771_966_800_000
const step = 10_000
const bean = 'Hadoop:service=NameNode,name=FSNamesystem'
const whose = { engine: 'site', source: 'nn1', node: 'nn1' }
const range = { from: start, to: start + 9 * step }

/** Ten scrapes with a value each, or every so many of them. */
function part(value: number, isPartial = false, every = 1): Part {
  const all = Array.from({ length: 10 }, (_, index) => start + index * step)
  const times = all.filter((_, index) => index % every === 0)
  const rows = [{ bean, attribute: 'MissingBlocks', query: 'm' }]
  const series = {
    labels: { __name__: 'm' },
    times: Float64Array.from(times, (time) => time + 5000),
    values: Float64Array.from(times, () => value),
  }
  const query = { query: 'm', rows, seriesOf: () => [series] }
  const answered = [{ query, answer: { series: [series], warnings: [] } }]
  return { range, chunks: [{ chunk: chunkOn(times, start + 5000, step), answered }], unseen: 0, isPartial }
}

function storeIn(context: TestContext, settledTo = Number.MAX_SAFE_INTEGER) {
  const { db, folder } = temporaryStore(context)
  const store = new FetchStore({
    db,
    folder,
    whose,
    as: { step: 0, mapping: 'a' },
    settledTo,
    signal: new AbortController().signal,
  })
  const values = (): unknown[] =>
    [...documentsBetween(db, store.ids?.node ?? 0, range.from, range.to)].map(
      (document) => storedJmx(document).beans[1]?.['MissingBlocks'],
    )
  return { store, values }
}

test('a part is documents of their source, and its range is not missing any more', async (context) => {
  const { store, values } = storeIn(context)
  assert.equal(engineKey(whose), 'engine site nn1')
  assert.deepEqual([store.ids, store.missing(range)], [undefined, [range]])
  await store.take(part(3))
  await store.finish()
  assert.deepEqual(
    values(),
    Array.from({ length: 10 }, () => 3),
  )
  assert.deepEqual([store.missing(range), store.added, store.duplicates], [[], 10, 0])
  assert.deepEqual(store.covered(range), { gaps: 0, ...range, spacing: step })
})

test('an answer that may be a part only is kept until there is a whole one', async (context) => {
  const { store, values } = storeIn(context)
  await store.take(part(1, true))
  assert.deepEqual([values()[0], store.missing(range)], [1, [range]])
  await store.take(part(2))
  await store.finish()
  assert.deepEqual([values(), store.missing(range)], [Array.from({ length: 10 }, () => 2), []])
})

test('what may still change at the server is asked for again, and takes the place of what it was', async (context) => {
  const { store, values } = storeIn(context, start + 4 * step)
  await store.take(part(1))
  assert.deepEqual(store.missing(range), [{ from: start + 4 * step + 1, to: range.to }])
  await store.take(part(2))
  assert.deepEqual([store.added, store.duplicates, values()], [20, 0, Array.from({ length: 10 }, () => 2)])
})

test('a whole answer leaves nothing of other queries between its documents, a part leaves all that it does not tell', async (context) => {
  const { store, values } = storeIn(context)
  await store.take(part(1, true))
  await store.take(part(2, true, 2))
  assert.deepEqual(values(), [2, 1, 2, 1, 2, 1, 2, 1, 2, 1])
  await store.take(part(3, false, 3))
  await store.finish()
  assert.deepEqual(values(), [3, 3, 3, 3])
})
