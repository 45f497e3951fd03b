// `nnad record` against a NameNode that replays a recording, in good health and bad.
import assert from 'node:assert/strict'
import { existsSync, readFileSync, statSync, truncateSync } from 'node:fs'
import path from 'node:path'
import test, { type TestContext, describe } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import type { Fault } from '../namenode/answers.ts'
import { type ReplayingNameNode, startNameNode } from '../namenode/replaying-namenode.ts'
import { printed, runNnad, startNnad, until } from '../nnad-command.ts'
import { recordedDocuments, temporaryFolder } from '../recordings.ts'
import { assertHolds, contentsOf, digestOf, importedInto } from '../replayed.ts'

const documents = await recordedDocuments('light-3.3-cms', 60)

interface Scene {
  readonly namenode: ReplayingNameNode
  readonly folder: string
}

async function scene(
  context: TestContext,
  replay: { isPretty?: boolean; speed?: number } = {},
): Promise<Scene> {
  return {
    namenode: await startNameNode(context, { documents, ...replay }),
    folder: temporaryFolder(context),
  }
}

const faults: readonly (readonly [Fault, RegExp])[] = [
  [{ kind: 'status', status: 500 }, /JMX answered 500 at/],
  [{ kind: 'status', status: 401 }, /JMX answered 401 at .*Kerberos/],
  [{ kind: 'cut off' }, /was cut off after \d+ kB/],
  [{ kind: 'empty' }, /answered without beans/],
  [{ kind: 'html' }, /answered without beans/],
  [{ kind: 'slow', ms: 60_000 }, /Wanted the whole answer of .* within 1 s, got nothing \(timeout\)/],
]

const refusals: readonly (readonly [string, Fault, RegExp])[] = [
  [
    '401',
    { kind: 'status', status: 401 },
    /^nnad: JMX answered 401 at .*: it wants Kerberos \(SPNEGO\)\. .*record-jmx\.sh/,
  ],
  ['403', { kind: 'status', status: 403 }, /^nnad: JMX answered 403 at .*: it is for administrators only /],
  [
    '404',
    { kind: 'status', status: 404 },
    /^nnad: JMX answered 404 at .*: there is no such page\. .* the NameNode’s HTTP port: 9870 /,
  ],
  ['500', { kind: 'status', status: 500 }, /^nnad: JMX answered 500 at .*\. See the NameNode’s log\.\n$/],
  ['no beans', { kind: 'empty' }, /^nnad: .* answered without beans of a NameNode: /],
  ['a page', { kind: 'html' }, /^nnad: .* answered without beans: wanted /],
  ['half an answer', { kind: 'cut off' }, /^nnad: The answer of .* was cut off after \d+ kB \(.*\)\. /],
]

describe('record', { concurrency: 2 }, () => {
  for (const [ending, isPretty] of [
    ['jsonl', true],
    ['jsonl.gz', false],
    ['jsonl.zst', true],
  ] as const) {
    test(`.${ending}${isPretty ? ', from pretty-printed answers' : ''}: every poll is in the file, and imports`, async (context) => {
      const { namenode, folder } = await scene(context, { isPretty })
      const file = path.join(folder, `nn1 of may.${ending}`)
      const outcome = await runNnad(['record', namenode.url, '--every', '50ms', '--for', '1s', '-o', file])
      assert.equal(outcome.code, 0, outcome.stderr)
      const { served } = namenode
      assert.ok(served.length >= 5 && served.length <= 20, `${served.length} polls in 1 s at 50 ms`)
      assert.equal(
        outcome.stdout,
        `${served.length} polls of ${namenode.url}/jmx recorded in ${file}, 0 failed\n`,
      )
      await assertHolds(file, served)
      const summary = await importedInto(path.join(folder, 'data'), file)
      assert.deepEqual(
        [summary.found, summary.added, summary.skippedCount],
        [served.length, served.length, 0],
      )
      assert.ok(statSync(file).size < (ending === 'jsonl' ? Infinity : 40_000 * served.length))
    })
  }

  test('a second recording into the same file goes on behind the first', async (context) => {
    const { namenode, folder } = await scene(context)
    for (const ending of ['jsonl', 'jsonl.gz', 'jsonl.zst']) {
      const file = path.join(folder, `dump.${ending}`)
      const before = namenode.served.length
      for (let run = 0; run < 2; run += 1) {
        const outcome = await runNnad([
          'record',
          namenode.url,
          '--every',
          '50ms',
          '--for',
          '200ms',
          '-o',
          file,
        ])
        assert.equal(outcome.code, 0, outcome.stderr)
      }
      await assertHolds(file, namenode.served.slice(before))
    }
  })

  test('a line that was cut off, as by a full disk, costs only itself when recording goes on', async (context) => {
    const { namenode, folder } = await scene(context)
    const file = path.join(folder, 'dump.jsonl')
    const args = ['record', namenode.url, '--every', '50ms', '--for', '200ms', '-o', file]
    await runNnad(args)
    truncateSync(file, statSync(file).size - 1000)
    const lost = namenode.served.length - 1
    await runNnad(args)
    const { documents: found } = await contentsOf(file)
    assert.deepEqual(
      found.map(({ jmx }) => digestOf(jmx)),
      namenode.served.filter((_, index) => index !== lost).map(digestOf),
    )
  })

  for (const ending of ['jsonl.gz', 'jsonl.zst']) {
    test(`a .${ending} that was cut off is not gone on with: what came after could not be read`, async (context) => {
      const { namenode, folder } = await scene(context)
      const file = path.join(folder, `dump.${ending}`)
      const args = ['record', namenode.url, '--every', '50ms', '--for', '200ms', '-o', file]
      await runNnad(args)
      truncateSync(file, statSync(file).size - 1000)
      const size = statSync(file).size
      const refused = await runNnad(args)
      assert.equal(refused.code, 2, refused.stdout)
      assert.match(
        refused.stderr,
        /^nnad: Wanted a whole file to go on with, got .*: record into another file, /,
      )
      assert.equal(statSync(file).size, size)
    })
  }

  test('a NameNode that restarts meanwhile: polls fail, are counted, and recording goes on', async (context) => {
    const { namenode, folder } = await scene(context)
    const file = path.join(folder, 'dump.jsonl.gz')
    const running = startNnad(context, ['record', namenode.url, '--every', '50ms', '--for', '3s', '-o', file])
    await until('the first polls', () => namenode.served.length >= 3)
    await namenode.stop()
    await printed(running, /poll failed: .*could not be reached: .*\(ECONNREFUSED\)/)
    await namenode.start()
    const atStart = namenode.served.length
    await until('polls after the restart', () => namenode.served.length >= atStart + 3)
    const outcome = await running.outcome
    assert.equal(outcome.code, 0, outcome.stderr)
    const failed = Number(/, (\d+) failed\n$/.exec(outcome.stdout)?.[1])
    assert.equal(failed, outcome.stderr.split('\n').length - 1)
    assert.ok(failed > 0)
    // The poll under way when the connections broke was perhaps sent, but not received.
    const { documents: found } = await contentsOf(file)
    assert.ok(namenode.served.length - found.length <= 1)
    assert.match(outcome.stdout, new RegExp(`^${found.length} polls of `))
  })

  test('faults of every kind in between cost their own polls only, and no burst makes up for them', async (context) => {
    const { namenode, folder } = await scene(context)
    const file = path.join(folder, 'dump.jsonl')
    const running = startNnad(context, ['record', namenode.url, '--every', '100ms', '-o', file])
    for (const [fault, says] of faults) {
      const before = namenode.served.length
      await until('good polls', () => namenode.served.length >= before + 2)
      namenode.fault = fault
      await printed(running, says)
      namenode.fault = undefined
    }
    const before = namenode.served.length
    await until('good polls at the end', () => namenode.served.length >= before + 8)
    running.child.kill('SIGINT')
    const outcome = await running.outcome
    assert.equal(outcome.code, 0, outcome.stderr)
    const { documents: found, skipped } = await contentsOf(file)
    assert.deepEqual(skipped, [])
    assert.ok(namenode.served.length - found.length <= 1)
    const gaps = found.slice(1).map(({ time }, index) => time - (found[index]?.time ?? 0))
    assert.ok(Math.max(...gaps) >= 1000, 'the slow answer was waited for')
    const quick = gaps.filter((gap) => gap < 50)
    assert.ok(quick.length <= 3, `polls follow each other after ${quick.join(', ')} ms`)
  })

  for (const [title, fault, says] of refusals) {
    test(`${title} at the first poll: 4, one line, no file`, async (context) => {
      const { namenode, folder } = await scene(context)
      namenode.fault = fault
      const file = path.join(folder, 'dump.jsonl')
      const outcome = await runNnad(['record', namenode.url, '-o', file])
      assert.equal(outcome.code, 4, outcome.stderr)
      assert.match(outcome.stderr, says)
      assert.equal(outcome.stderr.trim().split('\n').length, 1)
      assert.ok(!existsSync(file))
    })
  }

  test('nobody there at the first poll: 4, with the reason', async (context) => {
    const { namenode, folder } = await scene(context)
    await namenode.stop()
    const outcome = await runNnad(['record', namenode.url, '-o', path.join(folder, 'dump.jsonl')])
    assert.equal(outcome.code, 4)
    assert.match(
      outcome.stderr,
      /^nnad: http:\/\/.*\/jmx could not be reached: .*\(ECONNREFUSED\)\. Check the port /,
    )
  })

  for (const [title, form] of [
    ['no scheme and no path', (host: string) => host],
    ['a slash', (host: string) => `http://${host}/`],
    ['the whole path', (host: string) => `http://${host}/jmx`],
    ['a query', (host: string) => `${host}/jmx?qry=Hadoop:*`],
  ] as const) {
    test(`the address with ${title}`, async (context) => {
      const { namenode, folder } = await scene(context)
      const file = path.join(folder, 'dump.jsonl')
      const args = ['record', form(namenode.host), '--every', '1s', '--for', '500ms', '-o', file]
      const outcome = await runNnad(args)
      assert.equal(outcome.code, 0, outcome.stderr)
      assert.deepEqual(namenode.requests, ['/jmx'])
      assert.equal(readFileSync(file, 'utf8').split('\n').length, 2)
    })
  }

  test('user and password go into the header and nowhere else', async (context) => {
    const { namenode, folder } = await scene(context)
    const file = path.join(folder, 'dump.jsonl')
    const every = ['--every', '1s', '--for', '500ms', '-o', file]
    const all = []
    for (const login of ['ops:s3cret%40x', 'ops:s3cret%']) {
      const good = await runNnad(['record', `http://${login}@${namenode.host}`, ...every])
      assert.equal(good.code, 0, good.stderr)
      const sent = Buffer.from(namenode.authorization?.replace('Basic ', '') ?? '', 'base64').toString()
      assert.equal(sent, login.replace('%40', '@'))
      all.push(good)
    }
    namenode.fault = { kind: 'status', status: 401 }
    all.push(await runNnad(['record', `ops:s3cret@${namenode.host}`, ...every]))
    await namenode.stop()
    all.push(await runNnad(['record', `ops:s3cret@${namenode.host}`, ...every]))
    for (const wrong of ['ftp://ops:s3cret@nn1', 'http://ops:s3cret@nn1:port', 'ops:s3cret@nn1:port']) {
      const refused = await runNnad(['record', wrong, ...every])
      assert.equal(refused.code, 2, refused.stderr)
      assert.match(refused.stderr, /^nnad: Wanted a NameNode's address such as /)
      all.push(refused)
    }
    for (const { stdout, stderr } of all) assert.doesNotMatch(stdout + stderr, /s3cret|ops:/)
    assert.doesNotMatch(readFileSync(file, 'utf8'), /s3cret/)
  })

  test('Ctrl+C ends a recording with all polls in the file; while the first answer is awaited, with 130', async (context) => {
    const { namenode, folder } = await scene(context, { speed: 10 })
    const file = path.join(folder, 'dump.jsonl.zst')
    const running = startNnad(context, ['record', namenode.url, '--every', '10s', '-o', file])
    await until('the first poll', () => existsSync(file) && statSync(file).size > 0)
    await wait(100)
    running.child.kill('SIGINT')
    const outcome = await running.outcome
    assert.equal(outcome.code, 0, outcome.stderr)
    assert.match(outcome.stdout, /^1 polls of .* recorded in .*, 0 failed\n$/)
    await assertHolds(file, namenode.served)

    namenode.fault = { kind: 'slow', ms: 60_000 }
    const waiting = startNnad(context, ['record', namenode.url, '-o', path.join(folder, 'other.jsonl')])
    await until('the request', () => namenode.requests.length === 2)
    waiting.child.kill('SIGINT')
    const cancelled = await waiting.outcome
    assert.equal(cancelled.code, 130, cancelled.stderr)
    assert.equal(cancelled.stderr, 'nnad: The recording was cancelled.\n')
  })

  test('a folder instead of a file, or no such folder: said before the first poll', async (context) => {
    const { namenode, folder } = await scene(context)
    for (const file of [folder, path.join(folder, 'missing', 'dump.jsonl')]) {
      const outcome = await runNnad(['record', namenode.url, '-o', file])
      assert.equal(outcome.code, 2, outcome.stderr)
      assert.equal(outcome.stderr.trim().split('\n').length, 1)
    }
    assert.deepEqual(namenode.requests, [])
  })

  for (const ending of ['jsonl', 'jsonl.gz', 'jsonl.zst']) {
    test(`kill -9 of a recording into .${ending}: no poll that was received is lost`, async (context) => {
      const { namenode, folder } = await scene(context)
      const file = path.join(folder, `dump.${ending}`)
      const running = startNnad(context, ['record', namenode.url, '--every', '20ms', '-o', file])
      await until('some polls', () => namenode.served.length >= 12)
      running.child.kill('SIGKILL')
      await running.outcome
      const { documents: found, skipped } = await contentsOf(file)
      // The one under way may have been sent and not yet written, or written in part.
      assert.ok(namenode.served.length - found.length <= 1, `${found.length} of ${namenode.served.length}`)
      assert.ok(skipped.length <= 1)
      assert.deepEqual(
        found.map(({ jmx }) => digestOf(jmx)),
        namenode.served.slice(0, found.length).map(digestOf),
      )
      const summary = await importedInto(path.join(folder, 'data'), file)
      assert.equal(summary.added, found.length)
    })
  }
})
