// `nnad watch`: NameNodes added, tested, listed, paused and removed on a command line, and read by `nnad serve`.
import assert from 'node:assert/strict'
import path from 'node:path'
import test from 'node:test'
import { startNameNode } from '../namenode/replaying-namenode.ts'
import { printed, runNnad, startNnad, until } from '../nnad-command.ts'
import { recordedDocuments, temporaryFolder } from '../recordings.ts'
import { documentCount } from '../store-contents.ts'

const documents = await recordedDocuments('day-a', 60)

test('what is added while nnad serve runs is read by it, until it is paused', async (context) => {
  const namenode = await startNameNode(context, { documents })
  const data = path.join(temporaryFolder(context), 'data')
  const server = startNnad(context, ['serve', '--port', '0', '--data', data])
  await printed(server, /nnad serves at/)
  const run = (...args: string[]) => runNnad(['watch', ...args, '--data', data])
  const added = await run('add', namenode.url, '--name', 'lab', '--every', '100ms')
  assert.match(added.stdout, /^Watch 1 "lab" added/)
  await until('documents', () => documentCount(data) > 3)
  const { stdout } = await run()
  assert.match(stdout, /^1 +lab +http:\/\/127\.0\.0\.1:\d+ +0\.1 s +1 +\d{4}-/m)
  assert.match((await run('pause', '1')).stdout, /^Watch 1 paused\.$/m)
  assert.match((await run('list')).stdout, / paused$/m)
  server.child.kill('SIGINT')
  assert.equal((await server.outcome).code, 0)
  assert.match((await run('remove', '1')).stdout, /^Watch 1 removed\.$/m)
  assert.match((await run()).stdout, /^Nothing is watched yet/)
})

test('a test says who answers, or why nobody does', async (context) => {
  const namenode = await startNameNode(context, { documents })
  const data = path.join(temporaryFolder(context), 'data')
  const run = (...args: string[]) => runNnad(['watch', 'test', ...args, '--data', data])
  const good = await run(namenode.url)
  assert.equal(good.code, 0, good.stderr)
  assert.match(
    good.stdout,
    /^http:\/\/127\.0\.0\.1:\d+\/jmx: \S+:\d+, active, Hadoop 3\.4\.3; .* ms, .* kB$/m,
  )
  const bad = await run(namenode.url, 'http://127.0.0.1:1')
  assert.equal(bad.code, 4)
  assert.match(bad.stdout, /^http:\/\/127\.0\.0\.1:1\/jmx could not be reached: nothing listens/m)
  assert.match(bad.stderr, /^nnad: 1 of 2 addresses cannot be read yet/)
})

test('wrong usage is told with what was wanted', async () => {
  const refused = async (code: number, text: RegExp, ...args: string[]) => {
    const outcome = await runNnad(['watch', ...args])
    assert.deepEqual([outcome.code, text.test(outcome.stderr)], [code, true], outcome.stderr)
  }
  await refused(2, /missing required argument 'url'/, 'add')
  await refused(2, /Wanted a user for --auth basic, got none/, 'test', 'nn1', '--auth', 'basic')
  await refused(2, /Allowed choices are none, simple/, 'test', 'nn1', '--auth', 'magic')
  await refused(2, /64 hex digits/, 'test', 'nn1', '--fingerprint', 'ab')
  await refused(2, /Wanted a whole number from 1 on/, 'remove', 'nn1')
})
