// The latest fleet run as metrics: what was found at each NameNode of an engine, over the run's window.
import type { Fleet, FleetRow } from '../../../src-shared/contract/fleets.ts'
import type { Fleets } from '../fleet/fleets.ts'
import { type Labels, type MetricFamily, type MetricSample, gauge } from './metric-family.ts'

type Finding = NonNullable<FleetRow['finding']>

const ofRun = ({ id, engine }: Fleet): Labels => ({ engine, fleet: String(id) })

/** Families of a run that is done. */
export function fleetMetrics(run: Fleet): MetricFamily[] {
  // "instance" is the label that Prometheus itself gives to whatever it scrapes: here it would be nnad.
  const byNameNode = (value: (finding: Finding) => number | null): MetricSample[] =>
    run.rows.flatMap(({ instance, cluster, finding }): MetricSample[] =>
      finding === null
        ? []
        : [[{ ...ofRun(run), namenode: instance, ...(cluster === null ? {} : { cluster }) }, value(finding)]],
    )
  return [
    gauge(
      'nnad_fleet_severity',
      'Severity of the worst incident of a NameNode in the latest fleet run, 0 to 100, 0: none; the run is /fleet/ and the label fleet.',
      byNameNode(({ severity }) => severity),
    ),
    gauge(
      'nnad_fleet_incidents',
      'Incidents of a NameNode in the latest fleet run.',
      byNameNode(({ incidents }) => incidents),
    ),
    gauge(
      'nnad_fleet_peak_score',
      'Highest score of a NameNode in the latest fleet run.',
      byNameNode(({ peak }) => peak),
    ),
    gauge(
      'nnad_fleet_threshold',
      'Score above which a window of a NameNode was anomalous in the latest fleet run.',
      byNameNode(({ threshold }) => threshold),
    ),
    gauge('nnad_fleet_failed', 'NameNodes that the latest fleet run could not judge.', [
      [ofRun(run), run.failed],
    ]),
    gauge('nnad_fleet_window_end_timestamp_seconds', 'End of the window that the latest fleet run judged.', [
      [ofRun(run), run.window.to / 1000],
    ]),
  ]
}

/** Among so many of the latest runs the last one that is done is looked for. */
const mostRuns = 5

/** The latest run that is done; a thousand NameNodes are read once, not with every scrape. */
export class LatestFleet {
  readonly #fleets: Pick<Fleets, 'list' | 'get'>
  #known: {
    readonly id: number
    readonly finishedAt: number | null
    readonly families: readonly MetricFamily[]
  } = {
    id: 0,
    finishedAt: null,
    families: [],
  }

  constructor(fleets: Pick<Fleets, 'list' | 'get'>) {
    this.#fleets = fleets
  }

  /** Its families; none where no run is done. */
  families(): readonly MetricFamily[] {
    const head = this.#fleets.list(mostRuns).find(({ state }) => state === 'done')
    if (head === undefined) return []
    const { id, finishedAt } = head
    if (id !== this.#known.id || finishedAt !== this.#known.finishedAt)
      this.#known = { id, finishedAt, families: fleetMetrics(this.#fleets.get(id)) }
    return this.#known.families
  }
}
