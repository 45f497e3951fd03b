// What charts of a history show: the whole of it in few values, and what is zoomed to in as many.
import { useDebouncedValue } from '@mantine/hooks'
import { useMemo } from 'react'
import { chartRows, joinedRows, type ChartRow } from '../../charts/chart-rows.ts'
import { useScores } from '../../data/models.ts'
import { useSeries } from '../../data/sources.ts'
import { useInvestigation } from '../../state/investigation.ts'
import type { Subject } from '../investigate/subject.ts'
import { scoreRows } from './score-rows.ts'

/** A view has to stay this long before its values are asked for, ms. */
const settleMs = 180

const empty: readonly ChartRow[] = []

/** First to last row. */
const spanOf = (rows: readonly ChartRow[]) => ({ from: rows[0]?.time ?? 0, to: rows.at(-1)?.time ?? 0 })

/** The zoomed stretch once it has settled; undefined: all. */
function useSettledView() {
  const [view] = useDebouncedValue(
    useInvestigation((state) => state.view),
    settleMs,
  )
  return { from: view?.from, to: view?.to }
}

/** All metrics that the page charts, in one order: one request serves strip and charts. */
function useCharted(): readonly string[] {
  const lane = useInvestigation((state) => state.lane)
  const charted = useInvestigation((state) => state.charted)
  return useMemo(() => [...new Set([lane, ...charted])].toSorted(), [lane, charted])
}

/** Rows of one charted metric, finer where the page is zoomed to. */
export function useMetricRows({ of, whole }: Subject, metric: string) {
  const metrics = useCharted()
  const all = useSeries({ ...of, ...whole, metrics })
  const zoomed = useSeries({ ...of, ...useSettledView(), metrics })
  const coarse = useMemo(
    () => (all.data === undefined ? empty : chartRows(all.data, [metric])),
    [all.data, metric],
  )
  const fine = useMemo(
    () => (zoomed.data === undefined ? empty : chartRows(zoomed.data, [metric])),
    [zoomed.data, metric],
  )
  const rows = useMemo(() => joinedRows(coarse, fine, spanOf(fine)), [coarse, fine])
  return { rows, isPending: all.isPending, error: all.data === undefined ? all.error : null }
}

/** Rows of the line `score`; none without a model. */
export function useScoreRows({ of, whole, history }: Subject, model: string | undefined) {
  const all = useScores({ ...of, ...whole }, model)
  const zoomed = useScores({ ...of, ...useSettledView() }, model)
  const { events } = history
  const coarse = useMemo(
    () => (all.data === undefined ? empty : scoreRows(all.data, events)),
    [all.data, events],
  )
  const fine = useMemo(
    () => (zoomed.data?.model === all.data?.model && zoomed.data ? scoreRows(zoomed.data, events) : empty),
    [zoomed.data, all.data?.model, events],
  )
  const rows = useMemo(() => joinedRows(coarse, fine, spanOf(fine)), [coarse, fine])
  return {
    rows,
    isPending: all.isPending && model !== undefined,
    error: all.data === undefined ? all.error : null,
  }
}
