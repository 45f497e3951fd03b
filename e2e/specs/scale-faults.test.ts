// A Prometheus that is slow, busy, killed or gone in the middle of a fetch, and a fetch that is killed itself: it continues or the
// next one resumes; what is stored in the end is what an undisturbed fetch stores, nothing double and nothing lost.
import assert from 'node:assert/strict'
import path from 'node:path'
import test, { type TestContext, after, before, describe } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { EngineInput } from '../../src-shared/contract/engines.ts'
import type { FetchSummary } from '../../src-shared/contract/fetches.ts'
import type { Fleet } from '../../src-shared/contract/fleets.ts'
import { DeclaredError } from '../../src-shared/errors.ts'
import { testHost } from '../../src-main/core/fixtures/test-host.ts'
import { type Services, createServices } from '../../src-main/core/services.ts'
import { eventuallyPasses } from '../app/eventually.ts'
import { runNnad, startNnad, until } from '../nnad-command.ts'
import { fillBlocks } from '../prometheus/blocks.ts'
import { FaultProxy } from '../prometheus/fault-proxy.ts'
import { fleetText, recordedSeries } from '../prometheus/made-fleet.ts'
import { missingForPrometheus } from '../prometheus/programs.ts'
import { PrometheusServer } from '../prometheus/prometheus-server.ts'
import { scratchFolder } from '../scratch-folder.ts'
import { type StoreContents, assertSame, documentCount, storeContents } from '../store-contents.ts'

const skip = missingForPrometheus()
const hour = 3_600_000
const from = Math.floor(Date.now() / hour) * hour - 7 * hour
const plan = {
  nodes: 2,
  from,
  to: from + 6 * hour,
  spacing: 30_000,
  dialect: 'jmx_exporter',
  faults: [],
} as const
const documents = (plan.nodes * (plan.to - plan.from)) / plan.spacing
/** So few that a fetch takes dozens of requests, and has to learn it from the server's errors. */
const flags = ['--query.max-samples=20000']

const folder = scratchFolder()
let server: PrometheusServer
let whole: StoreContents
/** Requests for ranges of an undisturbed fetch. */
let wholeRanges = 0

let folders = 0
function newData(): string {
  folders += 1
  return path.join(folder.path, `data-${folders}`)
}

async function servicesIn(dataFolder: string): Promise<Services & AsyncDisposable> {
  const services = await createServices(testHost({ dataFolder, clock: { now: () => Date.now() } }))
  return { ...services, [Symbol.asyncDispose]: () => services.close() }
}

/** Fetches everything from what stands at an address; rejects as the fetch does. */
async function fetchAll(services: Services, url: string): Promise<FetchSummary> {
  const known = (await services.engines.list()).find((one) => one.url.startsWith(url))
  const engine = known ?? (await services.engines.add(EngineInput.parse({ name: 'site', url })))
  const range = { from: plan.from, to: plan.to }
  return services.fetches.start({ engine: engine.id, instances: undefined, ...range, step: undefined })
    .outcome
}

const sum = (summary: FetchSummary, of: (node: FetchSummary['nodes'][number]) => number): number =>
  summary.nodes.reduce((total, node) => total + of(node), 0)

async function startProxy(context: TestContext): Promise<FaultProxy> {
  const proxy = await FaultProxy.start(server.url)
  context.after(() => proxy.stop())
  return proxy
}

describe('faults of an engine', { skip }, () => {
  before(async () => {
    await fillBlocks(folder.path, plan, fleetText(await recordedSeries(plan.dialect), plan))
    server = await PrometheusServer.start(folder.path, { flags })
    const proxy = await FaultProxy.start(server.url)
    const data = newData()
    await using services = await servicesIn(data)
    const summary = await fetchAll(services, proxy.url)
    await proxy.stop()
    assert.equal(
      sum(summary, (node) => node.documents),
      documents,
    )
    wholeRanges = proxy.ranges
    assert.ok(wholeRanges >= 12, `an undisturbed fetch takes ${wholeRanges} requests for ranges`)
    whole = storeContents(data)
    assert.equal(new Set(whole.documents).size, documents)
  })
  after(async () => {
    await server.kill()
    folder.remove()
  })

  test('every fourth request fails and every answer is late: the fetch goes on', async (context) => {
    const proxy = await startProxy(context)
    const data = newData()
    await using services = await servicesIn(data)
    proxy.failEvery = 4
    proxy.fault = { kind: 'slow', ms: 100 }
    const summary = await fetchAll(services, proxy.url)
    context.diagnostic(
      `${proxy.requests} requests (${wholeRanges} ranges undisturbed), ${proxy.mostAtOnce} ranges at once at most`,
    )
    assert.equal(
      sum(summary, (node) => node.documents),
      documents,
    )
    assert.ok(proxy.mostAtOnce <= 4, 'no more at once than the limit')
    assertSame(storeContents(data), whole)
  })

  test('answers cut in the middle are asked for again', async (context) => {
    const proxy = await startProxy(context)
    const data = newData()
    await using services = await servicesIn(data)
    proxy.failAfter(5, { kind: 'cut' })
    const fetching = fetchAll(services, proxy.url)
    await until('an answer that was cut', () => proxy.ranges >= 7)
    proxy.heal()
    await fetching
    assertSame(storeContents(data), whole)
  })

  test('the server is killed in the middle and starts again', async (context) => {
    const proxy = await startProxy(context)
    const data = newData()
    await using services = await servicesIn(data)
    const fetching = fetchAll(services, proxy.url).then(
      () => 'continued',
      () => 'failed',
    )
    await until('half of the requests', () => proxy.ranges >= wholeRanges / 2)
    await server.kill()
    await wait(500)
    await server.start()
    const outcome = await fetching
    const again = await fetchAll(services, proxy.url)
    context.diagnostic(
      `the fetch ${outcome}; the next one brought ${sum(again, (node) => node.documents)} documents`,
    )
    assertSame(storeContents(data), whole)
  })

  test('the server is gone from the middle on: the fetch says so, what is stored stays, the next one asks for the rest', async (context) => {
    const proxy = await startProxy(context)
    const data = newData()
    await using services = await servicesIn(data)
    proxy.failAfter(Math.floor(wholeRanges / 2), 'refuse')
    await assert.rejects(fetchAll(services, proxy.url), (error) => {
      context.diagnostic(`it says: ${String(error)}`)
      return error instanceof DeclaredError
    })
    const stored = documentCount(data)
    assert.ok(stored > 0 && stored < documents, `${stored} of ${documents} documents are stored`)
    const before = proxy.ranges
    proxy.heal()
    await proxy.start()
    const rest = await fetchAll(services, proxy.url)
    context.diagnostic(
      `stored ${stored}, then ${sum(rest, (node) => node.documents)} of ${documents} documents`,
    )
    assert.equal(stored + sum(rest, (node) => node.documents), documents)
    assert.ok(proxy.ranges - before < wholeRanges, 'only what is missing is asked for')
    assertSame(storeContents(data), whole)
    const last = await fetchAll(services, proxy.url)
    assert.equal(
      sum(last, (node) => node.documents),
      0,
    )
  })

  test('nnad fetch is killed in the middle: the next one goes on', async (context) => {
    const proxy = await startProxy(context)
    const data = newData()
    const added = await runNnad(['engine', 'add', proxy.url, '--name', 'site', '--data', data])
    assert.equal(added.code, 0, added.stderr)
    const range = ['--from', new Date(plan.from).toISOString(), '--to', new Date(plan.to).toISOString()]
    const fetching = ['fetch', '--engine', 'site', ...range, '--data', data]
    const { child, outcome } = startNnad(context, fetching)
    await eventuallyPasses(
      () => Promise.resolve(documentCount(data)),
      (count) => assert.ok(count > 0, 'something is stored'),
      120_000,
    )
    child.kill('SIGKILL')
    await outcome
    const stored = documentCount(data)
    context.diagnostic(`${stored} of ${documents} documents were stored when it was killed`)
    assert.ok(stored > 0 && stored < documents)
    const again = await runNnad(fetching)
    assert.equal(again.code, 0, again.stderr)
    assertSame(storeContents(data), whole)
  })

  test('the server goes away in the middle of a fleet run: resumed, it finds what an undisturbed one does', async (context) => {
    const proxy = await startProxy(context)
    const run = async (data: string, isDisturbed: boolean): Promise<Fleet> => {
      await using services = await servicesIn(data)
      const engine = await services.engines.add(EngineInput.parse({ name: 'site', url: proxy.url }))
      if (isDisturbed) proxy.failAfter(20, 'refuse')
      const started = await services.fleets.start({
        engine: engine.id,
        window: { from: plan.to - hour, to: plan.to - 1 },
        baseline: { kind: 'hours-before', hours: 4 },
      })
      const fleet = await started.outcome
      if (!isDisturbed) return fleet
      context.diagnostic(
        `${fleet.failed} of ${fleet.nodes} failed: ${fleet.rows.at(-1)?.error?.message ?? ''}`,
      )
      assert.ok(fleet.failed > 0)
      proxy.heal()
      await proxy.start()
      return await services.fleets.resume(fleet.id).outcome
    }
    const [calm, disturbed] = [newData(), newData()]
    const wanted = await run(calm, false)
    const got = await run(disturbed, true)
    assert.deepEqual([got.done, got.failed], [plan.nodes, 0])
    const findings = (fleet: Fleet): unknown[] =>
      fleet.rows.map(({ instance, finding }) => [instance, finding])
    assert.deepEqual(findings(got), findings(wanted))
    assertSame(storeContents(disturbed), storeContents(calm))
  })
})
