// Histories, suggestions and verdicts of real recordings, held against what was done to the NameNode meanwhile.
import assert from 'node:assert/strict'
import test from 'node:test'
import type { Suggestion } from '../../../src-shared/contract/samples.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import { type Labels, imported, labelsOf } from '../fixtures/imported.ts'

const latest = { source: undefined, node: undefined }
const sequenceLength = 30

const overlaps = (
  one: TimeRange,
  { start, end }: { readonly start: number; readonly end: number },
): boolean => one.from <= end && start <= one.to
const faultsIn = (labels: Labels, range: TimeRange): string[] =>
  labels.events.filter((event) => event.class === 'fault' && overlaps(range, event)).map(({ kind }) => kind)
const named = (list: readonly Suggestion[], id: string): Suggestion =>
  list.find((one) => one.id === id) ?? assert.fail(`no ${id}`)

test('the sample: no fault in the quietest stretch, one in each unusual stretch', async () => {
  await using recording = await imported('assets/sample/sample')
  const { samples } = recording.services
  const labels = labelsOf('assets/sample/sample')
  const history = await samples.history(latest)
  assert.deepEqual(
    [history.node, history.rows, history.spacingMs, history.roles.length, history.events],
    ['nn1.lab:8020', 1529, 1020, 1, []],
  )
  const list = await samples.suggestions({ ...latest, sequenceLength })
  const quiet = named(list, 'quietest')
  assert.equal(quiet.label, 'Quietest 8 minutes')
  assert.deepEqual(faultsIn(labels, quiet), [])
  const [worst, second] = [named(list, 'most-unusual'), named(list, 'second-most-unusual')]
  assert.equal(worst.label, 'Most unusual 2 minutes')
  assert.deepEqual(faultsIn(labels, worst), ['du_storm'])
  assert.match(worst.reason, /^GetContentSummaryAvgTime up to 61\.2 ms, usually 1 ms; /)
  assert.deepEqual(faultsIn(labels, second), ['gc_pressure'])
  // Both windows can be taken as they are.
  for (const suspect of [worst, second]) assert.ok(quiet.to < suspect.from || quiet.from > suspect.to)
  assert.match(second.reason, /^GcTimeMillis up to 175 ms\/s, usually 0 ms\/s; /)
})

test('the sample: its healthy beginning is a good baseline, the whole of it has both faults in it', async () => {
  await using recording = await imported('assets/sample/sample')
  const { samples } = recording.services
  const labels = labelsOf('assets/sample/sample')
  const { from, to } = await samples.history(latest)
  assert.ok(from !== null && to !== null)
  const verdict = (range: TimeRange) => samples.verdict({ ...latest, sequenceLength, range })
  const healthy = { from, to: from + labels.baselineSeconds * 1000 }
  const { level, rows, windows, findings, rowsNeeded } = await verdict(healthy)
  assert.deepEqual([level, findings, rowsNeeded, windows], ['good', [], 30, rows - 29])
  const whole = await verdict({ from, to })
  assert.equal(whole.level, 'fair')
  assert.deepEqual(
    whole.findings.map((finding) => {
      assert.ok(finding.from !== null && finding.to !== null)
      return [finding.kind, ...faultsIn(labels, { from: finding.from, to: finding.to })]
    }),
    [
      ['unusual', 'du_storm'],
      ['unusual', 'gc_pressure'],
    ],
  )
  const short = await verdict({ from, to: from + 20_000 })
  assert.deepEqual([short.level, short.windows, short.findings[0]?.kind], ['unusable', 0, 'short'])
  const nothing = await verdict({ from: 1, to: 2 })
  assert.deepEqual([nothing.level, nothing.rows], ['unusable', 0])
  await assert.rejects(
    verdict({ from: to, to: from }),
    (error) => error instanceof DeclaredError && error.code === 'BAD_INPUT',
  )
})

test('day-a: fourteen events, and none of the faults in the quietest stretch', async () => {
  await using recording = await imported('bench/recordings/day-a')
  const { samples } = recording.services
  const labels = labelsOf('bench/recordings/day-a')
  const list = await samples.suggestions({ ...latest, sequenceLength })
  const quiet = named(list, 'quietest')
  assert.ok(quiet.to - quiet.from > 15 * 60_000)
  assert.deepEqual(faultsIn(labels, quiet), [])
  const [worst, second] = [named(list, 'most-unusual'), named(list, 'second-most-unusual')]
  for (const one of [worst, second]) assert.ok(faultsIn(labels, one).length > 0, one.reason)
  assert.ok(worst.to < second.from || second.to < worst.from)
})

test('a minute of a recording still gives a baseline to train on; only the metrics asked for are sent', async () => {
  await using recording = await imported('bench/recordings/light-3.4-g1')
  const { samples, models } = recording.services
  const [quiet] = await samples.suggestions({ ...latest, sequenceLength })
  assert.ok(quiet !== undefined)
  const trained = models.train({
    ...latest,
    ranges: [{ from: quiet.from, to: quiet.to }],
    profile: undefined,
    settings: { 'model.epochs': 2 },
  })
  const { loss, validationLoss, epochs } = await trained.outcome
  assert.deepEqual([epochs, loss.length, validationLoss.length], [2, 2, 2])
  const query = { ...latest, from: undefined, to: undefined, points: 20 }
  const wanted = ['CallQueueLength', 'GcTimeMillis']
  const some = await samples.series({ ...query, metrics: wanted })
  const all = await samples.series(query)
  assert.deepEqual(Object.keys(some.metrics).toSorted(), wanted)
  assert.deepEqual(
    [some.metrics['GcTimeMillis'], Object.keys(all.metrics).length],
    [all.metrics['GcTimeMillis'], 28],
  )
})
