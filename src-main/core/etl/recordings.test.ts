// The ETL over the recordings of real NameNodes: what is known about them must come out.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import test from 'node:test'
import fc from 'fast-check'
import { type Recording, recordedReadings, recordingsFolder } from '../../../e2e/recordings.ts'
import { metrics } from '../../../src-shared/metrics.ts'
import { cellOf, derivedFrom } from './fixtures/polls.ts'
import type { Reading } from './reading.ts'
import { type Sample, status } from './sample.ts'
import { sequencesOf, windowStarts } from './sequences.ts'

/** The samples that readings give, those of repeated polls left out. */
const samplesOf = (readings: readonly Reading[]): Sample[] =>
  derivedFrom(readings).samples.filter((sample) => sample !== undefined)

const day = await recordedReadings('day-a')
const samples = samplesOf(day)
const light = new Map<Recording, { readonly polls: number; readonly samples: readonly Sample[] }>()
for (const name of [
  'light-2.10-cms',
  'light-3.3-cms',
  'light-3.3-g1',
  'light-3.4-g1',
  'slow-sync-3.4',
] as const) {
  const readings = await recordedReadings(name)
  light.set(name, { polls: readings.length, samples: samplesOf(readings) })
}
const lightOf = (name: Recording) => light.get(name) ?? assert.fail(name)

const rowsOf = (list: readonly Sample[]) => ({
  times: Float64Array.from(list, (sample) => sample.time),
  breaks: list.map((sample) => sample.break),
})

interface Label {
  readonly kind: string
  readonly start: number
  readonly end: number
}
const labels = (
  JSON.parse(readFileSync(path.join(recordingsFolder, 'day-a.labels.json'), 'utf8')) as { events: Label[] }
).events

/** Good values of a column during an event of day-a. */
function during(kind: string, id: string, list: readonly Sample[] = samples): number[] {
  const event = labels.find((label) => label.kind === kind) ?? assert.fail(kind)
  return list
    .filter(({ time }) => time >= event.start && time <= event.end)
    .map((sample) => cellOf(sample, id))
    .flatMap(([value, state]) => (state === status.ok || state === status.ambiguous ? [value] : []))
}
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length
const isNear = (value: number, wanted: number, share: number): void =>
  assert.ok(Math.abs(value - wanted) <= share * wanted, `${value} is not near ${wanted}`)

test('every recording is one unbroken sequence', () => {
  for (const [name, list] of [
    ['day-a', samples] as const,
    ...[...light].map(([n, one]) => [n, one.samples] as const),
  ]) {
    assert.deepEqual(sequencesOf(rowsOf(list)), [{ start: 0, end: list.length }], name)
    assert.deepEqual(new Set(list.slice(1).map((sample) => sample.break)), new Set([null]), name)
    assert.ok(
      list.every(({ haState }) => haState === 'active'),
      name,
    )
  }
})

test('about 40 % of the polls at exactly the metrics period are repeats and make no row, a few at 1.02 s', () => {
  const repeats = (name: Recording): number => 1 - lightOf(name).samples.length / lightOf(name).polls
  for (const name of ['light-2.10-cms', 'light-3.3-g1'] as const)
    assert.ok(repeats(name) > 0.35 && repeats(name) < 0.45, `${name} ${repeats(name)}`)
  const share = 1 - samples.length / day.length
  assert.ok(share > 0.01 && share < 0.06, String(share))
})

test('no row of day-a is a copy of the one before: RPC calls were counted on in all but one idle second', () => {
  const rates = samples.slice(1).map((sample) => cellOf(sample, 'RpcProcessingTimeNumOps'))
  assert.ok(rates.every(([, state]) => state === status.ok))
  assert.ok(rates.filter(([rate]) => rate === 0).length <= 1)
  assert.ok(mean(during('idle', 'RpcProcessingTimeNumOps')) < 10)
})

test('the snapshot diff listing is missing throughout on 2.10 and there on 3.3 and 3.4', () => {
  const states = (name: Recording): Set<number> =>
    new Set(lightOf(name).samples.map((sample) => cellOf(sample, 'GetSnapshotDiffReportListingAvgTime')[1]))
  assert.deepEqual(states('light-2.10-cms'), new Set([status.missing]))
  for (const name of ['light-3.3-cms', 'light-3.3-g1'] as const) assert.ok(states(name).has(status.ok), name)
  assert.ok(states('light-3.4-g1').has(status.ambiguous))
})

test('the collectors’ metrics are there under CMS and missing under G1; their sum is always there', () => {
  for (const [name, { samples: list }] of light) {
    const good = (id: string): number => list.filter((sample) => cellOf(sample, id)[1] === status.ok).length
    assert.equal(good('GcTimeMillisParNew') > 0, name.endsWith('cms'), name)
    assert.equal(good('GcTimeMillisConcurrentMarkSweep') > 0, name.endsWith('cms'), name)
    assert.ok(good('GcTimeMillis') > 40, name)
  }
})

test('an idle mean is served as the old value by 2.10 and 3.3, as 0 by 3.4: idle in both', () => {
  const idleValues = (name: Recording): number[] =>
    lightOf(name)
      .samples.slice(1)
      .flatMap((sample) =>
        metrics
          .map(({ id }) => cellOf(sample, id))
          .flatMap(([value, state]) => (state === status.idle ? [value] : [])),
      )
  for (const name of ['light-2.10-cms', 'light-3.3-cms', 'light-3.3-g1'] as const)
    assert.ok(idleValues(name).filter((value) => value > 0).length > 50, name)
  for (const name of ['light-3.4-g1', 'slow-sync-3.4'] as const) {
    assert.ok(idleValues(name).length > 300, name)
    assert.ok(
      idleValues(name).every((value) => value === 0),
      name,
    )
  }
})

test('only 3.4 has ambiguous means', () => {
  for (const [name, { samples: list }] of light) {
    const isAmbiguous = list.some((sample) => sample.status.includes(status.ambiguous))
    assert.equal(isAmbiguous, name.includes('3.4'), name)
  }
})

test('faults of day-a by the numbers measured on it', () => {
  isNear(mean(during('du_storm', 'GetContentSummaryAvgTime')), 39, 0.03)
  isNear(Math.max(...during('slow_group_mapping', 'GetGroupsAvgTime')), 521, 0.001)
  isNear(mean(during('gc_pressure', 'GcTimeMillis')), 95.3 / 1.02, 0.04)
  isNear(mean(during('mass_delete', 'ThreadsWaiting')), 13, 0.01)
  isNear(mean(during('rpc_burst', 'CallQueueLength')), 105, 0.01)
  isNear(mean(during('dnreport_storm', 'GetDatanodeReportNumOps')), 5658 / 1.02, 0.04)
  isNear(Math.max(...during('slow_edit_sync', 'SyncsAvgTime')), 805, 0.001)
  isNear(mean(during('snapshot_diff_storm', 'RpcProcessingTimeAvgTime@service')), 4.35, 0.01)
  // Of Rename's 457 ms and Rename2's 455, by their calls.
  assert.ok(Math.max(...during('cpu_starvation_stop', 'RenameAvgTime')) > 200)
})

test('thinned to every fifth document day-a is still one sequence, with the same rates', () => {
  for (const offset of [0, 3]) {
    const thin = samplesOf(day.filter((_, index) => index % 5 === offset))
    assert.ok(thin.length >= Math.floor(day.length / 5) - 20)
    assert.deepEqual(sequencesOf(rowsOf(thin)), [{ start: 0, end: thin.length }])
    assert.equal(windowStarts(rowsOf(thin), 30).length, thin.length - 29)
    for (const id of ['GetDatanodeReportNumOps', 'RpcProcessingTimeNumOps'])
      isNear(mean(during('dnreport_storm', id, thin)), mean(during('dnreport_storm', id)), 0.2)
    isNear(Math.max(...during('slow_group_mapping', 'GetGroupsAvgTime', thin)), 521, 0.4)
  }
})

test('rows left out at random, up to three in a row, break nothing', () => {
  const stretch = day.slice(200, 500)
  const gone = fc.array(fc.tuple(fc.integer({ min: 1, max: 298 }), fc.integer({ min: 1, max: 3 })), {
    maxLength: 25,
  })
  fc.assert(
    fc.property(gone, (cuts) => {
      const left = new Set(
        cuts.flatMap(([first, count]) => Array.from({ length: count }, (_, index) => first + index)),
      )
      // Cuts that touch each other would be a longer one.
      const isLong = [...left].some((row) => [1, 2, 3].every((step) => left.has(row + step)))
      fc.pre(!isLong && [...left].every((row) => row < 299))
      const list = samplesOf(stretch.filter((_, row) => !left.has(row)))
      const longest = Math.max(...list.slice(1).map(({ interval }) => interval))
      fc.pre(longest < 4)
      assert.equal(sequencesOf(rowsOf(list)).length, 1)
    }),
    { numRuns: 30 },
  )
})

test('ten rows cut out break the sequence exactly there, whole or thinned', () => {
  for (const step of [1, 5]) {
    const kept = day.filter((_, index) => index % step === 0)
    for (const cut of [40, 100, Math.floor(kept.length / 2)]) {
      const list = samplesOf(kept.filter((_, index) => index < cut || index >= cut + 10))
      const after = kept[cut + 10]?.time ?? Number.NaN
      const starts = sequencesOf(rowsOf(list)).map(({ start }) => list[start]?.time ?? Number.NaN)
      assert.equal(starts.length, 2, `${step} ${cut}`)
      // The first document after the cut may be a repeat of the one before it.
      assert.ok((starts[1] ?? 0) >= after && (starts[1] ?? 0) <= after + 2100 * step, `${step} ${cut}`)
      assert.equal(windowStarts(rowsOf(list), 30).length, list.length - 58)
    }
  }
})
