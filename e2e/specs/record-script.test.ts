// assets/record-jmx.sh: the recorder for machines where nothing may be installed; its files are what `nnad import` reads.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, statSync, truncateSync } from 'node:fs'
import path from 'node:path'
import test, { type TestContext, describe } from 'node:test'
import { type ReplayingNameNode, startNameNode } from '../namenode/replaying-namenode.ts'
import { type RunningCommand, productFolder, startProgram, until } from '../nnad-command.ts'
import { recordedDocuments, temporaryFolder } from '../recordings.ts'
import { assertHolds, contentsOf, digestOf, importedInto } from '../replayed.ts'

const documents = await recordedDocuments('light-2.10-cms', 30)
const script = path.join(productFolder, 'assets/record-jmx.sh')

const isThere = (program: string): boolean =>
  spawnSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' }).status === 0
const missing = ['sh', 'curl', 'gzip'].filter((program) => !isThere(program))
const skip = missing.length > 0 ? `${missing.join(' and ')} missing on this machine` : false

interface Scene {
  readonly namenode: ReplayingNameNode
  readonly folder: string
}

async function scene(context: TestContext, isPretty = true): Promise<Scene> {
  return { namenode: await startNameNode(context, { documents, isPretty }), folder: temporaryFolder(context) }
}

/** Starts the script in a process group of its own, as a terminal does; the group is killed with the test. */
function startScript(
  context: TestContext,
  shell: string,
  args: readonly string[],
  cwd?: string,
): RunningCommand {
  const running = startProgram(shell, args, cwd === undefined ? {} : { cwd }, true)
  context.after(() => {
    if (running.child.exitCode === null && running.child.signalCode === null) signalGroup(running, 'SIGKILL')
  })
  return running
}

function signalGroup({ child }: RunningCommand, signal: NodeJS.Signals): void {
  if (child.pid !== undefined) process.kill(-child.pid, signal)
}

describe('record-jmx.sh', { concurrency: 2 }, () => {
  for (const shell of ['sh', 'dash', 'bash']) {
    const without = skip === false && !isThere(shell) ? `${shell} missing on this machine` : skip
    test(`under ${shell}: every poll is in the file, and imports`, { skip: without }, async (context) => {
      const { namenode, folder } = await scene(context)
      const file = path.join(folder, 'nn1.jsonl.gz')
      const outcome = await startScript(context, shell, [script, namenode.url, '1', '2', file]).outcome
      assert.equal(outcome.code, 0, outcome.stderr)
      const { served } = namenode
      assert.equal(served.length, 2)
      assert.equal(outcome.stdout, `2 polls of ${namenode.url}/jmx recorded in ${file}, 0 failed\n`)
      await assertHolds(file, served)
      assert.equal((await importedInto(path.join(folder, 'data'), file)).added, 2)
      assert.deepEqual(readdirSync(folder).toSorted(), ['data', 'nn1.jsonl.gz'])
    })
  }

  test(
    'names with spaces, quotes and dollars, of the script, its folder and the file',
    { skip },
    async (context) => {
      const { namenode, folder } = await scene(context, false)
      const odd = path.join(folder, `my "tools"; $HOME 'n' * co`)
      mkdirSync(odd)
      const copy = path.join(odd, 'record jmx.sh')
      cpSync(script, copy)
      const names = ['of may.jsonl.gz', `$(date) 'a' "b"; c*.jsonl.gz`, String.raw`back\slash %s.jsonl.gz`]
      for (const name of names) {
        const before = namenode.served.length
        const outcome = await startScript(context, 'sh', [copy, `${namenode.url}/jmx`, '1', '1', name], odd)
          .outcome
        assert.equal(outcome.code, 0, outcome.stderr)
        assert.equal(outcome.stderr, '')
        await assertHolds(path.join(odd, name), namenode.served.slice(before))
      }
      assert.deepEqual(readdirSync(odd).toSorted(), [...names, 'record jmx.sh'].toSorted())
    },
  )

  test('no answer at first: 4 with advice, and no file; wrong usage: 2', { skip }, async (context) => {
    const { namenode, folder } = await scene(context)
    const file = path.join(folder, 'nn1.jsonl.gz')
    for (const status of [401, 404, 500] as const) {
      namenode.fault = { kind: 'status', status }
      const outcome = await startScript(context, 'sh', [script, namenode.url, '1', '2', file]).outcome
      assert.equal(outcome.code, 4)
      assert.match(outcome.stderr, new RegExp(`\\b${status}\\b[^]*: no answer from .*/jmx: check host, port`))
    }
    await namenode.stop()
    assert.equal((await startScript(context, 'sh', [script, namenode.url, '1', '2', file]).outcome).code, 4)
    for (const args of [[], ['nn1:9870']]) {
      const usage = await startScript(context, 'sh', [script, ...args]).outcome
      assert.equal(usage.code, 2)
      assert.match(usage.stderr, /^usage: .*record-jmx\.sh URL /)
    }
    assert.deepEqual(readdirSync(folder), [])
  })

  test(
    'a second recording goes on behind the first, but not behind one that was cut off',
    { skip },
    async (context) => {
      const { namenode, folder } = await scene(context)
      const file = path.join(folder, 'of may.jsonl.gz')
      const args = [script, namenode.url, '1', '1', file]
      for (let run = 0; run < 2; run += 1)
        assert.equal((await startScript(context, 'sh', args).outcome).code, 0)
      await assertHolds(file, namenode.served)
      truncateSync(file, statSync(file).size - 1000)
      const refused = await startScript(context, 'sh', args).outcome
      assert.equal(refused.code, 2)
      assert.match(refused.stderr, /of may\.jsonl\.gz was cut off, .*: record into another file\n$/)
      assert.equal(namenode.requests.length, 2)
    },
  )

  test('a NameNode that fails in between: counted, and recording goes on', { skip }, async (context) => {
    const { namenode, folder } = await scene(context)
    const file = path.join(folder, 'nn1.jsonl.gz')
    const running = startScript(context, 'sh', [script, namenode.url, '1', '4', file])
    await until('the first poll', () => namenode.served.length === 1)
    namenode.fault = { kind: 'cut off' }
    await until('a poll that is cut off', () => namenode.requests.length === 2)
    namenode.fault = undefined
    const outcome = await running.outcome
    assert.equal(outcome.code, 0)
    const polls = namenode.served.length
    assert.ok(polls >= 2)
    assert.ok(outcome.stdout.startsWith(`${polls} polls of `))
    assert.ok(outcome.stdout.endsWith(`, ${namenode.requests.length - polls} failed\n`))
    assert.ok(namenode.requests.length > polls)
    await assertHolds(file, namenode.served)
  })

  for (const [signal, title] of [
    ['SIGINT', 'Ctrl+C ends it cleanly'],
    ['SIGKILL', 'kill -9 loses no poll'],
  ] as const) {
    test(title, { skip }, async (context) => {
      const { namenode, folder } = await scene(context)
      const file = path.join(folder, 'nn1.jsonl.gz')
      const running = startScript(context, 'sh', [script, namenode.url, '1', '60', file])
      await until('two polls', () => namenode.served.length === 2)
      await new Promise((resolve) => setTimeout(resolve, 300))
      signalGroup(running, signal)
      const outcome = await running.outcome
      assert.equal(outcome.code, signal === 'SIGINT' ? 0 : null)
      const { documents: found } = await contentsOf(file)
      // The one under way was perhaps sent, and not yet written.
      assert.ok(namenode.served.length - found.length <= 1)
      assert.deepEqual(
        found.map(({ jmx }) => digestOf(jmx)),
        namenode.served.slice(0, found.length).map(digestOf),
      )
      if (signal === 'SIGINT') assert.deepEqual(readdirSync(folder), ['nn1.jsonl.gz'])
    })
  }
})
