// The system over HTTP: what it can do and keeps, the way to a clean state and back.
import assert from 'node:assert/strict'
import { existsSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { Backup, Contents } from '../../src-shared/contract/system.ts'
import { makeToken, tokenCheck } from './token.ts'
import { type TestServer, codeOf, detailOf, lightRecording, startTestServer } from './fixtures/test-server.ts'

/** A server whose data folder has siblings of its own, which are deleted with it. */
async function startedServer(options: Parameters<typeof startTestServer>[0] = {}): Promise<TestServer> {
  const server = await startTestServer(options)
  return {
    ...server,
    get services() {
      return server.services
    },
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]()
      for (const number of [1, 2, 3])
        rmSync(`${server.folder}.backup-${number}`, { recursive: true, force: true })
    },
  }
}

const post = (server: TestServer, at: string, body: object = {}) => server.call(at, { method: 'POST', body })
const contentsOf = async (server: TestServer): Promise<Contents> =>
  Contents.parse((await server.call('/api/system/contents')).json)

test('the system tells where its data is, and that it has no desktop', async () => {
  await using server = await startedServer()
  const info = z.looseObject({ dataFolder: z.string(), isDesktop: z.boolean(), version: z.string() })
  const { dataFolder, isDesktop, version } = info.parse((await server.call('/api/system')).json)
  assert.deepEqual([dataFolder, isDesktop, version], [server.folder, false, '9.8.7'])
  const refused = await post(server, '/api/system/choose-files', { kind: 'files' })
  assert.deepEqual([refused.status, codeOf(refused)], [400, 'BAD_INPUT'])
  assert.match(
    detailOf(refused),
    /^Only the desktop app .*upload the file, or give its path to POST \/api\/imports\.$/,
  )
})

test('a host with a desktop lets a person choose', async () => {
  const asked: string[] = []
  const chooseFiles = (kind: string): Promise<string[]> => {
    asked.push(kind)
    return Promise.resolve(kind === 'files' ? ['/dumps/a.json', '/dumps/b.json'] : [])
  }
  await using server = await startedServer({ host: { chooseFiles } })
  const chosen = async (kind: string): Promise<unknown> =>
    (await post(server, '/api/system/choose-files', { kind })).json
  assert.deepEqual(await chosen('files'), { paths: ['/dumps/a.json', '/dumps/b.json'] })
  assert.deepEqual(await chosen('folder'), { paths: [] })
  assert.deepEqual(asked, ['files', 'folder'])
  const { isDesktop } = z
    .looseObject({ isDesktop: z.boolean() })
    .parse((await server.call('/api/system')).json)
  assert.equal(isDesktop, true)
})

test('reset, restore and discard, each seen by the next call', async () => {
  await using server = await startedServer({ recordings: [lightRecording] })
  const full = await contentsOf(server)
  assert.deepEqual(
    [full.folder, full.sources, full.documents, full.changedSettings, full.backups],
    [server.folder, ['nn1.lab'], 60, 1, []],
  )
  const reset = await post(server, '/api/system/reset')
  assert.equal(reset.status, 200, reset.text)
  const backup = Backup.parse(reset.json)
  assert.deepEqual((await server.call('/api/sources')).json, [])
  assert.deepEqual((await server.call('/api/jobs')).json, [])
  assert.deepEqual((await contentsOf(server)).backups, [backup])

  const restored = await post(server, `/api/system/backups/${backup.name}/restore`)
  assert.deepEqual(Contents.parse(restored.json).sources, ['nn1.lab'])
  assert.equal(z.array(z.unknown()).parse((await server.call('/api/sources')).json).length, 1)

  const again = Backup.parse((await post(server, '/api/system/reset')).json)
  const discarded = await server.call(`/api/system/backups/${again.name}`, { method: 'DELETE' })
  assert.deepEqual(Contents.parse(discarded.json).backups, [])
  assert.ok(!existsSync(`${server.folder}.backup-1`))
  const gone = await post(server, `/api/system/backups/${again.name}/restore`)
  assert.deepEqual([gone.status, codeOf(gone)], [404, 'NOT_FOUND'])
  const outside = await server.call(`/api/system/backups/${encodeURIComponent('../etc')}`, {
    method: 'DELETE',
  })
  assert.equal(codeOf(outside), 'NOT_FOUND')
  assert.deepEqual(server.log, [])
})

test('a reset is refused while a training runs, and says on what', async () => {
  await using server = await startedServer({ recordings: [lightRecording] })
  const [source] = server.services.sources.list()
  server.services.settings.update({ 'model.epochs': 10_000 })
  const started = await server.call('/api/model/train', {
    body: { from_ts: source?.first, to_ts: source?.last },
    headers: { prefer: 'respond-async' },
  })
  const Started = z.looseObject({ id: z.string(), subject: z.string(), range: z.unknown() })
  const { id, subject, range } = Started.parse(started.json)
  assert.deepEqual([subject, range], ['nn1.lab', { from: source?.first, to: source?.last }])
  const refused = await post(server, '/api/system/reset')
  assert.deepEqual([refused.status, codeOf(refused)], [409, 'BUSY'])
  assert.match(detailOf(refused), /a training on nn1\.lab/)
  await server.call(`/api/jobs/${id}`, { method: 'DELETE' })
})

test('a reset is refused while a file arrives, and possible once it has', async () => {
  await using server = await startedServer()
  const sent = request(`${server.url}/api/imports/upload?name=x.json`, { method: 'POST' })
  const answered = new Promise((resolve) => sent.once('response', resolve))
  sent.write('{"beans":')
  const uploads = `${server.folder}/uploads`
  while (!existsSync(uploads)) await wait(5)
  const refused = await post(server, '/api/system/reset')
  assert.deepEqual([codeOf(refused), existsSync(`${server.folder}.backup-1`)], ['BUSY', false])
  assert.match(detailOf(refused), /being uploaded/)
  sent.end('[]}')
  await answered
  while (server.services.jobs.underWay().length > 0) await wait(5)
  assert.equal((await post(server, '/api/system/reset')).status, 200)
})

test('calls during a reset are answered or told to try again, none breaks', async () => {
  await using server = await startedServer({ recordings: [lightRecording] })
  const reset = post(server, '/api/system/reset')
  const codes = new Set<string>()
  const state = { isDone: false }
  const ended = reset.finally(() => {
    state.isDone = true
  })
  while (!state.isDone) {
    const reply = await server.call('/api/sources')
    codes.add(reply.status === 200 ? 'ok' : codeOf(reply))
  }
  await ended
  assert.equal((await reset).status, 200)
  assert.deepEqual(
    [...codes].filter((code) => code !== 'ok' && code !== 'BUSY'),
    [],
  )
  assert.deepEqual(server.log, [])
})

test('a token outlives a reset', async () => {
  let folder = ''
  const check = (given: string): boolean => tokenCheck(folder)?.(given) ?? false
  await using server = await startedServer({ token: check })
  folder = server.folder
  const headers = { authorization: `Bearer ${await makeToken(folder)}` }
  assert.equal((await server.call('/api/system/reset', { method: 'POST', headers })).status, 200)
  assert.equal((await server.call('/api/sources', { headers })).status, 200)
  assert.equal((await server.call('/api/sources')).status, 401)
})
