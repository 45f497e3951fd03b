// Queries that differ in nothing but the NameNode go out as one; each gets its own series back, or the error.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startApiServer, success } from './fixtures/api-server.ts'
import { nodeKey, nodesIn } from './node-names.ts'
import { NodeQueries } from './node-queries.ts'
import { PrometheusClient } from './prometheus-client.ts'

const engine = { clusterLabel: null, mapping: [] }
const tls = { ca: null, fingerprint: null, insecure: false }
const keyOf = nodeKey(engine)

const nodesNamed = (labels: readonly Readonly<Record<string, string>>[]) => nodesIn(labels.map(keyOf), engine)

/** Whom a query is about, as a server would read it. */
function asked(query: string): (instance: string) => boolean {
  const [, operator = '', quoted = ''] = /instance(=~?)("(?:[^"\\]|\\.)*")/.exec(query) ?? []
  const text = String(JSON.parse(quoted))
  return (instance) => (operator === '=' ? instance === text : new RegExp(`^(?:${text})$`).test(instance))
}

const seriesOf = (all: readonly Readonly<Record<string, string>>[]) =>
  success({
    resultType: 'vector',
    result: all.map((metric) => ({ metric, value: [1, metric['value'] ?? '0'] })),
  })

test('one request for many, apart by their labels', async () => {
  const all = [
    { instance: 'nn1:9404', cluster: 'a', value: '1' },
    { instance: 'nn1:9404', cluster: 'b', value: '2' },
    { instance: 'nn1x9404', value: '3' },
    { instance: 'nn+2', value: '4' },
  ]
  await using server = await startApiServer(({ form }) => {
    const isAsked = asked(form.get('query') ?? '')
    return seriesOf(all.filter(({ instance }) => isAsked(instance)))
  })
  const client = new PrometheusClient({ url: server.url, headers: {}, tls })
  const queries = new NodeQueries({ client, keyOf, signal: undefined })
  const nodes = nodesNamed(all).filter(({ instance }) => instance !== 'nn1x9404')
  const ask = (when: number) =>
    Promise.all(nodes.map((node) => queries.ask(node, (matchers) => `x{${matchers}}`, when)))
  const [first] = await Promise.all([ask(1000), ask(2000)])
  assert.deepEqual(
    first.map((series) => series.map(({ values }) => values[0])),
    [[1], [2], [4]],
  )
  assert.equal(server.requests.length, 2)
  await client.close()
})

test('an answer that is too large is asked for in halves; a failure reaches all who asked', async () => {
  await using server = await startApiServer(({ form }) => {
    const names = ['a', 'b', 'c', 'd', 'e'].filter(asked(form.get('query') ?? ''))
    return names.length > 2
      ? { status: 422, body: { status: 'error', error: 'query would load too many samples into memory' } }
      : names.includes('e')
        ? { status: 400, body: { status: 'error', error: 'nobody knows why' } }
        : seriesOf(names.map((instance) => ({ instance, value: '1' })))
  })
  const client = new PrometheusClient({ url: server.url, headers: {}, tls })
  const queries = new NodeQueries({ client, keyOf, signal: undefined })
  const nodes = nodesNamed(['a', 'b', 'c', 'd', 'e'].map((instance) => ({ instance })))
  const outcomes = await Promise.allSettled(
    nodes.map((node) => queries.ask(node, (matchers) => `x{${matchers}}`, 0)),
  )
  // Five, then three and two, then two and one.
  assert.equal(server.requests.length, 5)
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ['fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'rejected'],
  )
  await client.close()
})
