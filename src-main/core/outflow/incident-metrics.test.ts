// Incidents, reports and fleet runs as families: names and labels that stay, held against promtool where it is installed.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import test from 'node:test'
import { parsedMetrics } from '../../api/fixtures/parsed-metrics.ts'
import { metricsText } from '../../api/metrics-text.ts'
import type { Fleet, FleetRow } from '../../../src-shared/contract/fleets.ts'
import { missingForPrometheus } from '../../../e2e/prometheus/programs.ts'
import { began, madeIncident } from '../notifications/fixtures/made-incident.ts'
import { LatestFleet } from './fleet-metrics.ts'
import { incidentMetrics, mostReports, reportMetrics } from './incident-metrics.ts'

const open = [
  madeIncident(),
  madeIncident({ id: 2, severity: 74.5 }),
  madeIncident({ id: 3, node: 'nn2:8020', haState: 'standby', severity: null, cause: null, source: 'a "b"' }),
]
const head = {
  ...{ id: 9, sourceId: null, title: 't', createdAt: 5_000, from: 1, to: 2, incidents: 3, note: '' },
  ...{ sourceName: 'prod', leading: null, receivedAt: null },
}
const finding = {
  ...{ severity: 40, incidents: 2, worst: null, peak: 3, threshold: 1.5, windows: 9, flagged: 4 },
  ...{ rows: 70, baselineRows: 300, haState: 'active' },
}
const row: FleetRow = {
  step: 'done',
  ...{ instance: 'nn7:9870', cluster: 'east', error: null, sourceId: 1, node: 'n' },
  ...{ finding, warnings: [], documents: 1, requests: 1, tookMs: 1, reportId: null },
}
const run: Fleet = {
  ...{ id: 4, engineId: 1, engine: 'site', window: { from: 1_000, to: 9_000 }, ranges: [], keepData: true },
  ...{ error: null, job: null, createdAt: 1 },
  baseline: { kind: 'same-hours-last-week' },
  state: 'done',
  ...{ finishedAt: 2, nodes: 2, done: 1, failed: 1, withIncidents: 1 },
  rows: [row, { ...row, instance: 'nn8:9870', cluster: null, step: 'failed', finding: null }],
}

test('open incidents: counted by cause and band, and each by itself', () => {
  const lines = metricsText(incidentMetrics(open)).split('\n')
  const own = 'source="prod",id="1",node="nn1:8020",ha_state="active",cause="content-summary-scan"'
  const other = 'source="a \\"b\\"",id="1",node="nn2:8020"'
  for (const line of [
    'nnad_incidents{source="prod",id="1",node="nn1:8020",cause="content-summary-scan",severity="major"} 2',
    `nnad_incidents{${other},cause="unknown",severity="unknown"} 1`,
    `nnad_incident_severity{${own},incident="1"} 62`,
    `nnad_incident_severity{${own},incident="2"} 74.5`,
    `nnad_incident_peak_score{${own},incident="1"} 4.8`,
    `nnad_incident_start_timestamp_seconds{${own},incident="1"} ${String(began / 1000)}`,
    `nnad_incident_start_timestamp_seconds{${other},ha_state="standby",cause="unknown",incident="3"} ${String(began / 1000)}`,
  ])
    assert.ok(lines.includes(line), line)
  assert.ok(
    lines.every((line) => !line.startsWith('nnad_incident_severity') || !line.includes('incident="3"')),
  )
  assert.equal(metricsText(incidentMetrics([])), '')
})

test('the latest reports, and no more of them', () => {
  const many = Array.from({ length: mostReports + 5 }, (_, at) => ({ ...head, id: 100 - at }))
  const [created, incidents] = parsedMetrics(metricsText(reportMetrics(many)))
  assert.equal(created?.samples.length, mostReports)
  assert.deepEqual(created.samples[0], { labels: { source: 'prod', report: '100' }, value: 5 })
  assert.deepEqual(incidents?.samples[0], { labels: { source: 'prod', report: '100' }, value: 3 })
  const [foreign] = reportMetrics([{ ...head, sourceName: '' }])
  assert.equal(foreign?.samples[0]?.[0]['source'], 'unknown')
})

test('a fleet run: NameNodes that were judged; read once', () => {
  let reads = 0
  const running = { ...run, id: 5, state: 'running' as const }
  let heads: readonly Fleet[] = [running, run]
  const latest = new LatestFleet({
    list: () => [...heads],
    get: () => {
      reads++
      return run
    },
  })
  const text = metricsText(latest.families())
  const labels = 'engine="site",fleet="4",namenode="nn7:9870",cluster="east"'
  for (const line of [
    `nnad_fleet_severity{${labels}} 40`,
    `nnad_fleet_incidents{${labels}} 2`,
    `nnad_fleet_peak_score{${labels}} 3`,
    `nnad_fleet_threshold{${labels}} 1.5`,
    'nnad_fleet_failed{engine="site",fleet="4"} 1',
    'nnad_fleet_window_end_timestamp_seconds{engine="site",fleet="4"} 9',
  ])
    assert.ok(text.split('\n').includes(line), line)
  assert.doesNotMatch(text, /nn8/)
  assert.equal(metricsText(latest.families()), text)
  assert.equal(reads, 1)
  heads = [{ ...run, id: 6 }]
  latest.families()
  assert.equal(reads, 2)
  heads = [running]
  assert.deepEqual(latest.families(), [])
})

test('promtool has nothing to say against any of it', { skip: missingForPrometheus() }, () => {
  const latest = new LatestFleet({ list: () => [run], get: () => run })
  const input = metricsText([...incidentMetrics(open), ...reportMetrics([head]), ...latest.families()])
  const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], { input, encoding: 'utf8' })
  assert.deepEqual([status, stdout, stderr], [0, '', ''])
})
