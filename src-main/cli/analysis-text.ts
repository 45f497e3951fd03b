// An analysis as text for the terminal.
import type { z } from 'zod'
import type { Analysis, Incident } from '../../src-shared/contract/analysis.ts'
import { columnIndex, columns } from '../../src-shared/signals.ts'
import { formatDuration, formatLocal, localZone } from '../../src-shared/time.ts'
import { figure, table } from './terminal.ts'

/** Incidents that are listed; the JSON has all. */
const listed = 20

const span = (from: number, to: number): string => `${formatLocal(from)} to ${formatLocal(to)}`

function unitOf(metric: string): string {
  const unit = columns[columnIndex.get(metric) ?? -1]?.unit ?? ''
  return unit === '' ? '' : ` ${unit}`
}

function incidentRow(incident: z.infer<typeof Incident>, index: number): string[] {
  const [first, second] = incident.metrics
  const normal = first?.normal
  return [
    String(index + 1),
    formatLocal(incident.start),
    formatDuration(incident.end - incident.start),
    figure(incident.peak),
    first === undefined ? '' : `${first.metric} ${String(Math.round(first.contribution * 100))} %`,
    normal === undefined || normal === null ? '–' : `${figure(normal[0])} to ${figure(normal[1])}`,
    first === undefined ? '' : `${figure(first.peak)}${unitOf(first.metric)}`,
    first?.peakAt === undefined || first.peakAt === null ? '' : formatLocal(first.peakAt).slice(11),
    second === undefined ? '' : `${second.metric} ${String(Math.round(second.contribution * 100))} %`,
  ]
}

/** Model, window and incidents in plain words; times in this machine's zone. */
export function analysisText(analysis: Analysis): string {
  const { source, model, window, incidents, windows } = analysis
  const flagged = windows.filter((one) => one.flagged).length
  const isOverride = model.threshold !== model.modelThreshold
  const head = table([
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
        : `${figure(model.threshold)} (${String(model.thresholdPercentile)}th percentile of the baseline's scores)`,
    ],
    ['Window', `${span(window.from, window.to)}: ${figure(analysis.rows)} rows`],
    ['Windows', `${figure(windows.length)} scored, ${figure(flagged)} above the threshold`],
    ['Times', localZone()],
  ])
  if (incidents.length === 0) return `${head}\n\nNo incidents: no window scored above the threshold.`
  const more =
    incidents.length > listed ? `\n… and ${String(incidents.length - listed)} more: see --json.` : ''
  const rows = table([
    ['#', 'From', 'Length', 'Peak score', 'Leading metric', 'Normal', 'Peak', 'at', 'Then'],
    ...incidents.slice(0, listed).map(incidentRow),
  ])
  return `${head}\n\n${String(incidents.length)} incidents, the highest score first:\n${rows}${more}`
}
