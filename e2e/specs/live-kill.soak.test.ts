// kill -9 of `nnad serve` while it watches an HA pair, imports and trains: at most the poll under way is lost, the next start
// is clean, and in the end all is as if nothing had been. NNAD_SOAK=1 kills 200 times.
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import test from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { WatchInput } from '../../src-shared/contract/watches.ts'
import { eventuallyPasses } from '../app/eventually.ts'
import { lightFile } from '../light-recording.ts'
import { runNnad } from '../nnad-command.ts'
import { temporaryFolder } from '../recordings.ts'
import { assertSame, storeContents } from '../store-contents.ts'
import { accountOf } from '../live/accounts.ts'
import { assertIntact, keptSerials, writeDump } from '../live/kept-documents.ts'
import { startNameNodes } from '../live/namenodes.ts'
import { serveNnad } from '../live/served-nnad.ts'

const isSoak = process.env['NNAD_SOAK'] === '1'
const kills = isSoak ? 200 : 10
/** After the first poll, ms. */
const latestKill = isSoak ? 2500 : 700
/** A busy machine takes its time to poll, ms. */
const longestStart = 60_000

/** Not what is said of a NameNode: on a busy machine one answers late. */
const isTrouble = (line: string): boolean => line !== '' && !line.startsWith('http://127.0.0.1:')

/** Everything as often as it can be. */
const settings = {
  'namenode.poll_interval_seconds': 0.06,
  'scheduler.process_interval_seconds': 0.5,
  'scheduler.inference_interval_minutes': 0.01,
  'model.epochs': 20,
}

test(`kill -9 of a watch ${kills} times`, async (context) => {
  const folder = temporaryFolder(context)
  const data = path.join(folder, 'data')
  mkdirSync(data)
  writeFileSync(path.join(data, 'settings.json'), JSON.stringify(settings))
  await using namenodes = await startNameNodes({
    nodes: 2,
    recording: 'day-a',
    documents: 400,
    isOneCluster: true,
  })
  const lostAt: number[] = []
  const keptAt: number[] = []
  let lost = new Set<number>()
  for (let kill = 0; kill <= kills; kill += 1) {
    const nnad = await serveNnad(context, data)
    if (kill === 0)
      await nnad.call('POST', '/watches', WatchInput.parse({ name: 'nn0.soak', urls: namenodes.urls }))
    const busy = [
      nnad.call('POST', '/imports', { paths: [lightFile] }).catch(() => undefined),
      nnad
        .call('POST', '/model/train', { from_ts: 0, to_ts: 4e12, draft: true }, { prefer: 'respond-async' })
        .catch(() => undefined),
    ]
    // Some kills come with the first poll, most when some were kept: a node is polled again when its poll before is kept.
    const before = await namenodes.polls(1)
    const wanted = kill % 4 === 3 ? 1 : 3
    await eventuallyPasses(
      () => namenodes.polls(1),
      (polls) => assert.ok(polls >= before + wanted),
      longestStart,
    )
    await wait(Math.random() * latestKill)
    nnad.running.child.kill('SIGKILL')
    const { stderr } = await nnad.running.outcome
    assert.deepEqual(stderr.split('\n').filter(isTrouble), [], 'the start was clean')
    await Promise.all(busy)
    assertIntact(data)
    const served = await Promise.all([0, 1].map((node) => namenodes.served(node)))
    const account = accountOf(served, keptSerials(data))
    const now = new Set(account.lost)
    const fresh = [...now].filter((serial) => !lost.has(serial))
    // Of each node the poll that was under way.
    assert.ok(fresh.length <= served.length, `${fresh.length} documents were lost by one kill`)
    for (const serial of fresh)
      assert.ok(
        served.some(({ whole }) => whole.at(-1) === serial),
        `${serial} was not the last poll`,
      )
    lost = now
    lostAt.push(fresh.length)
    keptAt.push(account.kept)
  }
  assert.ok((keptAt.at(-1) ?? 0) > kills, 'there was something to lose')
  context.diagnostic('kills | clean starts | documents kept | polls lost: none/one/two of two nodes')
  const times = [0, 1, 2].map((count) => lostAt.filter((one) => one === count).length)
  context.diagnostic(`${kills} | ${kills} | ${keptAt.at(-1) ?? 0} | ${times.join('/')}`)

  // The start after the last kill derives what was pending.
  const sources = await runNnad(['sources', '--data', data])
  assert.deepEqual([sources.code, sources.stderr], [0, ''])
  const dump = path.join(folder, 'kept.jsonl.zst')
  writeDump(data, dump)
  const again = path.join(folder, 'again')
  const outcome = await runNnad(['import', dump, '--data', again])
  assert.equal(outcome.code, 0, outcome.stderr)
  assertSame(storeContents(data), storeContents(again), ['samples', 'signals', 'buckets', 'nodes'])
})
