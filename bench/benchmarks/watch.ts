// 100 NameNodes at 10 s: processor time and memory of `nnad serve`, punctuality, answers of the API meanwhile; and what a poll
// asks of a NameNode, against its whole document.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { JmxSession } from '../../src-main/core/collector/jmx-session.ts'
import { jmxUrl } from '../../src-main/core/collector/jmx-target.ts'
import { requestKinds } from '../../src-shared/contract/watches.ts'
import { quantile } from '../../src-shared/statistics.ts'
import { documentTexts } from '../../e2e/live/bean-texts.ts'
import { type NameNodes, startNameNodes } from '../../e2e/live/namenodes.ts'
import { NumberedNameNode } from '../../e2e/live/numbered-namenode.ts'
import { processFacts } from '../../e2e/live/process-facts.ts'
import { nnadFile } from '../../e2e/nnad-command.ts'
import { type Recording, recordedDocuments } from '../../e2e/recordings.ts'
import { type Case, type Table, medianOf } from '../table.ts'

const count = 100
const interval = 10_000
/** Stretches that are measured one after another; before them it settles: connections, first polls, code. */
const stretches = 5
const stretch = 30_000
const settling = 45_000
/** Documents of day-a that each plays; they begin at different ones. */
const documents = 600

/** What a watch asks a NameNode for at each poll. */
const polled = [
  'Hadoop:service=NameNode,name=*',
  'java.lang:type=GarbageCollector,name=*',
  'java.lang:type=OperatingSystem',
]

const quantileOf = (values: readonly number[], share: number): number =>
  quantile(
    values.toSorted((left, right) => left - right),
    share,
  )

/** Processor ms per poll of a loop that fetches and parses what the watches poll, and keeps nothing. */
async function bareLoop(urls: readonly string[]): Promise<number> {
  const before = process.cpuUsage()
  for (const url of urls)
    for (const query of polled)
      JSON.parse(await (await fetch(`${url}/jmx?qry=${encodeURIComponent(query)}`)).text())
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 / urls.length
}

interface Serving {
  readonly child: ChildProcess
  readonly url: string
}

async function serve(data: string): Promise<Serving> {
  const child = spawn(process.execPath, [nnadFile, 'serve', '--port', '0', '--data', data], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let text = ''
  const address = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (piece) => {
      text += String(piece)
      const found = /nnad serves at (\S+),/.exec(text)?.[1]
      if (found !== undefined) resolve(found)
    })
    child.once('exit', () => reject(new Error('nnad serve ended at its start')))
  })
  return { child, url: `${await address}/api` }
}

/** ms from asking to the answer's end. */
async function timed(url: string): Promise<number> {
  const startedAt = performance.now()
  const answer = await fetch(url)
  await answer.arrayBuffer()
  if (!answer.ok) throw new Error(`${url}: ${String(answer.status)}`)
  return performance.now() - startedAt
}

/** How long after its time each poll came, ms: against the multiples of the interval that its first ones fit best. */
function lateness(polledAt: readonly number[], from: number): number[] {
  const kept = polledAt.filter((time) => time >= from)
  const first = kept[0] ?? 0
  const offsets = kept.map((time) => time - first - Math.round((time - first) / interval) * interval)
  const earliest = Math.min(...offsets)
  return offsets.map((offset) => offset - earliest)
}

const calls = ['/watches', '/monitoring', '/samples/series?source=1&points=600', '/sources'] as const

async function watching(namenodes: NameNodes): Promise<Table[]> {
  const bare: number[] = []
  for (let round = 0; round < 6; round += 1) bare.push(await bareLoop(namenodes.urls))
  const folder = mkdtempSync(path.join(tmpdir(), 'nnad-bench-'))
  const { child, url } = await serve(folder)
  try {
    for (const [index, address] of namenodes.urls.entries()) {
      const body = JSON.stringify({ name: `nn${String(index)}`, urls: [address] })
      const headers = { 'content-type': 'application/json' }
      const answer = await fetch(`${url}/watches`, { method: 'POST', headers, body })
      if (!answer.ok) throw new Error(await answer.text())
    }
    await wait(settling)
    const [shares, resident, perPoll]: [number[], number[], number[]] = [[], [], []]
    const answers = new Map<string, number[]>(calls.map((call) => [call, []]))
    const from = performance.timeOrigin + performance.now()
    for (let round = 0; round < stretches; round += 1) {
      const startedAt = performance.now()
      const before = processFacts(child.pid ?? 0)
      while (performance.now() - startedAt < stretch) {
        await wait(1000)
        for (const call of calls) answers.get(call)?.push(await timed(`${url}${call}`))
      }
      const after = processFacts(child.pid ?? 0)
      const ms = performance.now() - startedAt
      const seconds = after.seconds - before.seconds
      shares.push(seconds / (ms / 1000))
      perPoll.push((seconds * 1000) / ((count * ms) / interval))
      resident.push(after.resident)
    }
    const served = await Promise.all([...Array(count).keys()].map((node) => namenodes.served(node)))
    const late = served.flatMap(({ polledAt }) => lateness(polledAt, from))
    const baseline = 'fetch + JSON.parse of the same polls'
    return [
      {
        title: `Watching ${String(count)} NameNodes at ${String(interval / 1000)} s: processor ms per poll`,
        baseline,
        cases: [
          { name: baseline, runs: bare },
          { name: 'nnad serve: polls, rows, database, and the calls below', runs: perPoll },
        ],
        facts: {
          'share of one core, median': Number(medianOf(shares).toFixed(3)),
          'resident memory, MB': Number((Math.max(...resident) / 1e6).toFixed(0)),
          'polls late, ms, p50': Number(quantileOf(late, 0.5).toFixed(0)),
          'polls late, ms, p95': Number(quantileOf(late, 0.95).toFixed(0)),
          polls: late.length,
        },
        targets: [
          { what: 'share of one core', atMost: 0.5, got: Number(medianOf(shares).toFixed(3)) },
          {
            what: 'polls that came',
            atLeast: 0.99,
            got: Number((late.length / ((count * stretches * stretch) / interval)).toFixed(3)),
          },
        ],
      },
      {
        title: 'Answers of the API meanwhile',
        baseline: calls[0],
        cases: [...answers].map(([name, runs]) => ({ name, runs })),
        facts: {},
        targets: [
          {
            what: 'p95 of every call, ms',
            atMost: 200,
            got: Number(Math.max(...[...answers.values()].map((runs) => quantileOf(runs, 0.95))).toFixed(0)),
          },
        ],
      },
    ]
  } finally {
    child.kill()
    await once(child, 'exit')
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What a NameNode sends for one poll, after the first one. */
async function asked(recording: Recording): Promise<Case[]> {
  const texts = (await recordedDocuments(recording, 4)).map(({ jmx }) => documentTexts(jmx))
  const persona = { cluster: 'CID', node: 'nn:8020', haState: 'active', startedAt: 1 }
  const cases: Case[] = []
  for (const requests of requestKinds) {
    const namenode = new NumberedNameNode(texts, persona)
    await namenode.start()
    const session = new JmxSession(
      {
        url: jmxUrl(namenode.url),
        authentication: { kind: 'none' },
        tls: { ca: null, fingerprint: null, insecure: false },
        requests,
      },
      { clock: { now: () => Date.now() }, secret: () => Promise.resolve(undefined) },
    )
    await session.poll(interval)
    const before = { ...namenode.served }
    const poll = await session.poll(interval)
    const { bytes, requests: sent } = namenode.served
    await session.close()
    await namenode.stop()
    const more = { how: poll.requests, bytes: bytes - before.bytes, requests: sent - before.requests }
    cases.push({ name: `${recording}, ${requests}`, runs: [], more })
  }
  return cases
}

/** ms in which a real NameNode served such answers, medians (bench/recordings/NOTES.md, part 6). */
const recordedTimes = {
  'the pattern, 78,000 bytes': 6,
  'a small bean': 1.9,
  'a whole document of day-a, 115,000 bytes': 12,
  'a whole document with the beans of Flight Recorder, 369,000 bytes': 38,
}

async function requestTable(): Promise<Table> {
  const cases: Case[] = []
  for (const recording of [
    'day-a',
    'light-3.4-g1',
    'light-3.3-g1',
    'light-3.3-cms',
    'light-2.10-cms',
  ] as const)
    cases.push(...(await asked(recording)))
  return {
    title: 'What one poll has a NameNode send, after the first',
    baseline: 'day-a, full',
    cases,
    facts: Object.fromEntries(
      Object.entries(recordedTimes).map(([what, ms]) => [`recorded ms to serve ${what}`, ms]),
    ),
  }
}

export async function benchmark(): Promise<readonly Table[]> {
  await using namenodes = await startNameNodes({
    nodes: count,
    recording: 'day-a',
    documents,
    isSpread: true,
  })
  return [...(await watching(namenodes)), await requestTable()]
}
