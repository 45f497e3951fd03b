// What is asked of an engine for one NameNode: as few queries as its mapping allows, and whose series each answers.
import type { MappingRow } from '../../../src-shared/contract/engines.ts'
import { type NodeMapping, type PlainSelector, plainSelector } from './mapping.ts'
import type { LabelSet, Series } from './series.ts'

/** One query with the rows that its series feed. */
export interface MappedQuery {
  readonly query: string
  readonly rows: readonly MappingRow[]
  /** Those of an answer's series that feed a row. */
  seriesOf(row: MappingRow, series: readonly Series[]): readonly Series[]
}

interface PlainRow {
  readonly row: MappingRow
  readonly selector: PlainSelector
}

const quoted = (text: string): string => JSON.stringify(text)

/** Matchers of a selector that the sentinel has as well: those of the NameNode itself. */
function sharedWith(sentinel: PlainSelector | undefined, { labels }: PlainSelector): LabelSet {
  const shared = Object.entries(labels).filter(([name, value]) => sentinel?.labels[name] === value)
  return Object.fromEntries(shared.toSorted(([left], [right]) => left.localeCompare(right)))
}

const fits = ({ metric, labels }: PlainSelector, found: LabelSet): boolean =>
  found['__name__'] === metric &&
  Object.entries(labels).every(([name, value]) => (found[name] ?? '') === value)

/** Many selectors in one query: metrics by name, with the matchers that all have. */
function together(shared: LabelSet, plain: readonly PlainRow[]): MappedQuery {
  const metrics = [...new Set(plain.map(({ selector }) => selector.metric))].sort()
  const matchers = Object.entries(shared).map(([name, value]) => `${name}=${quoted(value)}`)
  const selectors = new Map(plain.map(({ row, selector }) => [row, selector]))
  return {
    query: `{${[`__name__=~${quoted(metrics.join('|'))}`, ...matchers].join(',')}}`,
    rows: plain.map(({ row }) => row),
    seriesOf: (row, series) => {
      const selector = selectors.get(row)
      return selector === undefined ? [] : series.filter(({ labels }) => fits(selector, labels))
    },
  }
}

/** Metrics asked for at once: a query of some ten thousand characters. */
const metricsAtOnce = 250

function split(plain: readonly PlainRow[]): (readonly PlainRow[])[] {
  const parts = Math.ceil(plain.length / metricsAtOnce)
  return Array.from({ length: parts }, (_, part) =>
    plain.slice(part * metricsAtOnce, (part + 1) * metricsAtOnce),
  )
}

/** The queries of a mapping: plain selectors of the same NameNode together, expressions each by itself. */
export function queriesOf({ rows, sentinel }: Pick<NodeMapping, 'rows' | 'sentinel'>): MappedQuery[] {
  const known = plainSelector(sentinel)
  const groups = new Map<string, { readonly shared: LabelSet; readonly plain: PlainRow[] }>()
  const alone: MappedQuery[] = []
  for (const row of rows) {
    const selector = plainSelector(row.query)
    const shared = selector === undefined ? {} : sharedWith(known, selector)
    if (selector === undefined || Object.keys(shared).length === 0) {
      alone.push({ query: row.query, rows: [row], seriesOf: (_, series) => series })
      continue
    }
    const key = JSON.stringify(shared)
    const group = groups.get(key) ?? { shared, plain: [] }
    groups.set(key, group)
    group.plain.push({ row, selector })
  }
  const batches = [...groups.values()].flatMap(({ shared, plain }) =>
    split(plain).map((part) => together(shared, part)),
  )
  return [...batches, ...alone]
}
