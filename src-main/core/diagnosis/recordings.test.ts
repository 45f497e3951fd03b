// The catalogue over recorded faults of real NameNodes: the right cause first, and none on healthy time.
import assert from 'node:assert/strict'
import test from 'node:test'
import { readAcceptedCauses } from '../../../bench/detection/labels.ts'
import type { Cause } from '../../../src-shared/contract/analysis.ts'
import { columns } from '../../../src-shared/signals.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import { usualOf } from '../detection/usual.ts'
import { columnValues } from '../etl/features.ts'
import { imported, labelsOf } from '../fixtures/imported.ts'
import { baselineWitness, incidentWitness } from '../evidence/witness.ts'
import { openReadable } from '../store/database.ts'
import { readHistory } from '../store/history.ts'
import { diagnose } from './diagnose.ts'
import { factsOf, noConfiguration, noLogs } from './facts-of.ts'
import type { Facts } from './facts.ts'

/** Rows before an incident in which its causes may begin. */
const rowsBefore = 60

interface Recorded {
  readonly baseline: TimeRange
  /** Time of the last row. */
  readonly end: number
  readonly factsIn: (range: TimeRange) => Facts
}

/** Imports a recording, learns what is usual from its first seconds, and hands it over. */
async function withRecording(
  name: string,
  baselineSeconds: number,
  use: (recorded: Recorded) => void,
): Promise<void> {
  await using opened = await imported(`bench/recordings/${name}`)
  const db = openReadable(opened.folder)
  const nodeId = 1
  const rows = readHistory(db, nodeId, [{ from: 0, to: Number.MAX_SAFE_INTEGER }])
  const values = columnValues(rows)
  const from = rows.times[0] ?? 0
  const baseline = { from, to: from + baselineSeconds * 1000 }
  const baselineRows = [...rows.times.keys()].filter((row) => (rows.times[row] ?? 0) < baseline.to)
  const usual = usualOf(values, baselineRows)
  const usualWho = baselineWitness(db, nodeId, [baseline])
  const factsIn = (range: TimeRange): Facts => {
    const first = rows.times.findIndex((time) => time >= range.from)
    const end = rows.times.findLastIndex((time) => time <= range.to) + 1
    const start = Math.max(0, first - rowsBefore)
    return factsOf({
      columns: {
        times: rows.times.slice(start, end),
        values: values.slice(start * columns.length, end * columns.length),
      },
      baseline: usual,
      incident: { start: range.from, end: range.to },
      witness: { documents: incidentWitness(db, nodeId, range), baseline: usualWho },
      configuration: noConfiguration,
      logs: noLogs,
    })
  }
  use({ baseline, end: rows.times.at(-1) ?? from, factsIn })
  db.close()
}

const accepted = readAcceptedCauses()

interface Found {
  readonly kind: string
  readonly class: string
  readonly causes: readonly Cause[]
  /** As if detection had begun 5 s early and ended 15 s late. */
  readonly wide: readonly Cause[]
  /** As if nntop were off. */
  readonly nameless: readonly Cause[]
}

const found: Found[] = []
const healthy: (readonly Cause[])[] = []

for (const name of ['day-a', 'slow-sync-3.4']) {
  const { baselineSeconds, events } = labelsOf(`bench/recordings/${name}`)
  await withRecording(name, baselineSeconds, ({ baseline, factsIn }) => {
    for (const { kind, class: kindOf, start, end } of events) {
      const facts = factsIn({ from: start, to: end })
      const nameless: Facts = { ...facts, who: { ...facts.who, users: [], unknown: 'nntop is off' } }
      const wide = factsIn({ from: start - 5000, to: end + 15_000 })
      found.push({
        kind,
        class: kindOf,
        causes: diagnose(facts),
        wide: diagnose(wide),
        nameless: diagnose(nameless),
      })
    }
    for (let from = baseline.from; from < baseline.to - 60_000; from += 60_000)
      healthy.push(diagnose(factsIn({ from, to: from + 60_000 })))
  })
}

/** What is said of the rest of the light recordings, which are healthy from end to end. */
const light = new Map<string, readonly Cause[]>()
for (const name of ['light-2.10-cms', 'light-3.3-cms', 'light-3.3-g1', 'light-3.4-g1'])
  await withRecording(name, 40, ({ baseline, end, factsIn }) => {
    light.set(name, diagnose(factsIn({ from: baseline.to, to: end })))
  })

const ofClass = (kindOf: string): Found[] => found.filter((one) => one.class === kindOf)

const firstOf = (causes: readonly Cause[]): string | undefined =>
  causes[0]?.role === 'cause' ? causes[0].id : undefined

test('each fault’s cause comes first, with users, without them, and in an incident wider than the fault', () => {
  const faults = ofClass('fault')
  assert.equal(faults.length, 12)
  for (const { kind, causes, wide, nameless } of faults)
    for (const list of [causes, wide, nameless])
      assert.ok(
        accepted[kind]?.some((id) => id === firstOf(list)),
        `${kind}: ${list.map(({ id }) => id).join(', ')}`,
      )
})

test('no second cause is named beside the right one', () => {
  for (const { kind, causes } of ofClass('fault'))
    assert.equal(causes.filter(({ role }) => role === 'cause').length, 1, kind)
})

test('nothing is named where nothing is wrong: busy and idle hours, the minutes of the baseline', () => {
  for (const { kind, causes } of ofClass('benign')) assert.deepEqual(causes, [], kind)
  assert.ok(healthy.length >= 18)
  assert.deepEqual(
    healthy.flat().map(({ title }) => title),
    [],
  )
})

test('titles name the user who did it', () => {
  const titles = new Map(found.map(({ kind, causes }) => [kind, causes[0]?.title]))
  assert.deepEqual(
    ['du_storm', 'listing_storm', 'mass_delete', 'rpc_burst', 'snapshot_diff_storm', 'dnreport_storm'].map(
      (kind) => titles.get(kind),
    ),
    [
      'Recursive content summaries (du, count) by analyst',
      'Listings of very large directories by spark',
      'Mass delete by etl',
      'Flood of open calls by spark',
      'Snapshot-diff scans by hive',
      'DataNode reports polled without pause by monitor',
    ],
  )
})

test('a cause begins with its fault: within 5 s of it', () => {
  const labels = labelsOf('bench/recordings/day-a').events
  for (const { kind, causes } of ofClass('fault').slice(0, 11)) {
    const start = labels.find((label) => label.kind === kind)?.start ?? 0
    const since = causes[0]?.since ?? 0
    assert.ok(Math.abs(since - start) < 5000, `${kind}: ${String((since - start) / 1000)} s`)
  }
})

test('waiting for the lock is a symptom, queues beyond the limits are an impact', () => {
  const others = (kind: string): string[] =>
    found
      .find((one) => one.kind === kind)
      ?.causes.slice(1)
      .map(({ role, id }) => `${role} ${id}`) ?? []
  for (const kind of ['mass_delete', 'snapshot_diff_storm', 'small_file_storm'])
    assert.deepEqual(others(kind), ['symptom handlers-stuck'], kind)
  assert.deepEqual(others('rpc_burst'), ['impact rpc-latency-over-limits'])
})

test('NameNodes of other versions and collectors under light load have no cause', () => {
  for (const [name, causes] of light)
    assert.deepEqual(
      causes.map(({ title }) => title),
      [],
      name,
    )
})
