// Watches over real NameNodes: what is polled when, how failures look, and what people change meanwhile.
import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { HaPair } from '../../../e2e/namenode/edited-documents.ts'
import { type ReplayingNameNode, startNameNode } from '../../../e2e/namenode/replaying-namenode.ts'
import { recordedDocuments, temporaryFolder } from '../../../e2e/recordings.ts'
import { storeContents } from '../../../e2e/store-contents.ts'
import { type NodeStatus, WatchInput } from '../../../src-shared/contract/watches.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { mapSecrets, testHost } from '../fixtures/test-host.ts'
import type { Host } from '../host.ts'
import { Settings } from '../settings.ts'
import { openDatabase } from '../store/database.ts'
import { lockAlone } from '../store/folder-lock.ts'
import { Watches } from './watches.ts'

const documents = await recordedDocuments('day-a', 100)
const starting = await recordedDocuments('light-3.4-g1')

interface Service {
  readonly watches: Watches
  readonly folder: string
  readonly settings: Settings
  readonly log: readonly string[]
  /** The first watch's addresses as they stand. */
  readonly nodes: () => Promise<readonly NodeStatus[]>
}

/** A service on a folder of its own, stopped with the test. */
function service(context: TestContext, own: Partial<Host> = {}, folder = temporaryFolder(context)): Service {
  const db = openDatabase(folder)
  const settings = new Settings(folder)
  settings.update({ 'namenode.poll_interval_seconds': 0.05 })
  const log: string[] = []
  const host = testHost({
    clock: { now: () => Date.now() },
    dataFolder: folder,
    log: (message, error) =>
      log.push([message, ...(error instanceof Error ? [error.message] : [])].join(' ')),
    ...own,
  })
  const watches = new Watches({ db, host, settings })
  context.after(async () => {
    await watches.stop()
    db.close()
  })
  return { watches, folder, settings, log, nodes: async () => (await watches.list())[0]?.nodes ?? [] }
}

const input = (urls: readonly string[], more: object = {}): WatchInput =>
  WatchInput.parse({ name: 'nn1', urls, ...more })

/** Waits until something holds; fails after 20 s. */
async function until(what: string, holds: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = performance.now() + 20_000
  while (!(await holds())) {
    assert.ok(performance.now() < deadline, `waited 20 s in vain: ${what}`)
    await wait(10)
  }
}

const isDeclared = (code: string, text: RegExp) => (error: unknown) =>
  error instanceof DeclaredError && error.code === code && text.test(error.message)

const polls = (namenode: ReplayingNameNode): number => namenode.served.length

test('a watch that is added is polled at once; rows come when they are processed', async (context) => {
  const namenode = await startNameNode(context, { documents })
  const { watches, folder, nodes } = service(context)
  watches.start()
  const added = await watches.add(input([namenode.url]))
  assert.deepEqual([added.id, added.paused, added.secret, added.nodes.length], [1, false, null, 1])
  await until('ten documents', async () => ((await nodes())[0]?.documents ?? 0) >= 10)
  const [status = assert.fail()] = await nodes()
  const { url, state, node, haState, problem, requests, failures } = status
  assert.deepEqual([url, state, haState, problem, failures], [`${namenode.url}/jmx`, 'ok', 'active', null, 0])
  assert.match(node ?? '', /:8020$/)
  assert.notEqual(requests, null)
  assert.ok((status.answerBytes ?? 0) > 10_000 && (status.answerMs ?? -1) >= 0)
  assert.ok((status.lastGoodAt ?? 0) > Date.now() - 5000 && (status.nextPollAt ?? 1) > 0)
  await watches.process()
  assert.ok(storeContents(folder).samples.length >= 5)
  assert.equal((await watches.list())[0]?.sourceId, 1)
})

test('while others store documents for long, processing says that it waits', async (context) => {
  const namenode = await startNameNode(context, { documents })
  const { watches, folder, nodes } = service(context)
  watches.start()
  await watches.add(input([namenode.url]))
  await until('a document', async () => ((await nodes())[0]?.documents ?? 0) > 0)
  const lock = lockAlone(folder, 'import') ?? assert.fail('the lock is taken')
  const soon = setTimeout(() => lock.release(), 500)
  await watches.process()
  const again = lockAlone(folder, 'import') ?? assert.fail('the lock is taken')
  await assert.rejects(watches.process(), isDeclared('BUSY', /^An import or a fetch is under way/))
  again.release()
  clearTimeout(soon)
})

test('the end processes what is pending; nothing is polled any more', async (context) => {
  const namenode = await startNameNode(context, { documents })
  const { watches, folder, nodes } = service(context)
  watches.start()
  await watches.add(input([namenode.url]))
  await until('documents', async () => ((await nodes())[0]?.documents ?? 0) >= 5)
  await watches.stop()
  const served = polls(namenode)
  const contents = storeContents(folder)
  assert.ok(contents.samples.length >= 4)
  assert.match(contents.nodes[0] ?? '', /"derived_from":null/)
  await wait(200)
  assert.equal(polls(namenode), served)
})

test('asleep nothing is polled and nothing is pending; awake it is polled at once', async (context) => {
  const namenode = await startNameNode(context, { documents })
  const { watches, folder, nodes, settings } = service(context)
  watches.start()
  await watches.add(input([namenode.url]))
  await until('documents', async () => ((await nodes())[0]?.documents ?? 0) >= 5)
  settings.update({ 'namenode.poll_interval_seconds': 60 })
  await watches.sleep()
  const served = polls(namenode)
  const contents = storeContents(folder)
  assert.ok(contents.samples.length >= 4)
  assert.match(contents.nodes[0] ?? '', /"derived_from":null/)
  await wait(200)
  assert.equal(polls(namenode), served)
  await watches.wake()
  await until('a poll', () => polls(namenode) > served)
  // A wake while it goes to sleep is none too early.
  settings.update({ 'namenode.poll_interval_seconds': 0.05 })
  const before = polls(namenode)
  await Promise.all([watches.sleep(), watches.wake()])
  await until('another poll', () => polls(namenode) > before)
})

test('pausing, resuming, editing, removing and restoring count at once', async (context) => {
  const [one, two] = [
    await startNameNode(context, { documents }),
    await startNameNode(context, { documents }),
  ]
  const { watches, nodes } = service(context)
  watches.start()
  await watches.add(input([one.url]))
  await until('polls', () => polls(one) > 3)
  assert.equal((await watches.update(1, { paused: true })).nodes[0]?.state, 'paused')
  const paused = polls(one)
  await wait(200)
  assert.equal(polls(one), paused)
  assert.equal((await watches.update(1, { paused: false })).paused, false)
  await until('polls again', () => polls(one) > paused)
  const edited = await watches.update(1, { urls: [two.url], pollSeconds: 0.02 })
  assert.deepEqual([edited.urls, edited.pollSeconds, edited.name], [[two.url], 0.02, 'nn1'])
  const before = polls(one)
  await until('polls of the other', () => polls(two) > 3)
  assert.ok(polls(one) <= before)
  await watches.remove(1)
  assert.deepEqual(await watches.list(), [])
  const removed = polls(two)
  await assert.rejects(watches.update(1, { paused: true }), isDeclared('NOT_FOUND', /was removed/))
  assert.equal((await watches.restore(1)).id, 1)
  await until('polls after the restore', () => polls(two) > removed)
  assert.equal((await nodes()).length, 1)
})

test('what another process changes in the folder is taken over', async (context) => {
  const namenode = await startNameNode(context, { documents })
  const folder = temporaryFolder(context)
  const { watches } = service(context, {}, folder)
  watches.start()
  const { watches: elsewhere } = service(context, {}, folder)
  await elsewhere.add(input([namenode.url]))
  assert.equal((await elsewhere.list())[0]?.nodes[0]?.state, 'waiting')
  await until('polls', () => polls(namenode) > 2)
})

test('a NameNode that fails is asked less and less often, and as ever once it answers', async (context) => {
  const namenode = await startNameNode(context, { documents })
  const { watches, nodes, log } = service(context)
  watches.start()
  await watches.add(input([namenode.url], { pollSeconds: 0.02 }))
  await until('polls', () => polls(namenode) > 3)
  await namenode.stop()
  await until('failures', async () => ((await nodes())[0]?.failures ?? 0) >= 6)
  const [failing = assert.fail()] = await nodes()
  assert.deepEqual([failing.state, failing.problem?.kind], ['failing', 'refused'])
  assert.ok((failing.nextPollAt ?? 0) - (failing.lastPollAt ?? 0) > 60, 'the distance has grown')
  await namenode.start()
  await until('good polls', async () => (await nodes())[0]?.state === 'ok')
  const [good = assert.fail()] = await nodes()
  assert.deepEqual([good.failures, good.problem], [0, null])
  const lines = log.filter((line) => line.startsWith(`${namenode.url}/jmx: `))
  assert.equal(lines.length, 2, lines.join('\n'))
  assert.match(lines[1] ?? '', /answers again after \d+ failed polls$/)
})

test('one request at a time: a slow NameNode is not asked again before it has answered', async (context) => {
  const namenode = await startNameNode(context, { documents })
  namenode.fault = { kind: 'slow', ms: 300 }
  const { watches } = service(context)
  watches.start()
  await watches.add(input([namenode.url], { requests: 'full', pollSeconds: 0.02 }))
  await until('a poll', () => namenode.requests.length > 0)
  await wait(200)
  assert.equal(namenode.requests.length, 1)
})

test('a NameNode that starts is said to; its rows begin with its RPC beans', async (context) => {
  const namenode = await startNameNode(context, { documents: starting })
  const { watches, nodes } = service(context)
  watches.start()
  namenode.fault = { kind: 'starting' }
  await watches.add(input([namenode.url]))
  await until('the state', async () => (await nodes())[0]?.state === 'starting')
  assert.equal((await watches.list())[0]?.sourceId, null)
  namenode.fault = undefined
  await until('the state', async () => (await nodes())[0]?.state === 'ok')
})

test('a clock that is set back a little: documents wait until it has passed the latest one', async (context) => {
  const namenode = await startNameNode(context, { documents })
  let shift = 0
  const clock = { now: () => Date.now() + shift }
  const { watches, folder, nodes } = service(context, { clock })
  watches.start()
  await watches.add(input([namenode.url]))
  await until('documents', async () => ((await nodes())[0]?.documents ?? 0) > 3)
  shift = -30_000
  await until('the problem', async () => (await nodes())[0]?.problem?.kind === 'clock')
  assert.equal((await nodes())[0]?.state, 'ok')
  const waiting = storeContents(folder).documents.length
  shift = 0
  await until('documents', () => storeContents(folder).documents.length > waiting)
  await until('no problem', async () => (await nodes())[0]?.problem === null)
})

test('an HA pair is one watch and one source, a node each', async (context) => {
  const pair = new HaPair('nn1')
  const start = (name: string) => startNameNode(context, { documents, node: { name, pair } })
  const [one, two] = [await start('nn1'), await start('nn2')]
  const { watches, folder, nodes } = service(context)
  watches.start()
  await watches.add(input([one.url, two.url]))
  const states = async () => (await nodes()).map(({ haState }) => haState)
  await until('both states', async () => (await states()).join() === 'active,standby')
  pair.active = 'nn2'
  await until('the failover', async () => (await states()).join() === 'standby,active')
  await wait(200)
  await watches.process()
  const { nodes: stored, samples } = storeContents(folder)
  assert.equal(stored.length, 2)
  assert.equal(samples.filter((row) => row.includes('"break":"ha-change"')).length, 2)
})

test('the setting of the original is a watch of its own, once; removing it empties the setting', async (context) => {
  const namenode = await startNameNode(context, { documents })
  const folder = temporaryFolder(context)
  const { watches, settings } = service(context, {}, folder)
  settings.update({ 'namenode.jmx_url': `${namenode.url}/jmx` })
  watches.start()
  await until('polls', () => polls(namenode) > 1)
  await watches.stop()
  watches.start()
  const list = await watches.list()
  assert.deepEqual(
    list.map(({ name, urls }) => [name, urls]),
    [[namenode.host, [`${namenode.url}/jmx`]]],
  )
  await watches.remove(1)
  assert.equal(settings.all()['namenode.jmx_url'], '')
})

test('the setting does not bring back an address that its watch was moved away from', async (context) => {
  const { watches, settings } = service(context)
  settings.update({ 'namenode.jmx_url': 'http://nn1:9870' })
  watches.start()
  await watches.update(1, { name: 'moved', urls: ['http://nn1:9870', 'http://nn2:9870'] })
  assert.equal(settings.all()['namenode.jmx_url'], 'http://nn1:9870')
  await watches.update(1, { urls: ['https://nn1:9871'] })
  assert.equal(settings.all()['namenode.jmx_url'], '')
})

test('a setting that is no address is logged, and stops nothing', (context) => {
  const { watches, settings, log } = service(context)
  settings.update({ 'namenode.jmx_url': 'ftp://nn1' })
  watches.start()
  assert.match(log.join(), /^The setting namenode\.jmx_url is not watched: Wanted a NameNode's address/)
})

test('addresses and names are checked', async (context) => {
  const { watches } = service(context)
  await watches.add(input(['http://nn1:9870']))
  const refused = (urls: readonly string[], text: RegExp, name = 'other') =>
    assert.rejects(watches.add(input(urls, { name })), isDeclared('BAD_INPUT', text))
  await refused(['ftp://nn2'], /Wanted a NameNode's address/)
  await refused(['http://me:secret@nn2:9870'], /^Wanted an address without user and password(?!.*secret:)/)
  await refused(['nn2:9870', 'http://nn2:9870/jmx'], /got http:\/\/nn2:9870\/jmx twice/)
  await refused(['nn1:9870'], /is read by watch 1 "nn1" already/)
  await refused(['nn2:9870'], /^Wanted a name of its own/, 'NN1')
  await assert.rejects(watches.update(9, {}), isDeclared('NOT_FOUND', /no watch 9/))
  await watches.remove(1)
  await watches.add(input(['http://nn1:9870'], { name: 'again' }))
  await assert.rejects(watches.restore(1), isDeclared('BAD_INPUT', /is read by watch 2 "again" already/))
})

test('a test asks each address once and keeps nothing; different clusters are told', async (context) => {
  const one = await startNameNode(context, { documents })
  const other = await startNameNode(context, { documents: starting })
  const { watches, folder } = service(context)
  const tested = (urls: readonly string[]) =>
    watches.test({ watch: input(urls), id: undefined, secret: undefined })
  const good = await tested([one.url])
  const { problem, node, cluster, haState, version } = good.addresses[0] ?? assert.fail()
  assert.deepEqual([good.problem, problem, haState, version], [null, null, 'active', '3.4.3'])
  assert.match(`${node} ${cluster}`, /:8020 CID-.*\/BP-/)
  const both = await tested([one.url, other.url, 'http://127.0.0.1:1'])
  assert.equal(both.problem?.kind, 'different-clusters')
  assert.equal(both.addresses[2]?.problem?.kind, 'refused')
  assert.equal((await tested([one.url, `${one.url}/jmx?`])).problem?.kind, 'same-node')
  assert.deepEqual(storeContents(folder).documents, [])
  assert.deepEqual(await watches.list(), [])
})

test('a secret is said to be set or not, never its value; a new watch begins without one', async (context) => {
  const kept = new Map([['watch-1', 'of another life']])
  const secrets = mapSecrets(kept)
  const { watches } = service(context, { secrets })
  const authentication = { kind: 'basic', user: 'me' }
  const added = await watches.add(input(['http://nn1:9870'], { authentication }))
  assert.deepEqual(added.secret, { name: 'watch-1', isSet: false })
  await secrets.write('watch-1', 'hunter2')
  const [listed] = await watches.list()
  assert.deepEqual(listed?.secret, { name: 'watch-1', isSet: true })
  assert.doesNotMatch(JSON.stringify(listed), /hunter2/)
})

test('a kept secret is for the hosts it was given for: a new host forgets it, a test of one goes without', async (context) => {
  const namenode = await startNameNode(context, { documents })
  const kept = new Map<string, string>()
  const secrets = mapSecrets(kept)
  const { watches } = service(context, { secrets })
  const authentication = { kind: 'bearer' }
  const { id } = await watches.add(input(['http://nn1:9870'], { authentication }))
  await secrets.write('watch-1', 'hunter2')
  await watches.test({ watch: input([namenode.url], { authentication }), id, secret: undefined })
  assert.equal(namenode.authorization, undefined)
  const renamed = await watches.update(id, { urls: ['http://nn1:9870/jmx'] })
  assert.equal(renamed.secret?.isSet, true)
  const moved = await watches.update(id, { urls: ['http://nn1:9870', namenode.url] })
  assert.equal(moved.secret?.isSet, false)
})

test('a secret of the environment keeps its watch where it is', async (context) => {
  const read = (name: string) => Promise.resolve(name === 'watch-1' ? 'hunter2' : undefined)
  const { watches } = service(context, { secrets: { ...testHost().secrets, read } })
  const { id } = await watches.add(input(['http://nn1:9870'], { authentication: { kind: 'bearer' } }))
  await assert.rejects(watches.update(id, { urls: ['http://nn2:9870'] }), {
    code: 'FORBIDDEN',
    message: /NNAD_SECRET_WATCH_1 gave for another place: add another watch/,
  })
  assert.deepEqual((await watches.list())[0]?.urls, ['http://nn1:9870'])
})
