// The README's promises, kept as printed: its start command, its curl calls, its table.
import assert from 'node:assert/strict'
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { z } from 'zod'
import { withMetricsTable } from '../../.ci/metrics-table.ts'

const readme = readFileSync('README.md', 'utf8')
const calls = [...readme.matchAll(/^curl .*$/gm)].map(([call]) => call)
const Json = z.record(z.string(), z.unknown())

/** The examples name port 8000, so it must be free; and curl must be there. */
async function missing(): Promise<string | undefined> {
  const probe = createServer()
  const isFree = await new Promise<boolean>((resolve) => {
    probe.once('error', () => resolve(false))
    probe.listen(8000, '127.0.0.1', () => resolve(true))
  })
  probe.close()
  if (!isFree) return 'port 8000 is taken on this machine'
  const hasCurl = await promisify(execFile)('curl', ['--version']).then(
    () => true,
    () => false,
  )
  return hasCurl ? undefined : 'there is no curl on this machine'
}

const reason = await missing()
const skip = reason ?? false
const home = mkdtempSync(path.join(tmpdir(), 'nnad-readme-'))
let server: ChildProcess | undefined

before(async () => {
  if (skip !== false) return
  // No window and no browser of whoever runs the tests.
  server = spawn('npm', ['start', '--', '--browser', '--no-open'], {
    env: { ...process.env, XDG_CONFIG_HOME: home, APPDATA: home, HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  assert.ok(server.stdout)
  for await (const line of createInterface(server.stdout)) if (line.includes('nnad serves at')) break
})

after(async () => {
  if (server?.pid !== undefined && server.exitCode === null) {
    process.kill(-server.pid, 'SIGINT')
    await once(server, 'exit')
  }
  rmSync(home, { recursive: true, force: true })
})

// Behind the await above: the runner ends a file when all the tests that it knows of have ended.
test('the table of metrics is up to date', () => {
  assert.equal(readme, withMetricsTable(readme), 'run "npm run readme"')
})

async function run(call: string): Promise<unknown> {
  const { stdout } = await promisify(execFile)('sh', ['-c', call], { maxBuffer: 2 ** 26 })
  return JSON.parse(stdout)
}

/** What each call of the README must answer, in its order; the first members suffice to tell it from an error. */
const expectations: readonly (readonly [part: string, check: (reply: unknown) => void])[] = [
  ['/api/imports/upload', (reply) => assert.equal(Json.parse(reply)['id'], 'import-1')],
  ['/api/jobs/import-1', (reply) => assert.equal(Json.parse(reply)['kind'], 'import')],
  ['/api/sources', (reply) => assert.equal(z.array(Json).parse(reply)[0]?.['documents'], 1556)],
  ['/api/model/status', (reply) => assert.equal(Json.parse(reply)['state'], 'untrained')],
  ['/api/settings', (reply) => assert.equal(Json.parse(reply)['model.epochs'], 10)],
  [
    '/api/model/train',
    (reply) => {
      const { status, rows_used, epochs_run } = Json.parse(reply)
      assert.deepEqual([status, rows_used, epochs_run], ['trained', 1098, 10])
    },
  ],
  [
    '/api/report',
    (reply) => {
      const { threshold, anomalies } = Json.parse(reply)
      assert.equal(threshold, 0.1)
      assert.ok(z.array(Json).parse(anomalies).length > 0)
    },
  ],
  ['/api/reports', (reply) => assert.equal(z.array(Json).parse(reply).length, 1)],
  [
    '/api/metrics',
    (reply) => {
      const { rows } = z.object({ rows: z.array(Json) }).parse(reply)
      assert.deepEqual(Object.keys(rows[0] ?? {}), ['timestamp', 'GetBlockLocationsAvgTime', 'SyncsAvgTime'])
    },
  ],
  ['/api/anomalies', (reply) => assert.equal(z.array(Json).parse(Json.parse(reply)['anomalies']).length, 5)],
  [
    '/api/samples/context',
    (reply) => assert.match(JSON.stringify(reply), /"operation":"contentSummary".*"user":"analyst"/),
  ],
  [
    '/api/watches/test',
    (reply) =>
      assert.equal(
        z.array(Json).parse(Json.parse(reply)['addresses'])[0]?.['url'],
        'http://localhost:9870/jmx',
      ),
  ],
  ['/api/monitoring', (reply) => assert.equal(Json.parse(reply)['state'], 'on')],
  ['/api/incidents', (reply) => assert.deepEqual(reply, [])],
]

test(
  'the curl examples work as printed, on what "npm start" serves',
  { skip, timeout: 300_000 },
  async () => {
    assert.equal(calls.length, expectations.length)
    for (const [index, call] of calls.entries()) {
      const [part = '', check] = expectations[index] ?? []
      assert.ok(call.includes(part), `${call} should be the call of ${part}`)
      check?.(await run(call))
      if (part === '/api/imports/upload') await importEnded()
    }
  },
)

async function importEnded(): Promise<void> {
  for (;;) {
    const { state } = Json.parse(await run('curl -s http://localhost:8000/api/jobs/import-1'))
    if (state === 'done') return
    assert.ok(state === 'running' || state === 'waiting', String(state))
    await wait(100)
  }
}

test('Swagger UI is served with nothing from elsewhere', { skip }, async () => {
  const page = await (await fetch('http://localhost:8000/docs')).text()
  assert.match(page, /swagger-ui/)
  assert.doesNotMatch(page, /https?:\/\//)
})
