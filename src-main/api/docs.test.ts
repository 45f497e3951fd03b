// The OpenAPI document and the page that shows it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { traverseContractProcedures } from '@orpc/server'
import { Script } from 'node:vm'
import { z } from 'zod'
import { contract } from '../../src-shared/contract/index.ts'
import { docsScript } from './docs-page.ts'
import { type TestServer, startTestServer } from './fixtures/test-server.ts'

let server: TestServer
before(async () => {
  server = await startTestServer()
})
after(() => server[Symbol.asyncDispose]())

const Content = z.record(z.string(), z.looseObject({ schema: z.looseObject({}) }))
const Operation = z.looseObject({
  operationId: z.string(),
  summary: z.string(),
  tags: z.array(z.string()).min(1),
  requestBody: z.looseObject({ content: Content }).optional(),
  responses: z.record(
    z.string(),
    z.looseObject({ description: z.string().min(1), content: Content.optional() }),
  ),
})
const Document = z.looseObject({
  openapi: z.string().startsWith('3.1'),
  info: z.looseObject({ title: z.string(), version: z.string() }),
  servers: z.array(z.looseObject({ url: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }),
})

const documentOf = async () => Document.parse((await server.call('/docs/openapi.json')).json)

/** Every $ref within. */
function refs(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  const own = '$ref' in value && typeof value.$ref === 'string' ? [value.$ref] : []
  return [...own, ...Object.values(value).flatMap(refs)]
}

test('every procedure of the contract is an operation with its answers and its problems', async () => {
  const { paths, info, servers } = await documentOf()
  assert.deepEqual([info.version, servers.map(({ url }) => url)], ['9.8.7', ['/api']])
  const wanted: string[] = []
  traverseContractProcedures({ router: contract, path: [] }, ({ contract: procedure, path }) => {
    const { method = '', path: at = '' } = procedure['~orpc'].route
    wanted.push(`${method.toLowerCase()} ${at} ${path.join('.')}`)
  })
  const found = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, { operationId }]) => `${method} ${path} ${operationId}`),
  )
  assert.deepEqual(found.toSorted(), wanted.toSorted())
  for (const operation of Object.values(paths).flatMap((item) => Object.values(item))) {
    const statuses = Object.keys(operation.responses)
    assert.ok(
      statuses.some((status) => status.startsWith('2')),
      operation.operationId,
    )
    for (const status of statuses.filter((one) => one >= '400')) {
      const types = Object.keys(operation.responses[status]?.content ?? {})
      assert.deepEqual(types, ['application/problem+json'], operation.operationId)
    }
  }
})

test('every reference leads somewhere', async () => {
  const document = await documentOf()
  const names = new Set(refs(document))
  assert.ok(names.has('#/components/schemas/Problem') && names.has('#/components/schemas/Job'))
  for (const name of names) {
    assert.ok(name.replace('#/components/schemas/', '') in document.components.schemas, name)
  }
})

test('training has both its answers, the upload both its bodies', async () => {
  const { paths } = await documentOf()
  const train = Object.keys(paths['/model/train']?.['post']?.responses ?? {})
  assert.deepEqual(train.slice(0, 2), ['200', '202'])
  const upload = Object.keys(paths['/imports/upload']?.['post']?.requestBody?.content ?? {})
  assert.deepEqual(upload, ['multipart/form-data', 'application/octet-stream'])
})

test('the page loads only files of this server, and no script stands within it', async () => {
  const page = await server.call('/docs')
  assert.match(String(page.headers['content-type']), /^text\/html/)
  assert.doesNotMatch(page.text, /<script(?![^>]* src=)|<style| on\w+=|style=/)
  const urls = [...page.text.matchAll(/(?:src|href)="([^"]*)"/g)].map((match) => match[1] ?? '')
  assert.equal(urls.length, 4)
  for (const url of urls) {
    assert.match(url, /^\/docs\//)
    const file = await server.call(url)
    assert.equal(file.status, 200, url)
    assert.ok(file.text.length > 100, url)
  }
  const policy = String(page.headers['content-security-policy'])
  assert.match(policy, /default-src 'none'; script-src 'self';/)
  assert.doesNotMatch(policy, /https?:|unsafe/)
  assert.doesNotThrow(() => new Script(docsScript))
})

test('nothing but the listed files is served', async () => {
  const others = [
    '/docs/package.json',
    '/docs/index.html',
    '/docs/../package.json',
    '/docs/%2e%2e/package.json',
  ]
  for (const url of [...others, '/docs/swagger-ui-bundle.js.map', '/swagger-ui.css']) {
    assert.equal((await server.call(url)).status, 404, url)
  }
  const head = await server.call('/docs/swagger-ui.css', { method: 'HEAD' })
  assert.deepEqual([head.status, head.text], [200, ''])
})
