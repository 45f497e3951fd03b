// What flows back: a real Prometheus scrapes `nnad serve` and takes its remote write; rules fire, every query of the dashboard answers.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import test, { type TestContext } from 'node:test'
import type { IncidentHead } from '../../src-shared/contract/incidents.ts'
import type { Monitoring } from '../../src-shared/contract/monitoring.ts'
import type { SavedReport } from '../../src-shared/contract/reports.ts'
import { WatchInput } from '../../src-shared/contract/watches.ts'
import { type WritableDatabase, openDatabase } from '../../src-main/core/store/database.ts'
import { insertFleet, markFleet, putFleetRow } from '../../src-main/core/store/fleets.ts'
import { closeIncident, insertIncident } from '../../src-main/core/store/incidents.ts'
import { insertWatch, setWatchSource } from '../../src-main/core/store/watches.ts'
import { chosenIn } from '../../src-renderer/features/investigate/address.ts'
import { eventuallyPasses } from '../app/eventually.ts'
import { prepare, sample } from '../app/prepared-data.ts'
import { recentSample } from '../app/recent-sample.ts'
import { type ServedNnad, serveNnad } from '../live/served-nnad.ts'
import { ReplayingNameNode } from '../namenode/replaying-namenode.ts'
import { runNnad } from '../nnad-command.ts'
import { PrometheusServer } from '../prometheus/prometheus-server.ts'
import { missingForPrometheus } from '../prometheus/programs.ts'
import { recordedDocuments, temporaryFolder } from '../recordings.ts'

const skip = missingForPrometheus()
/** A busy machine takes its time, ms. */
const slow = 60_000

/** Checks again and again until the check passes; fails with what it said last. */
async function passes(check: () => Promise<void>): Promise<void> {
  const outcome = (): Promise<unknown> =>
    check().then(
      () => undefined,
      (error: unknown) => error,
    )
  await eventuallyPasses(outcome, (error) => assert.ifError(error), slow)
}

interface Stage {
  readonly nnad: ServedNnad
  readonly db: WritableDatabase
  readonly prometheus: PrometheusServer
  /** What `nnad dashboard` wrote. */
  readonly dashboard: string
}

async function written(args: readonly string[]): Promise<string> {
  const { code, stderr } = await runNnad(args)
  assert.equal(code, 0, stderr)
  return readFileSync(args.at(-1) ?? '', 'utf8')
}

/** A fleet run that is done: one NameNode with an incident. */
function addFleet(db: WritableDatabase): void {
  const window = { from: Date.parse(sample.suspect.from), to: Date.parse(sample.suspect.to) }
  const plan = { engineId: 1, engine: 'site', instances: null, window, ranges: [window] }
  const rest = { keepData: true, lastNode: 0, baseline: { kind: 'hours-before', hours: 1 } } as const
  const id = insertFleet(db, { ...plan, ...rest }, 1)
  const counts = { incidents: 1, windows: 40, flagged: 9, rows: 70, baselineRows: 300 }
  putFleetRow(db, id, {
    ...{ instance: 'nn7:9870', cluster: null, step: 'done', error: null, sourceId: null, node: null },
    ...{ warnings: [], documents: 70, requests: 9, tookMs: 5, reportId: null },
    finding: { ...counts, severity: 71, worst: null, peak: 6, threshold: 1.5, haState: 'active' },
  })
  markFleet(db, id, { state: 'done', error: null, finishedAt: 2 })
}

/** A watch of the sample's source, whose NameNode does not answer: it stays as recorded. */
async function watchedSample(context: TestContext): Promise<{ folder: string; db: WritableDatabase }> {
  const data = temporaryFolder(context)
  using recent = recentSample()
  await prepare(data, 'reported', recent)
  const db = openDatabase(data)
  context.after(() => db.close())
  addFleet(db)
  const watch = insertWatch(db, WatchInput.parse({ name: 'lab', urls: ['http://127.0.0.1:1'] }), 0)
  setWatchSource(db, watch, 1)
  return { folder: data, db }
}

async function opened(context: TestContext): Promise<Stage> {
  const { folder, db } = await watchedSample(context)
  const nnad = await serveNnad(context, folder)
  const own = temporaryFolder(context)
  const rules = path.join(own, 'nnad.rules.yml')
  const text = await written(['rules', '--url', nnad.url, rules])
  // Recorded each minute: nobody waits for that here.
  assert.match(text, /interval: 1m\n/)
  writeFileSync(rules, text.replace('interval: 1m', 'interval: 1s'))
  const dashboard = await written(['dashboard', '--url', nnad.url, path.join(own, 'dashboard.json')])
  const address = nnad.url.replace('http://', '')
  const prometheus = await PrometheusServer.start(own, {
    targets: [{ job: 'nnad', address, labels: { site: 'lab' }, interval: '1s' }],
    flags: ['--web.enable-remote-write-receiver'],
    rules: [rules],
  })
  context.after(() => prometheus.kill())
  await nnad.call('PATCH', '/settings', {
    'remote_write.url': `${prometheus.url}/api/v1/write`,
    'remote_write.interval_seconds': 1,
    'remote_write.instance': 'laptop',
  })
  // The first look has been taken: no other one comes for five minutes.
  await passes(async () => {
    const { stages, sources } = await nnad.call<Monitoring>('GET', '/monitoring')
    assert.notEqual(stages.find(({ stage }) => stage === 'score')?.lastAt ?? null, null)
    assert.notEqual(sources[0]?.roles[0]?.score ?? null, null)
  })
  const namenode = new ReplayingNameNode({ documents: await recordedDocuments('light-3.4-g1') })
  await namenode.start()
  context.after(() => namenode.stop())
  await nnad.call('POST', '/watches', { name: 'light', urls: [namenode.url], pollSeconds: 1 })
  return { nnad, db, prometheus, dashboard }
}

/** Opens an incident: the recursive du that report 1 found. */
async function openIncident({ nnad, db }: Stage): Promise<IncidentHead> {
  const { analysis } = await nnad.call<SavedReport>('GET', '/reports/1')
  const [incident] = analysis.incidents
  assert.ok(incident !== undefined)
  const { id: modelId, threshold } = analysis.model
  const found = { sourceId: 1, nodeId: 1, haState: 'active', modelId, threshold, incident }
  const id = insertIncident(
    db,
    { ...found, cause: 'content-summary-scan', title: 'Recursive du', user: 'analyst' },
    [],
    Date.now(),
  )
  return nnad.call<IncidentHead>('GET', `/incidents/${String(id)}`)
}

/** The one value that a query has now. */
async function only({ prometheus }: Stage, query: string): Promise<number> {
  const values = [...(await prometheus.query(query)).values()]
  assert.equal(values.length, 1, query)
  return values[0] ?? Number.NaN
}

interface Alert {
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  readonly state: string
}

async function alerts({ prometheus }: Stage): Promise<readonly Alert[]> {
  const answer = await fetch(`${prometheus.url}/api/v1/alerts`)
  const { data } = (await answer.json()) as { data: { alerts: Alert[] } }
  return data.alerts
}

interface Shown {
  readonly title: string
  readonly targets?: readonly { readonly expr: string }[]
}

test(
  'scraped and pushed, an incident is told with a link to its page, and every panel of the dashboard has data',
  { skip },
  async (context) => {
    const stage = await opened(context)
    const { nnad, db, prometheus } = stage
    const incident = await openIncident(stage)
    const own = `incident="${String(incident.id)}"`
    for (const [how, labels] of [
      ['scraped', 'site="lab"'],
      ['pushed', 'instance="laptop"'],
    ] as const)
      await passes(async () => {
        const { sources } = await nnad.call<Monitoring>('GET', '/monitoring')
        const role = sources[0]?.roles.find(({ haState }) => haState === 'active')
        assert.equal(await only(stage, `nnad_score{${labels},id="1",ha_state="active"}`), role?.score, how)
        assert.equal(
          await only(stage, `nnad_threshold{${labels},id="1",ha_state="active"}`),
          role?.threshold,
          how,
        )
        const severity = `nnad_incident_severity{${labels},${own},cause="content-summary-scan",node="${incident.node}"}`
        assert.equal(await only(stage, severity), incident.severity, how)
        assert.equal(await only(stage, `nnad_fleet_severity{${labels},namenode="nn7:9870"}`), 71, how)
        assert.equal(await only(stage, `count(nnad_report_created_timestamp_seconds{${labels}})`), 2, how)
      })

    await context.test('the alert leads to the incident', async () => {
      await passes(async () => {
        const told = (await alerts(stage)).find(
          ({ labels }) => labels['incident'] === String(incident.id) && labels['site'] === 'lab',
        )
        assert.equal(told?.state, 'firing')
        const isSevere = (incident.severity ?? 0) >= 50
        assert.equal(told.labels['alertname'], isSevere ? 'NnadSevereIncident' : 'NnadIncident')
        assert.match(
          told.annotations['description'] ?? '',
          /^Severity \d+ of 100, likeliest cause: content-summary-scan\.$/,
        )
        assert.equal(told.annotations['url'], `${nnad.url}/incidents/${String(incident.id)}`)
      })
    })

    await context.test('every query of the dashboard answers', async () => {
      const { panels } = JSON.parse(stage.dashboard) as { panels: readonly Shown[] }
      const expressions = panels.flatMap(({ title, targets = [] }) =>
        targets.map(({ expr }) => [title, expr.replaceAll(/\$(source|node)/g, '.*')] as const),
      )
      assert.ok(expressions.length > 20)
      for (const [title, expr] of expressions)
        await passes(async () => {
          assert.ok((await prometheus.query(expr)).size > 0, `${title}: ${expr}`)
        })
    })

    await context.test('a link of a score opens the window that the dashboard shows', () => {
      const link = /"url": "(\S*\/investigate\?[^"]*)"/.exec(stage.dashboard)?.[1] ?? ''
      const [from, to] = [sample.suspect.from, sample.suspect.to].map((time) => Date.parse(time))
      const filled = link
        .replace('${__field.labels.id}', '1')
        .replace('${__from}', String(from))
        .replace('${__to}', String(to))
      const { source, suspect } = chosenIn(new URL(filled).search)
      assert.deepEqual([source, suspect], [1, { from, to }])
    })

    await context.test('an incident that is over is gone at once, and so is its alert', async () => {
      closeIncident(db, incident.id, Date.now())
      await passes(async () => {
        assert.equal((await prometheus.query(`{${own}}`)).size, 0)
        assert.ok((await alerts(stage)).every(({ labels }) => labels['incident'] !== String(incident.id)))
      })
      assert.equal(await only(stage, 'max(nnad_remote_write_dropped_samples_total)'), 0)
    })
  },
)

test('rules and dashboard go to standard output; an address that is none is refused', async () => {
  const [rules, dashboard, refused] = await Promise.all([
    runNnad(['rules']),
    runNnad(['dashboard', '--url', 'https://nnad.example.org/x/']),
    runNnad(['rules', '--url', 'https://user:HIDDEN@nnad.example.org']),
  ])
  assert.match(rules.stdout, /^# Recording and alerting rules [^]*alert: NnadIncident\n/)
  const { links } = JSON.parse(dashboard.stdout) as { links: { url: string }[] }
  assert.deepEqual(
    links.map(({ url }) => url),
    ['/', '/incidents', '/reports'].map((page) => `https://nnad.example.org/x${page}`),
  )
  assert.deepEqual([refused.code, refused.stdout], [2, ''])
  assert.match(
    refused.stderr,
    /Wanted an address such as https:\/\/nnad\.example\.org, without user or query/,
  )
})
