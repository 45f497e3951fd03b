// Uploads over HTTP: they arrive whole or not at all, and nothing of them stays behind.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import path from 'node:path'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { Job } from '../../src-shared/contract/jobs.ts'
import { testHost } from '../core/fixtures/test-host.ts'
import { type Services, createServices } from '../core/services.ts'
import { router } from './router.ts'
import { Uploads } from './uploads.ts'
import { createRouterClient } from '@orpc/server'
import { apiContext } from './context.ts'
import { anyPath } from './import-paths.ts'
import {
  type TestServer,
  codeOf,
  endedJob,
  lightRecording,
  startTestServer,
  temporaryFolder,
} from './fixtures/test-server.ts'

const uploadFolder = (server: TestServer): string => path.join(server.folder, 'uploads')

const left = async (server: TestServer): Promise<string[]> =>
  existsSync(uploadFolder(server)) ? readdir(uploadFolder(server)) : []

async function nothingLeft(server: TestServer): Promise<void> {
  for (let tries = 0; tries < 100 && (await left(server)).length > 0; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  assert.deepEqual(await left(server), [])
}

test('a file sent bare, and one in a form, are imported under their own names', async () => {
  await using server = await startTestServer()
  const content = await readFile(lightRecording)
  const at = '/api/imports/upload'
  const bare = await server.call(`${at}?name=${encodeURIComponent('../../etc/day one.jsonl.zst')}`, {
    method: 'POST',
    raw: content,
    headers: { 'content-type': 'application/octet-stream' },
  })
  assert.equal(bare.status, 202, bare.text)
  assert.equal((await endedJob(server, Job.parse(bare.json).id)).state, 'done')

  const body = new FormData()
  body.set('file', new File([content], 'again.zst'))
  const form = await fetch(`${server.url}${at}`, { method: 'POST', body })
  assert.equal(form.status, 202)
  assert.equal((await endedJob(server, Job.parse(await form.json()).id)).state, 'done')

  const [second, first] = server.services.imports.list(2)
  assert.deepEqual([first?.summary.inputs, first?.summary.added], [['day one.jsonl.zst'], 60])
  assert.deepEqual([second?.summary.inputs, second?.summary.duplicates], [['again.zst'], 60])
  await nothingLeft(server)
})

test('the file on disk equals what was sent, readable by its owner alone, with a name that is safe', async () => {
  await using folder = await temporaryFolder()
  const uploads = new Uploads(() => folder.path, 1000)
  const upload = await uploads.receive(
    'C:\\dumps\\..\\nn-20260224-210000 (1).json',
    Readable.from([Buffer.from('ab'), Buffer.from('c')]),
  )
  assert.equal(await readFile(upload.path, 'utf8'), 'abc')
  assert.equal((await stat(upload.path)).mode & 0o777, 0o600)
  assert.equal((await stat(path.dirname(upload.path))).mode & 0o777, 0o700)
  assert.equal(upload.name, 'nn-20260224-210000 (1).json')
  assert.match(path.relative(folder.path, upload.path), /^uploads\/[a-z]{24}\/nn-20260224-210000__1_.json$/)
  await upload.remove()
  assert.deepEqual(await readdir(path.join(folder.path, 'uploads')), [])
})

test('no name of a sender leads out of the folder or to a device', async () => {
  await using folder = await temporaryFolder()
  const uploads = new Uploads(() => folder.path, 1000)
  const names = [
    '',
    '.',
    '..',
    '/',
    '../..',
    '.ssh',
    'a/../../b',
    'a\0b',
    'nul',
    'COM1.json',
    `${'x'.repeat(300)}.`,
    '💾',
  ]
  for (const name of names) {
    const { path: file } = await uploads.receive(name, Readable.from([Buffer.from('x')]))
    assert.match(path.relative(folder.path, file), /^uploads\/[a-z]{24}\/(?!\.)[\w.+-]{0,100}[\w+-]$/, name)
    assert.doesNotMatch(path.basename(file), /^(?:nul|com1)(?:\.|$)/i)
    assert.equal(await readFile(file, 'utf8'), 'x')
  }
})

test('a file over the limit is refused, whether its length was announced or not', async () => {
  await using server = await startTestServer({ uploadBytes: 100_000 })
  const raw = Buffer.alloc(3_000_000)
  for (const headers of [{}, { 'transfer-encoding': 'chunked' }]) {
    const reply = await server.call('/api/imports/upload', { method: 'POST', raw, headers })
    assert.deepEqual([reply.status, codeOf(reply)], [413, 'TOO_LARGE'])
  }
  await nothingLeft(server)
  assert.deepEqual(server.services.jobs.list(), [])
})

test('an upload that breaks off leaves no file, no job and no line in the log', async () => {
  await using server = await startTestServer()
  const headers = { 'content-length': '1000000' }
  const sent = request(`${server.url}/api/imports/upload`, { method: 'POST', headers })
  sent.on('error', () => undefined)
  sent.write(Buffer.alloc(200_000))
  while ((await left(server)).length === 0) await new Promise((resolve) => setTimeout(resolve, 10))
  sent.destroy()
  await nothingLeft(server)
  assert.deepEqual(server.services.jobs.list(), [])
  assert.deepEqual(server.log, [])
})

test('a form that is cut off is refused and leaves nothing', async () => {
  await using server = await startTestServer()
  const raw = '--b\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\nabc'
  const headers = { 'content-type': 'multipart/form-data; boundary=b' }
  const reply = await server.call('/api/imports/upload', { method: 'POST', raw, headers })
  assert.deepEqual([reply.status, codeOf(reply)], [400, 'BAD_INPUT'])
  await nothingLeft(server)
})

test('an upload is deleted when its import fails, and when that is cancelled before its turn', async () => {
  await using server = await startTestServer()
  const send = async (): Promise<string> => {
    const reply = await server.call('/api/imports/upload', { method: 'POST', raw: 'no document at all' })
    return Job.parse(reply.json).id
  }
  const [first, second] = [await send(), await send()]
  await server.call(`/api/jobs/${second}`, { method: 'DELETE' })
  const failed = await endedJob(server, first)
  assert.deepEqual([failed.state, failed.error?.code], ['failed', 'UNREADABLE'])
  assert.equal((await endedJob(server, second)).state, 'cancelled')
  await nothingLeft(server)
})

test('what a killed server left is deleted at the start', async () => {
  await using folder = await temporaryFolder()
  const leftover = path.join(folder.path, 'uploads', 'abc')
  await mkdir(leftover, { recursive: true })
  await writeFile(path.join(leftover, 'upload-x'), 'x')
  const open = (): Promise<Services> => createServices(testHost({ dataFolder: folder.path }))
  const services = await open()
  assert.ok(!existsSync(leftover))
  // What another process that has the folder open receives is no leftover.
  await mkdir(leftover, { recursive: true })
  const second = await open()
  assert.ok(existsSync(leftover))
  await second.close()
  await services.close()
})

test('a data folder that cannot be written to is told to the log, not to the caller', async () => {
  await using server = await startTestServer()
  await writeFile(uploadFolder(server), 'a file where the folder should be')
  const reply = await server.call('/api/imports/upload', { method: 'POST', raw: 'x' })
  assert.deepEqual([reply.status, codeOf(reply)], [500, 'INTERNAL_SERVER_ERROR'])
  assert.doesNotMatch(reply.text, /uploads/)
  assert.match(server.log.join(), /uploads/)
})

test('callers in the same process upload through the contract', async () => {
  await using server = await startTestServer()
  const { services } = server
  const client = createRouterClient(router, { context: apiContext(server.core, anyPath) })
  const job = await client.imports.upload({ file: new File([await readFile(lightRecording)], 'light.zst') })
  assert.equal((await endedJob(server, job.id)).state, 'done')
  assert.deepEqual(services.imports.list(1)[0]?.summary.inputs, ['light.zst'])
  await nothingLeft(server)
})
