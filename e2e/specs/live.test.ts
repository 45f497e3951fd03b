// `nnad serve` watches an HA pair: from the first poll to the incident that somebody is told of, over a failover and a restart.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import path from 'node:path'
import test, { type TestContext, after, before } from 'node:test'
import type { IncidentHead } from '../../src-shared/contract/incidents.ts'
import type { Model } from '../../src-shared/contract/models.ts'
import type { Monitoring, RoleStatus } from '../../src-shared/contract/monitoring.ts'
import type { History } from '../../src-shared/contract/samples.ts'
import { type AddressTest, type Watch, WatchInput } from '../../src-shared/contract/watches.ts'
import { eventuallyPasses } from '../app/eventually.ts'
import { type NameNodes, startNameNodes } from '../live/namenodes.ts'
import { type ServedNnad, serveNnad } from '../live/served-nnad.ts'
import { recordBefore } from '../live/recorded-before.ts'
import { runNnad } from '../nnad-command.ts'
import { temporaryFolder } from '../recordings.ts'

/** day-a is healthy up to here (index of the document); then comes a storm of content summaries. */
const firstFault = 1117
/** Rows before the fault: recorded before the watch, and watched. */
const healthy = { recorded: 300, watched: 120 }
/** From row to row, ms. */
const spacing = 40

/** A busy machine polls slower than it is told to, ms. */
const slow = 60_000

/** Intervals of seconds and minutes, two hundred times shorter. */
const settings = {
  'namenode.poll_interval_seconds': spacing / 1000,
  'scheduler.process_interval_seconds': 0.2,
  'scheduler.inference_interval_minutes': 0.005,
  'scheduler.retrain_cron': '',
  // Short windows: on a busy machine polls are late, and late ones are gaps.
  'model.sequence_length': 8,
  'model.epochs': 30,
  'notify.webhook': 'json',
}

let namenodes: NameNodes
before(async () => {
  namenodes = await startNameNodes({
    nodes: 2,
    recording: 'day-a',
    documents: firstFault + 60,
    isOneCluster: true,
    start: firstFault - healthy.recorded - healthy.watched,
  })
})
after(() => namenodes[Symbol.asyncDispose]())

function newData(context: TestContext): string {
  const data = path.join(temporaryFolder(context), 'data')
  mkdirSync(data)
  writeFileSync(path.join(data, 'settings.json'), JSON.stringify(settings))
  return data
}

interface Receiver {
  readonly url: string
  readonly bodies: string[]
}

/** Takes what a webhook sends. */
async function webhookReceiver(context: TestContext): Promise<Receiver> {
  const bodies: string[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (piece: string) => (body += piece))
    request.on('end', () => {
      bodies.push(body)
      response.end()
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  context.after(() => server.close())
  const address = server.address()
  return { url: `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}/hook`, bodies }
}

const rowsNeeded = async (nnad: ServedNnad): Promise<number> =>
  (await nnad.call<{ rows_needed: number }>('GET', '/model/status')).rows_needed

async function roleOf(nnad: ServedNnad, haState: string): Promise<RoleStatus | undefined> {
  const { sources } = await nnad.call<Monitoring>('GET', '/monitoring')
  return sources[0]?.roles.find((role) => role.haState === haState)
}

const incidents = (nnad: ServedNnad): Promise<IncidentHead[]> => nnad.call('GET', '/incidents')

/** A node that is held serves the same document again and again: nothing new comes. */
const held = (node: number, isHeld: boolean): Promise<void> =>
  namenodes.change(node, { repeatEvery: isHeld ? 1 : 0 })

test('from the first poll to the incident, a failover, and on after a restart', async (context) => {
  const data = newData(context)
  const dump = path.join(data, '..', 'before.jsonl')
  await recordBefore(namenodes.urls[0] ?? '', dump, { count: healthy.recorded, spacing, until: Date.now() })
  assert.equal((await runNnad(['import', dump, '--data', data])).code, 0)
  const receiver = await webhookReceiver(context)
  const env = { NNAD_SECRET_WEBHOOK_URL: receiver.url }
  const nnad = await serveNnad(context, data, env)
  await held(1, true)
  const input = WatchInput.parse({ name: 'pair', urls: namenodes.urls })
  await nnad.call<Watch>('POST', '/watches', input)

  // Rows come, and what is missing for a model counts down; an hour is what the first one wants.
  await eventuallyPasses(
    () => rowsNeeded(nnad),
    (rows) => assert.ok(rows > 0 && rows <= 360 - healthy.recorded),
  )
  const needed: number[] = []
  await eventuallyPasses(
    async () => needed.push(await rowsNeeded(nnad)),
    () => assert.equal(needed.at(-1), 0),
    slow,
  )
  await held(0, true)
  assert.ok(new Set(needed).size > 3, needed.join(' '))
  assert.deepEqual(
    needed,
    needed.toSorted((left, right) => right - left),
  )

  // With these rows the first model is trained, asked by nobody.
  const trained = await eventuallyPasses(
    () => roleOf(nnad, 'active'),
    (role) => assert.notEqual(role?.modelId ?? null, null),
    slow,
  )
  assert.ok(trained?.modelId !== null && trained?.modelId !== undefined)
  assert.deepEqual(await incidents(nnad), [])

  // The recorded fault: an incident opens, is told, and is an anomaly by the original's call.
  await Promise.all([held(0, false), held(1, false)])
  const [incident] = await eventuallyPasses(
    () => incidents(nnad),
    (all) => assert.notEqual(all.length, 0),
    slow,
  )
  assert.equal(incident?.haState, 'active')
  assert.equal(incident.node, 'nn0.soak:8020')
  const { anomalies } = await nnad.call<{ anomalies: { incident_id: number | null }[] }>('GET', '/anomalies')
  assert.ok(anomalies.some(({ incident_id: id }) => id === incident.id))
  await eventuallyPasses(
    () => Promise.resolve(receiver.bodies),
    (bodies) => assert.notEqual(bodies.length, 0),
  )
  assert.match(receiver.bodies[0] ?? '', /nn0\.soak:8020/)

  // The standby, which has no model yet, is not judged by the active's.
  await eventuallyPasses(
    () => nnad.call<History>('GET', '/samples/history?node=nn1.soak:8020'),
    ({ rows }) => assert.ok(rows > 30),
    slow,
  )
  await nnad.call('POST', '/monitoring/run', { stage: 'score' })
  const standby = await roleOf(nnad, 'standby')
  assert.deepEqual([standby?.modelId ?? null, standby?.score ?? null], [null, null])
  assert.ok((await incidents(nnad)).every(({ haState }) => haState === 'active'))

  // Failover: told by the watch, an event of the history.
  await namenodes.change(0, { haState: 'standby' })
  await namenodes.change(1, { haState: 'active' })
  await eventuallyPasses(
    async () => (await nnad.call<Watch[]>('GET', '/watches'))[0]?.nodes.map(({ haState }) => haState),
    (states) => assert.deepEqual(states, ['standby', 'active']),
  )
  await eventuallyPasses(
    () => nnad.call<History>('GET', '/samples/history?node=nn1.soak:8020'),
    ({ events }) => assert.ok(events.some(({ kind }) => kind === 'ha-change')),
  )
  const metrics = await (await fetch(`${nnad.url}/metrics`)).text()
  assert.match(metrics, /^nnad_\w+\{.*\} \d/m)
  assert.equal((await fetch(`${nnad.url}/healthz`)).status, 200)

  // A restart: the model that there is scores at once.
  nnad.running.child.kill('SIGTERM')
  assert.equal((await nnad.running.outcome).code, 0)
  const models = (some: readonly Model[]): string[] => some.map(({ id }) => id)
  const again = await serveNnad(context, data, env)
  const startedAt = Date.now()
  const known = models(await again.call<Model[]>('GET', '/models'))
  await eventuallyPasses(
    () => roleOf(again, 'active'),
    (role) => {
      assert.equal(role?.modelId, trained.modelId)
      assert.ok((role.scoredTo ?? 0) > startedAt)
    },
  )
  assert.deepEqual(models(await again.call<Model[]>('GET', '/models')), known)
})

test('what does not answer as a NameNode is told in words, with the fix', async (context) => {
  const data = newData(context)
  const nnad = await serveNnad(context, data)
  const tested = async (url: string): Promise<string> => {
    const watch = WatchInput.parse({ name: 'test', urls: [url] })
    const { addresses } = await nnad.call<{ addresses: AddressTest[] }>('POST', '/watches/test', { watch })
    const problem = addresses[0]?.problem
    assert.notEqual(problem?.fix ?? '', '')
    return `${problem?.kind ?? ''}: ${problem?.message ?? ''}`
  }
  const [url = ''] = namenodes.urls
  await namenodes.change(0, { fault: { kind: 'html' } })
  assert.match(await tested(url), /^html: /)
  await namenodes.change(0, { fault: { kind: 'status', status: 401 } })
  assert.match(await tested(url), /^unauthorized: /)
  await namenodes.change(0, { fault: { kind: 'status', status: 403 } })
  assert.match(await tested(url), /^forbidden: /)
  await namenodes.change(0, { fault: null, isStarting: true })
  assert.match(await tested(url), /^(starting)?: /)
  await namenodes.stop(0)
  assert.match(await tested(url), /^refused: /)
  await namenodes.start(0)
  await namenodes.change(0, { isStarting: false })
})
