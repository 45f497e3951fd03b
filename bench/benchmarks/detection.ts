// How well faults are found, blamed and explained, against the labels, by four detectors; and how often nothing is something.
import { readdirSync } from 'node:fs'
import { imported } from '../../src-main/core/fixtures/imported.ts'
import type { Detection } from '../detection/detection.ts'
import { foldChecks } from '../detection/folds.ts'
import { readAcceptedCauses, readLabels } from '../detection/labels.ts'
import { type Measures, type Tally, measured } from '../detection/measures.ts'
import { analyzed, baselineAndRest, detectionOf, spanOf } from '../detection/whole-path.ts'
import { type Fit, detectedWithout, fitOf, noNetwork } from '../detection/without-network.ts'
import type { Case, Table } from '../table.ts'

/** Every recording that has labels: a new one is judged by putting it beside the others. */
const recordings = readdirSync('bench/recordings').flatMap(
  (file) => /^(.+)\.labels\.json$/.exec(file)?.[1] ?? [],
)

/** Baselines of so many seconds are long enough to be cut in five. */
const longBaseline = 600

const tallyText = ({ count, of }: Tally): string => (of === 0 ? '-' : `${String(count)} of ${String(of)}`)
const mark = (answer: boolean | null): string => (answer === null ? '-' : answer ? 'yes' : 'NO')

interface Run {
  readonly name: string
  readonly ms: number
  readonly measures: Measures
  /** Whether it says who and why. */
  readonly explains: boolean
}

function overallCase({ name, ms, measures, explains }: Run): Case {
  return {
    name,
    runs: [ms],
    more: {
      'VUS-PR': measures.vusPr?.toFixed(3) ?? '-',
      found: tallyText(measures.recall),
      'false incidents': measures.falseIncidents.length,
      'an hour': measures.falsePerHour.toFixed(1),
      'median delay, rows': measures.medianDelay ?? '-',
      'AC@1': tallyText(measures.metricAt1),
      'AC@3': tallyText(measures.metricAt3),
      'right cause first': explains ? tallyText(measures.causeFirst) : '-',
      'right user first': explains ? tallyText(measures.userFirst) : '-',
    },
  }
}

function faultCases(recording: string, { name, measures, explains }: Run): Case[] {
  return measures.faults.map(({ label, delay, incident, ...answers }) => ({
    name: `${recording}: ${label.kind}, ${name}`,
    runs: [],
    more: {
      'delay, rows': delay ?? 'not found',
      severity: incident?.severity ?? '-',
      'first metric': incident?.metrics[0]?.metric ?? '-',
      expected: mark(answers.metricFirst),
      'first cause': explains ? (incident?.causes[0]?.id ?? '-') : '-',
      right: explains ? mark(answers.causeFirst) : '-',
      'user, operation': explains
        ? [incident?.users[0]?.user, incident?.users[0]?.operation].filter(Boolean).join(' ') || '-'
        : '-',
      'right user': explains ? mark(answers.userFirst) : '-',
    },
  }))
}

async function timed(work: () => Promise<Detection> | Detection): Promise<[Detection, number]> {
  const startedAt = performance.now()
  const detection = await work()
  return [detection, performance.now() - startedAt]
}

async function runsOn(recording: Awaited<ReturnType<typeof imported>>, name: string): Promise<Run[]> {
  const [labels, accepted] = [readLabels(name), readAcceptedCauses()]
  const [baseline, rest] = baselineAndRest(spanOf(recording), labels)
  const byProfile = (profile: 'default' | 'original') => async (): Promise<Detection> => {
    const [analysis] = await analyzed(recording, profile, [baseline], [rest])
    if (analysis === undefined) throw new Error('An analysis must give a report.')
    return detectionOf(analysis)
  }
  const without = (fit: Fit) => (): Detection => detectedWithout(recording, fit, baseline, rest)
  const ways: readonly (readonly [string, () => Promise<Detection> | Detection, boolean])[] = [
    ['original', byProfile('original'), true],
    ['default', byProfile('default'), true],
    ['default, no network', without(noNetwork), false],
    ['PCA', without(fitOf('pca')), false],
    ['robust z', without(fitOf('robust-z')), false],
  ]
  const runs: Run[] = []
  for (const [way, work, explains] of ways) {
    const [detection, ms] = await timed(work)
    runs.push({ name: way, ms, measures: measured(detection, labels, accepted), explains })
  }
  return runs
}

function tableOf(name: string, runs: readonly Run[]): Table {
  const best = runs.find((run) => run.name === 'default')?.measures
  if (best === undefined) throw new Error('The default profile must have run.')
  const ofFaults = best.faults.length
  return {
    title: `Detection on ${name}, ${String(ofFaults)} faults; train and analyse`,
    baseline: 'original',
    cases: runs.map(overallCase),
    facts: {
      'normal and benign rows': `${String(best.normalRows)} (${best.normalHours.toFixed(2)} h)`,
      'incidents at harmless events': best.eventIncidents.length,
      'VUS-PR': 'package vus, slidingWindow 30; rows after the baseline, those of events left out',
    },
    targets: [
      { what: 'faults found', atLeast: ofFaults, got: best.recall.count },
      { what: 'false incidents', atMost: 0, got: best.falseIncidents.length },
      { what: 'VUS-PR', atLeast: 0.88, got: best.vusPr === null ? null : Number(best.vusPr.toFixed(3)) },
      { what: 'median delay, rows', atMost: 5, got: best.medianDelay },
      {
        what: 'an expected metric first',
        atLeast: Math.floor((ofFaults * 10) / 11),
        got: best.metricAt1.count,
      },
      { what: 'right cause first', atLeast: Math.floor((ofFaults * 10) / 11), got: best.causeFirst.count },
      { what: 'right user first', atLeast: best.userFirst.of, got: best.userFirst.count },
    ],
  }
}

export async function benchmark(): Promise<Table[]> {
  const tables: Table[] = []
  const faults: Case[] = []
  for (const name of recordings) {
    await using recording = await imported(`bench/recordings/${name}`)
    const runs = await runsOn(recording, name)
    tables.push(tableOf(name, runs))
    faults.push(...runs.flatMap((run) => faultCases(name, run)))
    const labels = readLabels(name)
    if (labels.baselineSeconds >= longBaseline) tables.push(await foldChecks(name, recording, labels))
  }
  tables.push({
    title: 'Fault by fault',
    baseline: '',
    cases: faults.toSorted((one, other) => one.name.localeCompare(other.name)),
    facts: {},
  })
  return tables
}
