// TLS towards an engine: authorities, pinned certificates, and what is said where they do not fit.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:https'
import { type TestContext, test } from 'node:test'
import {
  type CertificateName,
  certificate,
  fingerprintOf,
  ownAuthority,
} from '../../../e2e/namenode/certificates.ts'
import type { Tls } from '../../../src-shared/contract/watches.ts'
import { EngineError } from './engine-problem.ts'
import { PrometheusClient } from './prometheus-client.ts'

const system: Tls = { ca: null, fingerprint: null, insecure: false }

async function httpsPort(context: TestContext, name: CertificateName): Promise<number> {
  const body = JSON.stringify({ status: 'success', data: { resultType: 'vector', result: [] } })
  const server = createServer(certificate(name), (_, response) => response.end(body)).listen(0, '127.0.0.1')
  context.after(() => {
    server.closeAllConnections()
    server.close()
  })
  await once(server, 'listening')
  const bound = server.address()
  return typeof bound === 'object' && bound !== null ? bound.port : 0
}

/** The kind of problem that a query ends in; undefined where it is answered. */
async function problemOf(url: string, tls: Tls = system): Promise<string | undefined> {
  const client = new PrometheusClient({ url, headers: {}, tls }, { attempts: 1 })
  try {
    await client.instant('up')
    return undefined
  } catch (error) {
    assert.ok(error instanceof EngineError)
    assert.doesNotMatch(error.message, /NameNode/)
    return error.problem.kind
  } finally {
    await client.close()
  }
}

test('an own authority, a pinned certificate, and any at all', async (context) => {
  const url = `https://127.0.0.1:${await httpsPort(context, 'good')}`
  assert.equal(await problemOf(url), 'certificate')
  assert.equal(await problemOf(url, { ...system, ca: ownAuthority }), undefined)
  assert.equal(await problemOf(url, { ...system, fingerprint: fingerprintOf('good') }), undefined)
  assert.equal(await problemOf(url, { ...system, fingerprint: fingerprintOf('expired') }), 'certificate')
  assert.equal(await problemOf(url, { ...system, insecure: true }), undefined)
  assert.equal(await problemOf(url, { ...system, ca: 'no certificate' }), 'certificate')
})

test('expired, of another host, signed by nobody', async (context) => {
  for (const name of ['expired', 'other-host', 'self'] as const) {
    const url = `https://127.0.0.1:${await httpsPort(context, name)}`
    assert.equal(await problemOf(url, { ...system, ca: ownAuthority }), 'certificate', name)
  }
})

test('a certificate that is not accepted is told at once, not after attempts', async (context) => {
  const url = `https://127.0.0.1:${await httpsPort(context, 'self')}`
  const client = new PrometheusClient({ url, headers: {}, tls: system }, { attempts: 5, backOffMs: 5000 })
  await assert.rejects(client.instant('up'), { name: 'EngineError' })
  assert.equal(client.requests, 1)
  await client.close()
})
