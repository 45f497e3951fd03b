// A fleet run as text for the terminal.
import type { Fleet, FleetBaseline, FleetHead, FleetRow } from '../../src-shared/contract/fleets.ts'
import { severityText } from '../../src-shared/summary/grades.ts'
import { formatDuration, formatLocal, localZone } from '../../src-shared/time.ts'
import { figure, table } from './terminal.ts'

const span = ({ from, to }: { readonly from: number; readonly to: number }): string =>
  `${formatLocal(from)} to ${formatLocal(to)}`

function ruleText(rule: FleetBaseline): string {
  if (rule.kind === 'same-hours-last-week') return 'same hours of last week'
  return rule.kind === 'hours-before' ? `${String(rule.hours)} h before the window` : 'given range'
}

function cellsOf({ instance, cluster, finding, step, error }: FleetRow, rank: number): readonly string[] {
  const head = [finding === null ? '–' : String(rank), instance, cluster ?? '–']
  if (finding === null) return [...head, step, '–', '–', '–', error?.message ?? '']
  const { severity, incidents, peak, threshold, worst } = finding
  return [
    ...head,
    severity === 0 ? 'none' : severityText(severity),
    String(incidents),
    `${figure(peak)} of ${figure(threshold)}`,
    worst === null ? '–' : `${formatLocal(worst.start)} ${formatDuration(worst.end - worst.start)}`,
    worst?.title ?? '',
  ]
}

const columns = [
  '#',
  'NameNode',
  'Cluster',
  'Severity',
  'Incidents',
  'Peak score',
  'Worst from',
  'What happened',
]

/** The ranked table; at most so many lines, the JSON has all. */
export function fleetText(fleet: Fleet, listed: number): string {
  const { rows, engine, window, ranges, baseline, nodes, done, failed, withIncidents } = fleet
  const head = table([
    ['Engine', engine],
    ['Window', span(window)],
    ['Baseline', `${ranges.map(span).join(', ')} (${ruleText(baseline)})`],
    [
      'NameNodes',
      `${String(done)} of ${String(nodes)} judged, ${String(withIncidents)} with incidents, ${String(failed)} failed`,
    ],
    ['Times', localZone()],
  ])
  const lines = rows.slice(0, listed).map((row, index) => cellsOf(row, index + 1))
  const more = rows.length > listed ? `\n… and ${String(rows.length - listed)} more: see --json.` : ''
  return `${head}\n\n${table([columns, ...lines])}${more}`
}

/** Runs, one a line. */
export function fleetsText(fleets: readonly FleetHead[]): string {
  if (fleets.length === 0)
    return 'There are no fleet runs yet: start one with "nnad fleet --engine E --window FROM..TO".'
  return table([
    ['Id', 'Engine', 'Window', 'State', 'Judged', 'With incidents', 'Failed'],
    ...fleets.map(({ id, engine, window, state, nodes, done, withIncidents, failed }) => [
      String(id),
      engine,
      span(window),
      state,
      `${String(done)} of ${String(nodes)}`,
      String(withIncidents),
      String(failed),
    ]),
  ])
}
