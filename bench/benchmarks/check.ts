// How well the check of a baseline tells its faults, and how often it tells one where none is; time per check.
import { partCount } from '../../src-shared/check-plan.ts'
import { Settings } from '../../src-shared/contract/settings.ts'
import { metricCount } from '../../src-shared/metrics.ts'
import type { TimeRange } from '../../src-shared/time.ts'
import { profileValues } from '../../src-main/core/etl/features.ts'
import { windowStarts } from '../../src-main/core/etl/sequences.ts'
import { imported, labelsOf } from '../../src-main/core/fixtures/imported.ts'
import { type Baseline, readBaseline } from '../../src-main/core/model/baseline.ts'
import {
  type TimedBaseline,
  checkingArchitecture,
  checkBaseline,
} from '../../src-main/core/model/check-baseline.ts'
import { chooseEngine } from '../../src-main/core/model/choose-engine.ts'
import type { Engine } from '../../src-main/core/model/engine.ts'
import { keptBreaks } from '../../src-main/core/store/history.ts'
import { dayBaselines } from '../check/day-baselines.ts'
import { type Judged, type KnownBaseline, judged } from '../check/known-baseline.ts'
import { type Case, type Table, medianOf } from '../table.ts'

const settings = Settings.parse({})
const length = settings['model.sequence_length']
const architecture = checkingArchitecture(length)

/** Baselines of each recording, by the span of its rows. */
const recordings: Readonly<Record<string, (span: TimeRange) => readonly KnownBaseline[]>> = {
  'day-a': (span) => dayBaselines(span, labelsOf('bench/recordings/day-a')),
  'slow-sync-3.4': wholeSlowSync,
  ...Object.fromEntries(
    ['light-2.10-cms', 'light-3.3-cms', 'light-3.3-g1', 'light-3.4-g1'].map((name) => [
      name,
      (span: TimeRange) => [{ row: name, kind: 'clean', ranges: [span], every: 1, subject: null, known: [] }],
    ]),
  ),
}

function wholeSlowSync(span: TimeRange): readonly KnownBaseline[] {
  return labelsOf('bench/recordings/slow-sync-3.4').events.map(({ kind, start, end, class: of }) => {
    const subject = { from: start, to: end }
    return { row: `${kind} (slow-sync-3.4)`, kind: of, ranges: [span], every: 1, subject, known: [subject] }
  })
}

/** The baseline with every so manieth row alone, as from slower polls. */
function thinned({ rows, starts }: Baseline, every: number): TimedBaseline {
  const values = profileValues(settings['model.profile'], rows)
  if (every === 1) return { values, starts, times: rows.times }
  const kept = [...rows.times.keys()].filter((row) => row % every === 0)
  const times = Float64Array.from(kept, (row) => rows.times[row] ?? Number.NaN)
  return {
    values: Float64Array.from(
      kept.flatMap((row) => [...values.subarray(row * metricCount, (row + 1) * metricCount)]),
    ),
    times,
    starts: windowStarts({ times, breaks: keptBreaks(rows.breaks, kept) }, length),
  }
}

/** A baseline that was checked. */
interface Checked extends Judged {
  readonly baseline: KnownBaseline
  readonly ms: number
}

async function checked(engine: Engine, baseline: KnownBaseline, timed: TimedBaseline): Promise<Checked> {
  const startedAt = performance.now()
  const { stretches } = await checkBaseline(engine, architecture, timed, settings['model.seed'])
  return { baseline, ms: performance.now() - startedAt, ...judged(baseline, stretches) }
}

const countOf = (all: readonly Checked[], of: 'isFound' | 'hasFalse'): number =>
  all.filter((one) => one[of]).length

const medianText = (values: readonly (number | null)[]): string => {
  const found = values.filter((value) => value !== null)
  return found.length === 0 ? '-' : medianOf(found).toFixed(2)
}

function caseOf(name: string, all: readonly Checked[]): Case {
  const hasSubject = all.some(({ baseline }) => baseline.subject !== null)
  return {
    name,
    runs: all.map(({ ms }) => ms),
    more: {
      baselines: all.length,
      'found or told': hasSubject ? countOf(all, 'isFound') : '-',
      'with a false stretch': countOf(all, 'hasFalse'),
      'median cover': medianText(all.map(({ cover }) => cover)),
      'median length': medianText(all.map((one) => one.length)),
    },
  }
}

export async function benchmark(): Promise<Table> {
  const { engine } = await chooseEngine('fused', architecture)
  const all: Checked[] = []
  const tooShort: string[] = []
  for (const [name, baselinesOf] of Object.entries(recordings)) {
    await using recording = await imported(`bench/recordings/${name}`)
    const [source] = recording.services.sources.list()
    if (source === undefined) throw new Error(`${name} must give a source.`)
    const place = { dataFolder: recording.folder, sourceId: source.id, node: undefined }
    for (const baseline of baselinesOf({ from: source.first ?? 0, to: source.last ?? 0 })) {
      const read = readBaseline({ ...place, ranges: baseline.ranges }, length, 'a check')
      const timed = thinned(read, baseline.every)
      const windows = timed.starts.length
      if (partCount(windows, length) === 0) tooShort.push(`${baseline.row} (${windows} windows)`)
      else all.push(await checked(engine, baseline, timed))
    }
  }
  const ofKind = (...kinds: readonly string[]): readonly Checked[] =>
    all.filter(({ baseline }) => kinds.includes(baseline.kind))
  const shareOf = (some: readonly Checked[], of: 'isFound' | 'hasFalse'): string =>
    `${countOf(some, of)} of ${some.length}`
  const rows = Object.entries(Object.groupBy(all, ({ baseline }) => baseline.row))
  return {
    title: `Check of a baseline: ${all.length} baselines, windows of ${length}; cover and length over the fault's in the baseline`,
    baseline: 'clean',
    cases: rows.map(([row, some = []]) => caseOf(row, some)),
    facts: {
      'faults found': shareOf(ofKind('fault'), 'isFound'),
      'clean baselines with a false stretch': shareOf(ofKind('clean'), 'hasFalse'),
      'baselines with a fault and a false stretch': shareOf(ofKind('fault'), 'hasFalse'),
      'harmless events told': shareOf(ofKind('benign', 'event'), 'isFound'),
      'too short to be checked': tooShort.join(', '),
      'slow calls (no label)':
        'of day-a, nothing was done: a stretch at them is neither false nor a fault found',
      'not independent':
        "baselines overlap, nearly all are of one recording, and the check's constants were chosen on them",
    },
  }
}
