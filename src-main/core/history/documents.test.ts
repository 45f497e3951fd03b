// Series → documents: values at their scrapes, labels that change, what is no value.
import assert from 'node:assert/strict'
import test from 'node:test'
import { beansByName } from '../etl/document.ts'
import { identityOf } from '../etl/identity.ts'
import { chunkOn } from './chunks.ts'
import { documentsOf, unseen } from './documents.ts'
import type { MappedQuery } from './fetch-queries.ts'
import type { Series } from './series.ts'

const whose = { engine: 'site', source: 'prod', node: 'nn1:9404' }
const system = 'Hadoop:service=NameNode,name=FSNamesystem'
const start = 1_771_966_800_000
const step = 10_000

/** Values at evaluations, one per step; null: none. */
function series(labels: Series['labels'], values: readonly (number | null)[], shift = 5000): Series {
  const points = values.flatMap((value, index) => (value === null ? [] : [{ index, value }]))
  return {
    labels,
    times: Float64Array.from(points, ({ index }) => start + index * step + shift),
    values: Float64Array.from(points, ({ value }) => value),
  }
}

/** One row per metric, fed by the series of that name. */
function answered(
  attributes: readonly (readonly [attribute: string, metric: string])[],
  found: readonly Series[],
) {
  const rows = attributes.map(([attribute, metric]) => ({ bean: system, attribute, query: metric }))
  const query: MappedQuery = {
    query: '',
    rows,
    seriesOf: (row, all) => all.filter(({ labels }) => labels['__name__'] === row.query),
  }
  return [{ query, answer: { series: found, warnings: [] } }]
}

const chunkAt = (...scrapes: number[]) =>
  chunkOn(
    scrapes.map((scrape) => start + scrape * step),
    start + 5000,
    step,
  )
const beansOf = (documents: ReturnType<typeof documentsOf>) =>
  documents.map(({ time, jmx }) => [(time - start) / step, jmx.beans[1]])

test('a document per scrape, at its own time, with those values alone that there are', () => {
  const found = [
    series({ __name__: 'missing' }, [1, 2, null, 4]),
    series({ __name__: 'corrupt' }, [Number.NaN, 0, null, Number.POSITIVE_INFINITY]),
    series({ __name__: 'other' }, [7, 7, 7, 7]),
  ]
  const rows = answered(
    [
      ['MissingBlocks', 'missing'],
      ['CorruptBlocks', 'corrupt'],
      ['Snapshots', 'absent'],
    ],
    found,
  )
  assert.deepEqual(beansOf(documentsOf(chunkAt(0, 1, 3), rows, whose)), [
    [0, { name: system, MissingBlocks: 1 }],
    [1, { name: system, MissingBlocks: 2, CorruptBlocks: 0 }],
    [3, { name: system, MissingBlocks: 4 }],
  ])
  assert.deepEqual(documentsOf(chunkAt(2), rows, whose), [], 'a scrape without values has no document')
})

test('a label that changes: the series that goes on counts, and its label is the text', () => {
  const found = [
    // As an engine without stale markers shows it: the old series for some evaluations more.
    series({ __name__: 'missing', hastate: 'standby' }, [1, 1, 1, 1, null]),
    series({ __name__: 'missing', hastate: 'active' }, [null, null, 5, 6, 7]),
  ]
  const rows = answered(
    [
      ['MissingBlocks', 'missing'],
      ['tag.HAState', 'missing'],
    ],
    found.toReversed(),
  )
  const documents = documentsOf(chunkAt(0, 1, 2, 3, 4), rows, whose)
  assert.deepEqual(
    documents.map(({ jmx }) => [jmx.beans[1]?.['MissingBlocks'], identityOf(beansByName(jmx)).haState]),
    [
      [1, 'standby'],
      [1, 'standby'],
      [5, 'active'],
      [6, 'active'],
      [7, 'active'],
    ],
  )
})

test('whose it is stands in each', () => {
  const [document] = documentsOf(
    chunkAt(0),
    answered([['MissingBlocks', 'm']], [series({ __name__: 'm' }, [1])]),
    whose,
  )
  assert.ok(document)
  const { source, node, clientPort } = identityOf(beansByName(document.jmx))
  assert.deepEqual([source, node, clientPort], ['engine site prod', 'nn1:9404', '9404'])
})

test('a server that moved the evaluations is read on its own grid; what it passed over is counted', () => {
  const rows = answered([['MissingBlocks', 'm']], [series({ __name__: 'm' }, [0, 1, 2, 3], 0)])
  const late = chunkOn([start - 1000, start + 1000, start + 9000, start + 11_000], start + 5000, step)
  assert.equal(unseen(late, rows), 1)
  assert.deepEqual(
    documentsOf(late, rows, whose).map(({ time, jmx }) => [time - start, jmx.beans[1]?.['MissingBlocks']]),
    [
      [-1000, 0],
      [9000, 1],
      [11_000, 2],
    ],
  )
})
