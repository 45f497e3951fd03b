// Paths that callers may have imported: by folder, links followed, and by where the server listens.
import assert from 'node:assert/strict'
import { copyFile, mkdir, symlink } from 'node:fs/promises'
import path from 'node:path'
import { test } from 'node:test'
import { Job } from '../../src-shared/contract/jobs.ts'
import { DeclaredError } from '../../src-shared/errors.ts'
import {
  codeOf,
  detailOf,
  endedJob,
  lightRecording,
  startTestServer,
  temporaryFolder,
} from './fixtures/test-server.ts'
import { pathsUnder } from './import-paths.ts'

test('with folders to import from, only what really lies in them is imported', async () => {
  await using folder = await temporaryFolder()
  const [root, beside] = [path.join(folder.path, 'root'), path.join(folder.path, 'root-beside')]
  await mkdir(path.join(root, 'in'), { recursive: true })
  await mkdir(beside)
  await copyFile(lightRecording, path.join(root, 'in', 'dump.zst'))
  await copyFile(lightRecording, path.join(beside, 'dump.zst'))
  await symlink(beside, path.join(root, 'out'))
  await symlink(path.join(root, 'in'), path.join(folder.path, 'way-in'))
  await using server = await startTestServer({ importRoots: [root] })
  const ask = (...paths: string[]) => server.call('/api/imports', { body: { paths } })

  const refused = [
    path.join(beside, 'dump.zst'),
    path.join(root, '..', 'root-beside', 'dump.zst'),
    path.join(root, 'out', 'dump.zst'),
    path.join(root, 'absent'),
    '/etc/passwd',
    '/absent',
    'dump.zst',
  ]
  for (const one of refused) {
    const reply = await ask(path.join(root, 'in'), one)
    assert.deepEqual([reply.status, codeOf(reply)], [403, 'FORBIDDEN'], one)
  }
  assert.deepEqual(server.services.jobs.list(), [])
  for (const one of [path.join(root, 'in', 'dump.zst'), root, path.join(folder.path, 'way-in', 'dump.zst')]) {
    const reply = await ask(one)
    assert.equal(reply.status, 202, one)
    assert.equal((await endedJob(server, Job.parse(reply.json).id)).state, 'done', one)
  }
})

test('on the network without such a folder no path is imported', async () => {
  await using server = await startTestServer({
    address: '0.0.0.0',
    allowedHosts: ['nn1.lab'],
    token: () => true,
  })
  const headers = { authorization: 'Bearer x' }
  const reply = await server.call('/api/imports', { body: { paths: [lightRecording] }, headers })
  assert.deepEqual([reply.status, codeOf(reply)], [403, 'FORBIDDEN'])
  assert.match(detailOf(reply), /--import-root/)
})

test('on this machine any path is tried, and one that is not there fails its job', async () => {
  await using server = await startTestServer()
  const reply = await server.call('/api/imports', { body: { paths: ['/absent/dump.json'] } })
  assert.equal(reply.status, 202)
  const job = await endedJob(server, Job.parse(reply.json).id)
  assert.deepEqual([job.state, job.error?.code], ['failed', 'UNREADABLE'])
})

test('a folder to import from must be there', async () => {
  await assert.rejects(
    pathsUnder(['/absent']),
    (error) => error instanceof DeclaredError && error.code === 'BAD_INPUT',
  )
})
