// Who has a port: real listeners, and what other systems' tools print.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { test } from 'node:test'
import { startTestServer, temporaryFolder } from '../../api/fixtures/test-server.ts'
import { makeToken, tokenCheck } from '../../api/token.ts'
import { listeningInodes } from './linux-sockets.ts'
import { lsofHolder, netstatPid, portHolder, tasklistName } from './port-holder.ts'

const portOf = (address: AddressInfo | string | null): number =>
  typeof address === 'object' && address !== null ? address.port : 0

test('another nnad is known by what it answers, with a token or without', async (context) => {
  await using open = await startTestServer()
  assert.equal(await portHolder(open.port), 'another nnad 9.8.7')
  const folder = await temporaryFolder()
  context.after(() => folder[Symbol.asyncDispose]())
  await makeToken(folder.path)
  await using closed = await startTestServer({ token: tokenCheck(folder.path) })
  assert.equal(await portHolder(closed.port), 'another nnad')
})

test('another program is named with its process where the system tells', async (context) => {
  const silent = createServer().listen(0, '127.0.0.1')
  const other = createHttpServer((_request, response) => response.end('{"version":7}')).listen(0, '127.0.0.1')
  await Promise.all([once(silent, 'listening'), once(other, 'listening')])
  context.after(() => {
    silent.close()
    other.close()
  })
  const expected =
    process.platform === 'linux'
      ? new RegExp(`^\\S.* \\(process ${process.pid}\\)$`)
      : /^another program$|process/
  for (const server of [silent, other]) assert.match(await portHolder(portOf(server.address())), expected)
})

test('a port that nobody has has no name', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const port = portOf(server.address())
  await new Promise((resolve) => server.close(resolve))
  assert.equal(await portHolder(port), 'another program')
})

test('listening sockets of /proc/net/tcp', () => {
  const table = [
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
    '   0: 0100007F:1F40 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 31415 1 0000 100 0 0 10 0',
    '   1: 0100007F:1F40 0100007F:C350 01 00000000:00000000 00:00000000 00000000  1000        0 27182 1 0000 20 4 30 10 -1',
    '   2: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 16180 1 0000 100 0 0 10 0',
  ].join('\n')
  assert.deepEqual(listeningInodes(table, 8000), ['31415'])
  assert.deepEqual(listeningInodes(table, 22), ['16180'])
  assert.deepEqual(listeningInodes(table, 80), [])
})

test('lsof, netstat and tasklist, as macOS and Windows print them', () => {
  assert.equal(lsofHolder('p4711\ncPython\nf3\n'), 'Python (process 4711)')
  assert.equal(lsofHolder(''), undefined)
  const listing = [
    'Aktive Verbindungen',
    '',
    '  Proto  Lokale Adresse         Remoteadresse          Status           PID',
    '  TCP    127.0.0.1:18000        0.0.0.0:0              ABHÖREN          1',
    '  TCP    127.0.0.1:8000         127.0.0.1:50000        HERGESTELLT      2',
    '  TCP    127.0.0.1:8000         0.0.0.0:0              ABHÖREN          4711',
  ].join('\r\n')
  assert.equal(netstatPid(listing, 8000), '4711')
  assert.equal(netstatPid(listing, 9000), undefined)
  assert.equal(tasklistName('\r\n"python.exe","4711","Console","1","20,480 K"\r\n'), 'python.exe')
  assert.equal(tasklistName('INFO: No tasks are running which match the specified criteria.'), undefined)
})
