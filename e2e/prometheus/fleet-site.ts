// A site whose Prometheus has days of many NameNodes, some of them ill in the last hours; and `nnad fleet` over all of them,
// measured.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { Fleet } from '../../src-shared/contract/fleets.ts'
import type { TimeRange } from '../../src-shared/time.ts'
import { processFacts } from '../live/process-facts.ts'
import { nnadFile, runNnad } from '../nnad-command.ts'
import { fillBlocks } from './blocks.ts'
import { FaultProxy } from './fault-proxy.ts'
import { fleetText, instanceOf, recordedSeries } from './made-fleet.ts'
import { PrometheusServer } from './prometheus-server.ts'

const hour = 3_600_000
const spacing = 60_000
const dialect = 'jmx_exporter'

/** Faults of day-a, each at every so manieth NameNode: a du storm, a mass delete, snapshot diffs. */
const illnesses = ['a01', 'a06', 'a10'] as const

export interface SiteSize {
  readonly nodes: number
  readonly days: number
  /** NameNodes with a fault in the window; they are spread over all. */
  readonly ill: number
}

export interface FleetSite extends AsyncDisposable {
  readonly size: SiteSize
  readonly server: PrometheusServer
  /** Before the server; counts requests. */
  readonly proxy: FaultProxy
  /** What is to be judged: four hours that end an hour before the data do. */
  readonly window: TimeRange
  /** Instances with a fault in the window. */
  readonly ill: readonly string[]
  /** Samples of NameNodes, and single numbers of all of them. */
  readonly documents: number
  readonly values: number
  /** Of Prometheus' blocks. */
  readonly blockBytes: number
}

function folderBytes(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(path.join(parentPath, name)).size, 0)
}

/** Makes the history, which ends in the hour before this one, and starts a Prometheus and a proxy before it. */
export async function fleetSite(folder: string, size: SiteSize): Promise<FleetSite> {
  const { nodes, days, ill: illCount } = size
  const to = Math.floor(Date.now() / hour) * hour
  const from = to - days * 24 * hour
  const window = { from: to - 5 * hour, to: to - hour }
  const sick = Array.from({ length: illCount }, (_, index) => Math.floor(((index + 0.5) * nodes) / illCount))
  const faults = sick.map((node, index) => ({
    ...{ node, event: illnesses[index % illnesses.length] ?? illnesses[0] },
    at: window.from + hour,
  }))
  const recorded = await recordedSeries(dialect)
  const plan = { nodes, from, to, spacing, dialect, faults } as const
  await fillBlocks(folder, plan, fleetText(recorded, plan))
  const server = await PrometheusServer.start(folder)
  const proxy = await FaultProxy.start(server.url)
  const documents = (nodes * (to - from)) / spacing
  return {
    ...{ size, server, proxy, window, documents },
    ill: sick.map(instanceOf),
    values: documents * recorded.series.length,
    blockBytes: folderBytes(server.data),
    async [Symbol.asyncDispose]() {
      await proxy.stop()
      await server.kill()
    },
  }
}

export interface FleetMeasure {
  readonly fleet: Fleet
  readonly ms: number
  /** Processor time, s. */
  readonly seconds: number
  /** Highest resident memory of nnad, bytes. */
  readonly peak: number
  /** Processor time of the Prometheus meanwhile, s, and its resident memory afterwards, bytes. */
  readonly serverSeconds: number
  readonly serverResident: number
  /** HTTP requests to the engine. */
  readonly requests: number
  readonly documents: number
  readonly databaseBytes: number
}

/** Highest resident memory of a process so far, bytes. Linux alone. */
function peakOf(pid: number): number {
  const status = readFileSync(`/proc/${String(pid)}/status`, 'latin1')
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024
}

const isoOf = (time: number): string => new Date(time).toISOString()

/** Makes the engine known in a data folder, by the command line. */
export async function addEngine(data: string, url: string): Promise<void> {
  const { code, stderr } = await runNnad(['engine', 'add', url, '--name', 'site', '--data', data])
  if (code !== 0) throw new Error(stderr)
}

/** Scores the site's window with the same hours of a week before, or some hours before it, in one command. */
export async function measuredFleet(site: FleetSite, data: string, baseline: string): Promise<FleetMeasure> {
  const { server, proxy, window } = site
  await addEngine(data, proxy.url)
  const before = { requests: proxy.requests, seconds: processFacts(server.pid).seconds }
  const child = spawn(
    process.execPath,
    [
      ...[nnadFile, 'fleet', '--engine', 'site', '--window', `${isoOf(window.from)}..${isoOf(window.to)}`],
      ...['--baseline', baseline, '--json', '-', '--data', data],
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, TZ: 'UTC' } },
  )
  const startedAt = performance.now()
  const texts = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (piece: string) => {
      texts[name] += piece
    })
  const facts = { peak: 0, seconds: 0 }
  const timer = setInterval(() => {
    try {
      facts.peak = Math.max(facts.peak, peakOf(child.pid ?? 0))
      facts.seconds = processFacts(child.pid ?? 0).seconds
    } catch {
      // It has just ended.
    }
  }, 100)
  await once(child, 'close')
  clearInterval(timer)
  const ms = performance.now() - startedAt
  if (texts.stdout === '') throw new Error(`nnad fleet: ${texts.stderr}`)
  const fleet = Fleet.parse(JSON.parse(texts.stdout))
  const after = processFacts(server.pid)
  return {
    ...{ fleet, ms, ...facts },
    serverSeconds: after.seconds - before.seconds,
    serverResident: after.resident,
    requests: proxy.requests - before.requests,
    documents: fleet.rows.reduce((sum, row) => sum + row.documents, 0),
    databaseBytes: folderBytes(data),
  }
}

/** The rank of each ill NameNode, 1 being the first. */
export function ranksOfIll({ ill }: FleetSite, { rows }: Fleet): readonly number[] {
  return ill.map((instance) => rows.findIndex((row) => row.instance === instance) + 1)
}
