// An analysis as text for the terminal.
import type { Analysis, Incident } from '../../src-shared/contract/analysis.ts'
import { metricFigure, percent } from '../../src-shared/figures.ts'
import { summaryParagraphs } from '../../src-shared/summary.ts'
import { causePositions } from '../../src-shared/summary/cause-sentences.ts'
import { severityText } from '../../src-shared/summary/grades.ts'
import { plainText } from '../../src-shared/summary/parts.ts'
import { thresholdOriginText } from '../../src-shared/threshold-text.ts'
import { formatDuration, formatLocal, localZone } from '../../src-shared/time.ts'
import { figure, table, wrapped } from './terminal.ts'

/** Incidents that are listed; the JSON has all. */
const listed = 20

const span = (from: number, to: number): string => `${formatLocal(from)} to ${formatLocal(to)}`

interface Column {
  readonly head: string
  readonly cell: (incident: Incident) => string
}

const metricColumns: readonly Column[] = [
  {
    head: 'Leading metric',
    cell: ({ metrics: [first] }) =>
      first === undefined ? '' : `${first.metric} ${percent(first.contribution)}`,
  },
  {
    head: 'Normal',
    cell: ({ metrics: [first] }) => {
      const normal = first?.normal
      return normal === undefined || normal === null ? '–' : `${figure(normal[0])} to ${figure(normal[1])}`
    },
  },
  {
    head: 'Peak',
    cell: ({ metrics: [first] }) => (first === undefined ? '' : metricFigure(first.metric, first.peak)),
  },
  {
    head: 'at',
    cell: ({ metrics: [first] }) =>
      first === undefined || first.peakAt === null ? '' : formatLocal(first.peakAt).slice(11),
  },
]

const causeColumns: readonly Column[] = [
  {
    head: 'Probable cause',
    cell: (incident) => {
      const cause = incident.causes[causePositions(incident)[0] ?? -1]
      return cause === undefined ? 'no known cause' : `${cause.title} ${percent(cause.confidence)}`
    },
  },
  {
    head: 'User',
    cell: ({ users: [first] }) => (first === undefined ? '–' : `${first.user} ${first.operation}`),
  },
]

function columnsFor(incidents: readonly Incident[]): Column[] {
  const isGraded = incidents.some(({ severity }) => severity !== null)
  const isDiagnosed = incidents.some(({ causes }) => causes.length > 0)
  return [
    { head: 'From', cell: ({ start }) => formatLocal(start) },
    { head: 'Length', cell: ({ start, end }) => formatDuration(end - start) },
    ...(isGraded ? [{ head: 'Severity', cell: ({ severity }: Incident) => severityText(severity) }] : []),
    { head: 'Peak score', cell: ({ peak }) => figure(peak) },
    ...(isDiagnosed ? causeColumns : []),
    ...metricColumns,
  ]
}

function incidentTable(incidents: readonly Incident[]): string {
  const columns = columnsFor(incidents)
  return table([
    ['#', ...columns.map(({ head }) => head)],
    ...incidents
      .slice(0, listed)
      .map((incident, index) => [String(index + 1), ...columns.map(({ cell }) => cell(incident))]),
  ])
}

function headOf(analysis: Analysis): string {
  const { source, model, window, windows, sources } = analysis
  const flagged = windows.filter((one) => one.flagged).length
  const isOverride = model.threshold !== model.modelThreshold
  return table([
    [
      'NameNode',
      `${source.node} (${source.name}${source.version === null ? '' : `, Hadoop ${source.version}`})`,
    ],
    [
      'Baseline',
      `${model.ranges.map(({ from, to }) => span(from, to)).join(', ')}: ${figure(model.rows)} rows, ` +
        `${String(model.epochs)} epochs, profile ${model.profile}`,
    ],
    [
      'Threshold',
      isOverride
        ? `${figure(model.threshold)} (given; the model's own is ${figure(model.modelThreshold)})`
        : `${figure(model.threshold)} (${thresholdOriginText(model)})`,
    ],
    ['Window', `${span(window.from, window.to)}: ${figure(analysis.rows)} rows`],
    ['Windows', `${figure(windows.length)} scored, ${figure(flagged)} above the threshold`],
    ...(sources.length === 0 ? [] : [['Looked at', `/jmx, ${sources.join(', ')}`]]),
    ['Times', localZone()],
  ])
}

/** What happened, in words; then model, window and incidents. Times in this machine's zone. */
export function analysisText(analysis: Analysis): string {
  const { incidents } = analysis
  const head = headOf(analysis)
  if (incidents.length === 0) return `${head}\n\nNo incidents: no window scored above the threshold.`
  const told = summaryParagraphs(analysis, localZone()).map((parts) => wrapped(plainText(parts)))
  const more =
    incidents.length > listed ? `\n… and ${String(incidents.length - listed)} more: see --json.` : ''
  const count = incidents.length === 1 ? '1 incident' : `${String(incidents.length)} incidents`
  return `${told.join('\n\n')}\n\n${head}\n\n${count}, the most severe first:\n${incidentTable(incidents)}${more}`
}
