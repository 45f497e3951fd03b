// Verdicts on baselines made by hand; on real recordings they are tested in ../samples.
import assert from 'node:assert/strict'
import test from 'node:test'
import { around, binsOf, historyOver, spacing, within } from './fixtures/made-bins.ts'
import { type Baseline, verdictOf } from './verdict.ts'

const calm = { RpcProcessingTimeAvgTime: around(2), CallQueueLength: around(0), CreateAvgTime: around(3) }

function baseline(rows: number, own: Partial<Baseline> = {}): Baseline {
  return {
    node: 'nn1:8020',
    rows,
    windows: Math.max(0, rows - 29),
    sequenceLength: 30,
    history: historyOver(rows),
    bins: binsOf(rows, calm),
    ...own,
  }
}
const kindsOf = (one: Baseline) => verdictOf(one).findings.map(({ kind, level }) => [kind, level])

test('an hour of calm is good', () => {
  assert.deepEqual(verdictOf(baseline(360)), {
    node: 'nn1:8020',
    rows: 360,
    windows: 331,
    rowsNeeded: 30,
    level: 'good',
    findings: [],
  })
})

test('too short is unusable, short is fair, and both say what to do', () => {
  const none = verdictOf(baseline(29))
  assert.equal(none.level, 'unusable')
  assert.match(none.findings[0]?.text ?? '', /needs 30 unbroken rows .* it has 29: choose a longer stretch/)
  const broken = verdictOf(baseline(100, { windows: 0 }))
  assert.equal(broken.level, 'unusable')
  assert.match(broken.findings[0]?.text ?? '', /none of its 100 rows are/)
  const short = verdictOf(baseline(328))
  assert.deepEqual([short.level, short.findings.length], ['fair', 1])
  assert.match(short.findings[0]?.text ?? '', /^299 windows only: 30 to 60 minutes make a much better model/)
  assert.match(verdictOf(baseline(30)).findings[0]?.text ?? '', /^One window only/)
  assert.equal(verdictOf(baseline(329)).level, 'good')
})

test('every break inside is told with its times, many of a kind as one', () => {
  const event = (row: number, kind: 'gap' | 'restart' | 'ha-change' | 'version-change', rows = 1) => ({
    kind,
    from: row * spacing,
    to: (row + rows) * spacing,
  })
  const few = [
    event(10, 'gap', 60),
    event(70, 'restart'),
    event(90, 'ha-change'),
    event(99, 'version-change'),
  ]
  const { level, findings } = verdictOf(baseline(400, { history: historyOver(400, { events: few }) }))
  assert.equal(level, 'fair')
  assert.deepEqual(
    findings.map(({ kind, from, to }) => ({ kind, from, to })),
    few,
  )
  assert.match(findings[0]?.text ?? '', /No data for 10 min/)
  const many = Array.from({ length: 9 }, (_, index) => event(index * 40, 'gap', 5))
  const folded = verdictOf(baseline(400, { history: historyOver(400, { events: many }) })).findings
  assert.deepEqual(
    folded.map(({ kind, from, to }) => [kind, from, to]),
    [['gap', 0, 325 * spacing]],
  )
  assert.match(folded[0]?.text ?? '', /^9 gaps/)
})

test('an incident inside is found, with what stood out', () => {
  const bins = binsOf(400, {
    ...calm,
    RpcProcessingTimeAvgTime: within(200, 230, 60, around(2)),
    CallQueueLength: within(200, 230, 90, around(0)),
  })
  const { level, findings } = verdictOf(baseline(400, { bins }))
  assert.equal(level, 'fair')
  assert.deepEqual(findings, [
    {
      kind: 'unusual',
      level: 'fair',
      from: 200 * spacing,
      to: 230 * spacing,
      text:
        'Unlike the rest of it: RpcProcessingTimeAvgTime up to 60 ms, usually 2.2 ms; ' +
        'CallQueueLength up to 90 calls, usually 0.2 calls. A model that learns this takes it for normal.',
    },
  ])
})

test('one slow row is no incident, nor is one metric that is busier for a while', () => {
  const one = binsOf(400, { ...calm, RpcProcessingTimeAvgTime: within(200, 200, 60, around(2)) })
  assert.deepEqual(kindsOf(baseline(400, { bins: one })), [])
  const busier = binsOf(400, { ...calm, RpcProcessingTimeAvgTime: within(200, 299, 5, around(2)) })
  assert.deepEqual(kindsOf(baseline(400, { bins: busier })), [])
})

test('of many incidents the five worst are told, the others counted', () => {
  const storm = (calmValue: number) => (bin: number) => (bin % 100 < 20 ? 60 + bin / 100 : calmValue)
  const bins = binsOf(800, { RpcProcessingTimeAvgTime: storm(2), CallQueueLength: storm(0) })
  const { findings } = verdictOf(baseline(800, { bins }))
  assert.equal(findings.length, 6)
  assert.equal(findings.at(-1)?.text, '3 more, less unusual stretches.')
  const starts = findings.slice(0, 5).map(({ from }) => from ?? 0)
  assert.deepEqual(
    starts,
    starts.toSorted((left, right) => left - right),
  )
})

test('a bucket counts as the rows in it', () => {
  const bins = binsOf(
    300,
    {
      RpcProcessingTimeAvgTime: within(100, 101, 60, around(2)),
      CallQueueLength: within(100, 101, 60, around(0)),
    },
    600_000,
  )
  const history = historyOver(18_000)
  assert.deepEqual(kindsOf(baseline(18_000, { bins, history })), [['unusual', 'fair']])
})
