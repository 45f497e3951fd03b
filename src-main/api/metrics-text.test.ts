// Prometheus' text format: lines, escapes, numbers; held against promtool where it is installed.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import test from 'node:test'
import type { Monitoring } from '../../src-shared/contract/monitoring.ts'
import type { MetricFamily } from '../core/outflow/metric-family.ts'
import { ownMetrics } from '../core/outflow/own-metrics.ts'
import { parsedMetrics } from './fixtures/parsed-metrics.ts'
import { metricsText } from './metrics-text.ts'

const gauge = (samples: MetricFamily['samples'], help = 'Help.'): MetricFamily => ({
  name: 'nnad_x',
  type: 'gauge',
  help,
  samples,
})

test('a family: help, type, a line per sample; without samples or values nothing', () => {
  assert.equal(
    metricsText([
      gauge([
        [{}, 1],
        [{ a: 'b', c: 'd' }, 2.5],
      ]),
    ]),
    '# HELP nnad_x Help.\n# TYPE nnad_x gauge\nnnad_x 1\nnnad_x{a="b",c="d"} 2.5\n',
  )
  assert.equal(metricsText([gauge([]), gauge([[{}, null]])]), '')
  assert.equal(
    metricsText([
      gauge([
        [{ a: 'x' }, null],
        [{ a: 'y' }, 0],
      ]),
    ]).split('\n').length,
    4,
  )
})

test('labels, help and numbers of every kind come back as they were', () => {
  const labels = ['plain', 'a "quoted" \\ one', 'two\nlines', '{},=', 'Zürich 东京', '', '\\n']
  const numbers = [
    0,
    -0.5,
    1e21,
    1e-7,
    Number.MAX_SAFE_INTEGER,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ]
  const text = metricsText([
    gauge(
      [
        ...labels.map((name) => [{ name }, 1] as const),
        ...numbers.map((value, at) => [{ at: String(at) }, value] as const),
      ],
      'A \\ help\nof two lines.',
    ),
  ])
  const [family] = parsedMetrics(text)
  assert.equal(family?.help, 'A \\ help\nof two lines.')
  assert.deepEqual(
    family.samples.map((sample) => sample.value),
    [...labels.map(() => 1), ...numbers],
  )
  assert.deepEqual(
    family.samples.slice(0, labels.length).map((sample) => sample.labels['name']),
    labels,
  )
  assert.match(metricsText([gauge([[{}, Number.NaN]])]), /nnad_x NaN\n/)
})

const monitoring: Monitoring = {
  state: 'on',
  since: 1,
  stages: [
    { stage: 'collect', when: '', lastAt: 6000, lastMs: 20, nextAt: 1, isRunning: false, error: null },
    { stage: 'process', when: '', lastAt: 5500, lastMs: 20, nextAt: 1, isRunning: false, error: null },
    { stage: 'score', when: '', lastAt: 5000, lastMs: 20, nextAt: 1, isRunning: false, error: 'no' },
  ],
  sources: [
    {
      sourceId: 3,
      name: 'nn "1"',
      lastRowAt: 1,
      lagMs: 4200,
      openIncidents: 2,
      roles: [
        {
          haState: 'active',
          node: 'n',
          modelId: 'm',
          threshold: 0.5,
          score: 1.25,
          scoredTo: 1,
          rowsHeld: 9,
          rowsNeeded: 0,
        },
        {
          haState: 'standby',
          node: 'n',
          modelId: null,
          threshold: null,
          score: null,
          scoredTo: null,
          rowsHeld: 9,
          rowsNeeded: 21,
        },
      ],
    },
  ],
  disk: { state: 'ok', message: null, bytes: 10, budgetBytes: 20, freeBytes: null, canStore: true },
}
const node = {
  node: 'nn1:8020',
  haState: 'active',
  safeMode: false,
  version: '3.4.3',
  lastPollAt: 1,
  lastGoodAt: 1,
  nextPollAt: 1,
  answerMs: 12,
  answerBytes: 34_000,
  requests: 'pattern',
  documents: 1,
  repeats: 0,
  failures: 0,
  skewMs: null,
  problem: null,
} as const
const watch = {
  id: 7,
  name: 'nn',
  urls: [],
  authentication: { kind: 'none' },
  tls: { ca: null, fingerprint: null, insecure: false },
  requests: 'sparing',
  pollSeconds: null,
  paused: false,
  secret: null,
  createdAt: 1,
  sourceId: 3,
  nodes: [
    { ...node, url: 'http://nn1:9870', state: 'ok' },
    { ...node, url: 'http://nn2:9870', state: 'failing', failures: 4, answerMs: null, answerBytes: null },
    { ...node, url: 'http://nn3:9870', state: 'paused' },
  ],
} as const
const facts = { version: '1.2.3', node: '24', cpuSeconds: 1.5, residentBytes: 1e8, uptimeSeconds: 60 }
const text = metricsText(ownMetrics(facts, monitoring, [{ ...watch, urls: [], nodes: [...watch.nodes] }]))

test('what is known of stages, sources, NameNodes and the disk; what is not known has no line', () => {
  const lines = text.split('\n')
  for (const line of [
    'nnad_build_info{version="1.2.3",node="24"} 1',
    'nnad_up 1',
    'nnad_stage_last_success_timestamp_seconds{stage="process"} 5.5',
    'nnad_stage_failed{stage="process"} 0',
    'nnad_stage_failed{stage="score"} 1',
    'nnad_score{source="nn \\"1\\"",id="3",ha_state="active",node="n"} 1.25',
    'nnad_threshold{source="nn \\"1\\"",id="3",ha_state="active",node="n"} 0.5',
    'nnad_rows_needed{source="nn \\"1\\"",id="3",ha_state="standby",node="n"} 21',
    'nnad_incidents_open{source="nn \\"1\\"",id="3"} 2',
    'nnad_lag_seconds{source="nn \\"1\\"",id="3"} 4.2',
    'nnad_poll_up{watch="nn",id="7",url="http://nn1:9870"} 1',
    'nnad_poll_up{watch="nn",id="7",url="http://nn2:9870"} 0',
    'nnad_poll_failures{watch="nn",id="7",url="http://nn2:9870"} 4',
    'nnad_poll_last_success_timestamp_seconds{watch="nn",id="7",url="http://nn2:9870"} 0.001',
    'nnad_answer_seconds{watch="nn",id="7",url="http://nn1:9870"} 0.012',
    'nnad_answer_bytes{watch="nn",id="7",url="http://nn1:9870"} 34000',
    'nnad_disk_bytes 10',
    'nnad_disk_budget_bytes 20',
  ])
    assert.ok(lines.includes(line), line)
  for (const absent of [
    'nnad_disk_free_bytes',
    'nnad_clock_skew_seconds',
    'stage="collect"',
    'stage="score"} 5',
    'nn3:9870"} 1\nnnad_poll_up',
  ])
    assert.ok(!text.includes(absent), absent)
  const names = parsedMetrics(text).map(({ name }) => name)
  assert.equal(new Set(names).size, names.length)
})

test('promtool has nothing to say against it', (context) => {
  const { error, status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], {
    input: text,
    encoding: 'utf8',
  })
  if (error !== undefined) {
    context.skip('promtool is not installed')
    return
  }
  assert.deepEqual([status, stdout, stderr], [0, '', ''])
})
