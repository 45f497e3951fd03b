// The token: made once, kept as a hash, asked of every call off this machine.
import assert from 'node:assert/strict'
import { readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { test } from 'node:test'
import { DeclaredError } from '../../src-shared/errors.ts'
import { codeOf, startTestServer, temporaryFolder } from './fixtures/test-server.ts'
import { makeToken, tokenCheck } from './token.ts'

test('a token is made, checked, and replaced on a running server', async () => {
  await using folder = await temporaryFolder()
  assert.equal(tokenCheck(folder.path), undefined)
  const token = await makeToken(folder.path)
  assert.match(token, /^nnad_[\w-]{43}$/)
  const check = tokenCheck(folder.path)
  assert.ok(check !== undefined)
  assert.ok(check(token))
  for (const wrong of ['', `${token}x`, token.slice(1), 'nnad_']) assert.ok(!check(wrong))
  const next = await makeToken(folder.path)
  assert.notEqual(next, token)
  assert.deepEqual([check(token), check(next)], [false, true])
})

test('only the hash is kept, for the owner alone', async () => {
  await using folder = await temporaryFolder()
  const token = await makeToken(folder.path)
  const file = path.join(folder.path, 'token.json')
  assert.equal((await stat(file)).mode & 0o777, 0o600)
  assert.match(await readFile(file, 'utf8'), /^\{"sha256":"[0-9a-f]{64}"\}$/)
  assert.ok(!(await readFile(file, 'utf8')).includes(token.slice(5)))
})

test('a damaged file is told, not taken for no token', async () => {
  await using folder = await temporaryFolder()
  for (const content of ['', '{}', '{"sha256":"ab"}']) {
    await writeFile(path.join(folder.path, 'token.json'), content)
    assert.throws(
      () => tokenCheck(folder.path),
      (error) => error instanceof DeclaredError && error.code === 'BROKEN',
    )
  }
})

test('with a token every call and the OpenAPI document want it; the page that asks for it does not', async () => {
  await using folder = await temporaryFolder()
  const token = await makeToken(folder.path)
  const check = tokenCheck(folder.path)
  await using server = await startTestServer({ address: '0.0.0.0', allowedHosts: ['nn1.lab'], token: check })
  const guarded = ['/api/jobs', '/api/nothing', '/docs/openapi.json']
  const wrong = [
    {},
    { authorization: 'Bearer nnad_x' },
    { authorization: token },
    { authorization: `Basic ${token}` },
  ]
  for (const path of guarded) {
    for (const headers of wrong) {
      const reply = await server.call(path, { headers })
      assert.deepEqual([reply.status, codeOf(reply)], [401, 'UNAUTHORIZED'], path)
      assert.match(String(reply.headers['www-authenticate']), /^Bearer/)
    }
  }
  const headers = { authorization: `Bearer ${token}`, host: 'nn1.lab' }
  assert.equal((await server.call('/api/jobs', { headers })).status, 200)
  assert.equal((await server.call('/docs/openapi.json', { headers })).status, 200)
  assert.equal((await server.call('/docs')).status, 200)
  const upload = await server.call('/api/imports/upload', { method: 'POST', raw: 'x' })
  assert.equal(upload.status, 401)
})

test('a server on the network is not started without a token or without its names', async () => {
  const isBadInput = (text: RegExp) => (error: unknown) =>
    error instanceof DeclaredError && error.code === 'BAD_INPUT' && text.test(error.message)
  const start = async (options: Parameters<typeof startTestServer>[0]): Promise<void> => {
    await (await startTestServer(options))[Symbol.asyncDispose]()
  }
  await assert.rejects(start({ address: '0.0.0.0', token: () => true }), isBadInput(/--allow-host/))
  await assert.rejects(start({ address: '0.0.0.0', allowedHosts: ['nn1.lab'] }), isBadInput(/token/))
})
