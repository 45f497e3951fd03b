// `nnad serve`: where it listens, by its options and by the settings.
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { once } from 'node:events'
import path from 'node:path'
import test, { type TestContext } from 'node:test'
import { printed, runNnad, startNnad } from '../nnad-command.ts'
import { temporaryFolder } from '../recordings.ts'

/** A port that nobody listens on right now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : assert.fail()
}

function folderWith(context: TestContext, settings: object): string {
  const data = path.join(temporaryFolder(context), 'data')
  mkdirSync(data)
  writeFileSync(path.join(data, 'settings.json'), JSON.stringify(settings))
  return data
}

/** Where a started server says it is; it is ended then. */
async function servedAt(context: TestContext, args: readonly string[]): Promise<string> {
  const server = startNnad(context, ['serve', ...args])
  const text = await printed(server, /nnad serves at \S+,/)
  server.child.kill('SIGINT')
  assert.equal((await server.outcome).code, 0)
  return /at (\S+),/.exec(text)?.[1] ?? ''
}

test('the settings say where, options win over them', async (context) => {
  const port = await freePort()
  const data = folderWith(context, { 'server.port': port, 'server.host': 'localhost' })
  assert.equal(await servedAt(context, ['--data', data]), `http://localhost:${String(port)}`)
  const other = await servedAt(context, ['--data', data, '--port', '0', '--host', '127.0.0.1'])
  assert.match(other, /^http:\/\/127\.0\.0\.1:\d+$/)
  assert.notEqual(other, `http://127.0.0.1:${String(port)}`)
})

test('an address of the network wants its names, wherever it was set', async (context) => {
  const data = folderWith(context, { 'server.host': '0.0.0.0', 'server.port': 0 })
  const { code, stderr } = await runNnad(['serve', '--data', data])
  assert.equal(code, 2)
  assert.match(
    stderr,
    /nnad: Wanted the names by which the network calls this server, got none for 0\.0\.0\.0/,
  )
})

test('the help says which settings the defaults are', async () => {
  const { stdout } = await runNnad(['serve', '--help'])
  assert.match(stdout, /server\.port/)
  assert.match(stdout, /server\.host/)
})
