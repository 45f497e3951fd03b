// Rows of the live charts: the whole stretch in few values, and what is zoomed to in as many.
import { useMemo } from 'react'
import type { History } from '../../../src-shared/contract/samples.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import { type ChartRow, chartRows, joinedRows } from '../../charts/chart-rows.ts'
import { useLiveScores, useLiveSeries } from '../../data/live.ts'
import type { NodeOf } from '../investigate/subject.ts'
import { scoreRows } from '../overview/score-rows.ts'

const noRows: readonly ChartRow[] = []
const noEvents: History['events'] = []

const spanOf = (rows: readonly ChartRow[]) => ({ from: rows[0]?.time ?? 0, to: rows.at(-1)?.time ?? 0 })

/** Rows of some metrics, and what asking for them said. */
export function useMetricRows(
  of: NodeOf,
  whole: TimeRange | undefined,
  view: TimeRange | undefined,
  metrics: readonly string[],
) {
  const all = useLiveSeries(of, whole, metrics)
  const zoomed = useLiveSeries(of, view, metrics)
  const rows = useMemo(() => {
    const coarse = all.data === undefined ? noRows : chartRows(all.data, metrics)
    const fine = view === undefined || zoomed.data === undefined ? noRows : chartRows(zoomed.data, metrics)
    return joinedRows(coarse, fine, spanOf(fine))
  }, [all.data, zoomed.data, view, metrics])
  return { rows, isPending: all.isPending, error: all.data === undefined ? all.error : null }
}

/** Rows of the line `score`; none without a model. */
export function useScoreRows(
  of: NodeOf,
  whole: TimeRange | undefined,
  view: TimeRange | undefined,
  model: string | undefined,
  events: History['events'] = noEvents,
) {
  const all = useLiveScores(of, whole, model)
  const zoomed = useLiveScores(of, view, model)
  const rows = useMemo(() => {
    const isSame = zoomed.data?.model === all.data?.model
    const coarse = all.data === undefined ? noRows : scoreRows(all.data, events)
    const fine =
      view === undefined || zoomed.data === undefined || !isSame ? noRows : scoreRows(zoomed.data, events)
    return joinedRows(coarse, fine, spanOf(fine))
  }, [all.data, zoomed.data, view, events])
  return { rows, error: all.data === undefined ? all.error : null }
}
