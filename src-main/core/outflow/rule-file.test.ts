// The rule file: read by promtool, and its rules run by it on made series.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import test from 'node:test'
import { parse, stringify } from 'yaml'
import { z } from 'zod'
import { missingForPrometheus } from '../../../e2e/prometheus/programs.ts'
import { temporaryFolder } from '../../../e2e/recordings.ts'
import { ruleFile } from './rule-file.ts'

const skip = missingForPrometheus()
const File = z.object({
  groups: z.array(
    z.object({
      rules: z.array(
        z.object({
          alert: z.string().optional(),
          record: z.string().optional(),
          annotations: z.record(z.string(), z.string()).default({}),
        }),
      ),
    }),
  ),
})
const rulesOf = (text: string) => File.parse(parse(text)).groups.flatMap(({ rules }) => rules)

test('links only where somebody said where to; names are told once', () => {
  assert.doesNotMatch(ruleFile(), /https?:\/\/|undefined/)
  const rules = rulesOf(ruleFile('https://nnad.example.org/x'))
  for (const { alert, annotations } of rules.filter((rule) => rule.alert !== undefined))
    assert.match(annotations['url'] ?? '', /^https:\/\/nnad\.example\.org\/x(\/|$)/, alert)
  const names = rules.map(({ alert, record }) => alert ?? record)
  assert.equal(new Set(names).size, names.length)
})

test('promtool reads it', { skip }, (context) => {
  const file = path.join(temporaryFolder(context), 'nnad.yml')
  const count = String(rulesOf(ruleFile()).length)
  for (const url of [undefined, 'https://nnad.example.org']) {
    writeFileSync(file, ruleFile(url))
    const { status, stdout, stderr } = spawnSync('promtool', ['check', 'rules', file], { encoding: 'utf8' })
    assert.deepEqual([status, stderr], [0, ''], stdout)
    assert.match(stdout, new RegExp(`SUCCESS: ${count} rules found`))
  }
})

/** Series of one incident: its severity in steps of a minute from the third on. */
function incident(id: string, cause: string, severity: string): object[] {
  const labels = `source="prod",id="3",node="nn1:8020",ha_state="active",cause="${cause}",incident="${id}",instance="i:1",job="nnad"`
  return [
    { series: `nnad_incident_start_timestamp_seconds{${labels}}`, values: '_x3 60x20' },
    ...(severity === '' ? [] : [{ series: `nnad_incident_severity{${labels}}`, values: severity }]),
  ]
}

function told(id: string, severity: 'critical' | 'warning', description: string): object {
  return {
    exp_labels: {
      ...{ source: 'prod', id: '3', node: 'nn1:8020', ha_state: 'active', incident: id },
      ...{ instance: 'i:1', job: 'nnad', severity },
    },
    exp_annotations: {
      summary: `Incident ${id} on nn1:8020 (prod)`,
      description,
      url: `https://nnad.example.org/incidents/${id}`,
    },
  }
}

const role = '{source="prod",id="3",ha_state="active",node="nn1:8020",instance="i:1"}'
const made = {
  rule_files: ['nnad.yml'],
  evaluation_interval: '1m',
  tests: [
    {
      interval: '1m',
      input_series: [
        { series: 'nnad_build_info{instance="i:1",job="nnad"}', values: '1x10 _x30' },
        { series: 'nnad_up{instance="i:1",job="nnad"}', values: '1x20' },
        { series: `nnad_score${role}`, values: '1x4 3x15' },
        { series: `nnad_threshold${role}`, values: '2x20' },
        {
          series: 'nnad_poll_up{watch="nn",id="7",url="http://nn1:9870",instance="i:1"}',
          values: '1x2 0x20',
        },
        { series: 'nnad_clock_skew_seconds{id="7",url="http://nn1:9870",instance="i:1"}', values: '-61x40' },
        { series: 'nnad_remote_write_dropped_samples_total{instance="i:1"}', values: '0x9 5x20' },
        ...incident('12', 'gc-pressure', '_x3 20x2 80x20'),
        ...incident('13', 'unknown', ''),
      ],
      alert_rule_test: [
        { eval_time: '1m', alertname: 'NnadIncident', exp_alerts: [] },
        {
          eval_time: '5m',
          alertname: 'NnadIncident',
          exp_alerts: [
            told('12', 'warning', 'Severity 20 of 100, likeliest cause: gc-pressure.'),
            told('13', 'warning', 'Severity unknown, likeliest cause: unknown.'),
          ],
        },
        { eval_time: '5m', alertname: 'NnadSevereIncident', exp_alerts: [] },
        {
          eval_time: '9m',
          alertname: 'NnadSevereIncident',
          exp_alerts: [told('12', 'critical', 'Severity 80 of 100, likeliest cause: gc-pressure.')],
        },
        {
          eval_time: '9m',
          alertname: 'NnadIncident',
          exp_alerts: [told('13', 'warning', 'Severity unknown, likeliest cause: unknown.')],
        },
        {
          eval_time: '9m',
          alertname: 'NnadNameNodeUnreachable',
          exp_alerts: [
            {
              exp_labels: {
                ...{ watch: 'nn', id: '7', url: 'http://nn1:9870', instance: 'i:1' },
                severity: 'warning',
              },
              exp_annotations: {
                summary: 'http://nn1:9870 does not answer nnad (nn)',
                description: 'Its polls fail: the page of the NameNode tells why.',
                url: 'https://nnad.example.org/namenodes/7',
              },
            },
          ],
        },
        { eval_time: '9m', alertname: 'NnadNotCollecting', exp_alerts: [] },
        { eval_time: '9m', alertname: 'NnadGone', exp_alerts: [] },
        { eval_time: '9m', alertname: 'NnadRemoteWriteDropping', exp_alerts: [] },
        {
          eval_time: '12m',
          alertname: 'NnadRemoteWriteDropping',
          exp_alerts: [
            {
              exp_labels: { instance: 'i:1', severity: 'warning' },
              exp_annotations: {
                summary: 'Remote write of nnad on i:1 loses samples',
                description:
                  'The receiver refuses them or has been away for too long: the log of nnad tells why.',
                url: 'https://nnad.example.org/settings',
              },
            },
          ],
        },
        {
          eval_time: '30m',
          alertname: 'NnadGone',
          exp_alerts: [
            {
              exp_labels: { severity: 'warning' },
              exp_annotations: {
                summary: 'No metrics of nnad arrive',
                description:
                  'nnad does not run, or Prometheus cannot read its /metrics: no incident would be told.',
                url: 'https://nnad.example.org',
              },
            },
          ],
        },
        {
          eval_time: '20m',
          alertname: 'NnadClockSkew',
          exp_alerts: [
            {
              exp_labels: { id: '7', url: 'http://nn1:9870', instance: 'i:1', severity: 'warning' },
              exp_annotations: {
                summary: 'Clocks of http://nn1:9870 and nnad differ by 1m 1s',
                description: 'Times of incidents and of logs do not fit together.',
                url: 'https://nnad.example.org/namenodes/7',
              },
            },
          ],
        },
      ],
      promql_expr_test: [
        {
          expr: 'node:nnad_score:ratio',
          eval_time: '6m',
          exp_samples: [{ labels: `node:nnad_score:ratio${role}`, value: 1.5 }],
        },
        {
          expr: 'node:nnad_anomalous:avg1h',
          eval_time: '9m',
          exp_samples: [{ labels: `node:nnad_anomalous:avg1h${role}`, value: 0.5 }],
        },
        {
          expr: 'node:nnad_incident_severity:max',
          eval_time: '9m',
          exp_samples: [
            { labels: 'node:nnad_incident_severity:max{source="prod",id="3",node="nn1:8020"}', value: 80 },
          ],
        },
      ],
    },
  ],
}

test('rules record and alert as they say, with a link to the page', { skip }, (context) => {
  const folder = temporaryFolder(context)
  writeFileSync(path.join(folder, 'nnad.yml'), ruleFile('https://nnad.example.org'))
  writeFileSync(path.join(folder, 'test.yml'), stringify(made))
  const { status, stdout, stderr } = spawnSync('promtool', ['test', 'rules', 'test.yml'], {
    cwd: folder,
    encoding: 'utf8',
  })
  assert.equal(status, 0, `${stdout}\n${stderr}`)
})
