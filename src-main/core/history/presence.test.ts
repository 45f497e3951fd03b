// Where series begin and end, found by asking a server that knows it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type ApiServer, startApiServer, success } from './fixtures/api-server.ts'
import { Presence } from './presence.ts'
import { PrometheusClient } from './prometheus-client.ts'

const hour = 3_600_000
const day = 24 * hour
const now = Date.UTC(2026, 10, 23)
const tls = { ca: null, fingerprint: null, insecure: false }

type Stretch = readonly [from: number, to: number]

/** A server with series of NameNodes over stretches of time; it refuses what reaches further back than `oldest`. */
function serverOf(nodes: Readonly<Record<string, Stretch>>, oldest = 0): Promise<ApiServer> {
  return startApiServer(({ form }) => {
    const [from, to] = [1000 * Number(form.get('start')), 1000 * Number(form.get('end'))]
    if (from < oldest) return { status: 422, body: { status: 'error', error: 'too far back' } }
    const there = Object.entries(nodes).filter(([, [first, last]]) => first <= to && last >= from)
    return success(there.map(([instance]) => ({ instance })))
  })
}

const keyOf = ({ instance = '' }: Readonly<Record<string, string>>): string => instance

test('every stretch of the last years is found, to a few hours', async () => {
  const stretch = fc
    .tuple(fc.integer({ min: 0, max: 3000 * 24 }), fc.integer({ min: 0, max: 2000 * 24 }))
    .map(([age, length]): Stretch => [now - (age + length) * hour, now - age * hour])
  await fc.assert(
    fc.asyncProperty(fc.array(stretch, { minLength: 1, maxLength: 4 }), async (stretches) => {
      const nodes = Object.fromEntries(stretches.map((one, index) => [`nn${String(index)}`, one]))
      await using server = await serverOf(nodes)
      const client = new PrometheusClient({ url: server.url, headers: {}, tls })
      const presence = new Presence({ client, finders: ['x'], keyOf, signal: undefined })
      const spans = await presence.spans(now)
      assert.equal(spans.size, stretches.length)
      for (const [name, [from, to]] of Object.entries(nodes)) {
        const span = spans.get(name)
        assert.ok(span !== undefined)
        assert.ok(span.first.from <= from && from <= span.first.to, 'begins')
        assert.ok(span.last.from <= to && to <= span.last.to, 'ends')
        assert.ok(span.first.to - span.first.from <= 6 * hour)
        assert.deepEqual(await presence.last(name, now), span.last)
      }
      await client.close()
    }),
    { numRuns: 15 },
  )
})

test('a server that refuses to look far back is asked for what it does answer', async () => {
  const nodes = { old: [now - 20 * day, now - 9 * day], young: [now - 3 * day, now] } as const
  await using server = await serverOf(nodes, now - 8 * day)
  const client = new PrometheusClient({ url: server.url, headers: {}, tls })
  const presence = new Presence({ client, finders: ['x'], keyOf, signal: undefined })
  const spans = await presence.spans(now)
  assert.deepEqual([...spans.keys()], ['young'])
  assert.equal(await presence.last('old', now), undefined)
  await client.close()
})

test('a server that answers nothing at all is an error, not an empty site', async () => {
  await using server = await startApiServer(() => ({ status: 401, body: 'no' }))
  const client = new PrometheusClient({ url: server.url, headers: {}, tls })
  const presence = new Presence({ client, finders: ['x'], keyOf, signal: undefined })
  await assert.rejects(presence.spans(now), { name: 'EngineError' })
  await client.close()
})

test('an engine that fails for a while hides nobody', async () => {
  await using server = await startApiServer(({ form }) =>
    now - 1000 * Number(form.get('start')) > 3 * day
      ? { status: 503, body: { status: 'error', error: 'store gateway is starting' } }
      : success([{ instance: 'nn1' }]),
  )
  const client = new PrometheusClient({ url: server.url, headers: {}, tls }, { attempts: 2, backOffMs: 1 })
  const presence = new Presence({ client, finders: ['x'], keyOf, signal: undefined })
  await assert.rejects(presence.spans(now), /store gateway is starting/)
  await client.close()
})
