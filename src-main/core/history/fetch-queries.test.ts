// Which queries a mapping comes to, and whose series they answer.
import assert from 'node:assert/strict'
import test from 'node:test'
import { queriesOf } from './fetch-queries.ts'
import type { Series } from './series.ts'

const node = 'instance="nn1:9404",job="hdfs"'
const bean = 'Hadoop:service=NameNode,name=FSNamesystem'
const row = (attribute: string, query: string) => ({ bean, attribute, query })
const series = (labels: Series['labels']): Series => ({
  labels,
  times: new Float64Array(),
  values: new Float64Array(),
})

test('plain selectors of a NameNode are one query, expressions and those of others each their own', () => {
  const rows = [
    row('MissingBlocks', `blocks{${node},kind="missing"}`),
    row('CorruptBlocks', `blocks{${node},kind="corrupt"}`),
    row('Snapshots', `snapshots{${node}}`),
    row('StartTime', `1000 * start{${node}}`),
    row('TotalLoad', 'load{cluster="c1"}'),
  ]
  const queries = queriesOf({ rows, sentinel: `threads{${node}}` })
  assert.deepEqual(
    queries.map((one) => [one.query, one.rows.map(({ attribute }) => attribute)]),
    [
      [
        '{__name__=~"blocks|snapshots",instance="nn1:9404",job="hdfs"}',
        ['MissingBlocks', 'CorruptBlocks', 'Snapshots'],
      ],
      [`1000 * start{${node}}`, ['StartTime']],
      ['load{cluster="c1"}', ['TotalLoad']],
    ],
  )
})

test('each row takes the series that its own selector matches', () => {
  const own = { instance: 'nn1:9404', job: 'hdfs' }
  const found = [
    series({ __name__: 'blocks', ...own, kind: 'missing', hastate: 'active' }),
    series({ __name__: 'blocks', ...own, kind: 'corrupt' }),
    series({ __name__: 'snapshots', ...own, kind: 'missing' }),
    series({ __name__: 'blocks', ...own, instance: 'nn2:9404', kind: 'missing' }),
  ]
  const missing = row('MissingBlocks', `blocks{${node},kind="missing"}`)
  const [query] = queriesOf({
    rows: [missing, row('tag.HAState', missing.query)],
    sentinel: `threads{${node}}`,
  })
  assert.ok(query)
  for (const one of query.rows) assert.deepEqual(query.seriesOf(one, found), found.slice(0, 1))
  const none = row('MissingBlocks', `blocks{${node},kind=""}`)
  const [absent] = queriesOf({ rows: [none], sentinel: `threads{${node}}` })
  const bare = series({ __name__: 'blocks', ...own })
  assert.deepEqual(
    absent?.seriesOf(none, [...found, bare]),
    [bare],
    'an empty label is one that is not there',
  )
})

test('names and values are quoted; very many metrics are several queries', () => {
  const odd = 'instance="a\\"b\\\\c"'
  const [query] = queriesOf({ rows: [row('X', `x{${odd}}`)], sentinel: `t{${odd}}` })
  assert.equal(query?.query, '{__name__=~"x",instance="a\\"b\\\\c"}')
  const rows = Array.from({ length: 600 }, (_, index) =>
    row(`A${String(index)}`, `m${String(index)}{${node}}`),
  )
  const queries = queriesOf({ rows, sentinel: `threads{${node}}` })
  assert.deepEqual(
    queries.map((one) => one.rows.length),
    [250, 250, 100],
  )
  assert.deepEqual(
    queries.flatMap((one) => one.rows),
    rows,
  )
})
