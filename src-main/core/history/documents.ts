// Series at the times of scrapes → the /jmx documents that the NameNode would have served then.
import type { MappingRow } from '../../../src-shared/contract/engines.ts'
import type { JmxBean, JmxDocument } from '../etl/document.ts'
import { type RebuiltFrom, engineBean } from '../etl/identity.ts'
import { type Chunk, evaluations } from './chunks.ts'
import type { MappedQuery } from './fetch-queries.ts'
import type { SeriesAnswer, Series } from './series.ts'

/** One query's answer over a chunk. */
export interface Answered {
  readonly query: MappedQuery
  readonly answer: SeriesAnswer
}

/** A document as of a scrape; `time` in epoch ms. */
export interface BuiltDocument {
  readonly time: number
  readonly jmx: JmxDocument
}

/** Values of one row by document; undefined where it has none. */
interface Filled {
  readonly row: MappingRow
  readonly values: readonly (number | string | undefined)[]
}

const tag = 'tag.'

/**
 * Of several series (a label has changed: another HA state, another text) the one counts that goes on longer, since the engine shows
 * one that has ended for some minutes more.
 */
const byEnd = (left: Series, right: Series): number =>
  (left.times.at(-1) ?? 0) - (right.times.at(-1) ?? 0) || (left.times[0] ?? 0) - (right.times[0] ?? 0)

function filled(row: MappingRow, series: readonly Series[], indexOf: ReadonlyMap<number, number>): Filled {
  const values: (number | string | undefined)[] = Array.from({ length: indexOf.size })
  const label = row.attribute.startsWith(tag) ? row.attribute.slice(tag.length).toLowerCase() : undefined
  for (const { labels, times, values: found } of series.toSorted(byEnd)) {
    const text = label === undefined ? undefined : labels[label]
    times.forEach((time, at) => {
      const index = indexOf.get(time)
      const value = found[at] ?? Number.NaN
      // A stale marker that came through is NaN; a mean without operations may be as well. Neither is a value.
      if (index === undefined || !Number.isFinite(value)) return
      if (label === undefined) values[index] = value
      else if (text !== undefined) values[index] = text
    })
  }
  return { row, values }
}

/** A time on the grid that a server answered on: it may have moved the one it was asked for. Undefined for an empty answer. */
function gridOf(answered: readonly Answered[]): number | undefined {
  for (const { answer } of answered) {
    for (const { times } of answer.series) if (times[0] !== undefined) return times[0]
  }
  return undefined
}

/** How many scrapes of a chunk no evaluation of an answer shows. */
export function unseen(chunk: Chunk, answered: readonly Answered[]): number {
  const origin = gridOf(answered)
  if (origin === undefined) return 0
  return evaluations(chunk.times, origin, chunk.step).filter((seen) => Number.isNaN(seen)).length
}

/** Documents of a chunk by time, one per scrape with a value; attributes without one are not in it. */
export function documentsOf(
  chunk: Chunk,
  answered: readonly Answered[],
  whose: RebuiltFrom,
): BuiltDocument[] {
  const origin = gridOf(answered)
  if (origin === undefined) return []
  const seen = evaluations(chunk.times, origin, chunk.step)
  const shown = chunk.times.flatMap((time, index) => {
    const at = seen[index] ?? Number.NaN
    return Number.isNaN(at) ? [] : [{ time, at }]
  })
  const indexOf = new Map(shown.map(({ at }, index) => [at, index]))
  const rows = answered.flatMap(({ query, answer }) =>
    query.rows.map((row) => filled(row, query.seriesOf(row, answer.series), indexOf)),
  )
  const beans = Map.groupBy(rows, ({ row }) => row.bean)
  const owner = engineBean(whose)
  return shown.flatMap(({ time }, index) => {
    const found = [...beans].flatMap(([name, filledRows]) => beanAt(name, filledRows, index))
    return found.length === 0 ? [] : [{ time, jmx: { beans: [owner, ...found] } }]
  })
}

function beanAt(name: string, rows: readonly Filled[], index: number): JmxBean[] {
  const bean: Record<string, number | string> & { name: string } = { name }
  let count = 0
  for (const { row, values } of rows) {
    const value = values[index]
    if (value === undefined) continue
    bean[row.attribute] = value
    count += 1
  }
  return count === 0 ? [] : [bean]
}
