// The rows of a mapping: what each is, which are shown, what a change or a file makes of the engine's own ones. Pure.
import { z } from 'zod'
import { type MappedRow, MappingRow } from '../../../src-shared/contract/engines.ts'
import { metricLabel } from '../../../src-shared/figures.ts'

/** found: as nnad knows it; own: a person's; unseen: a person's that matches nothing; off: a person switched it off; missing: nothing feeds it. */
export type RowState = 'found' | 'own' | 'unseen' | 'off' | 'missing'

/** What a row is. */
export function stateOf(row: Pick<MappedRow, 'query' | 'isOwn' | 'isSeen' | 'found'>): RowState {
  if (!row.isOwn) return row.found === null ? 'missing' : 'found'
  if (row.query === '') return 'off'
  return row.isSeen ? 'own' : 'unseen'
}

/** Identity of a row. */
export const rowKey = ({ bean, attribute }: Pick<MappingRow, 'bean' | 'attribute'>): string =>
  `${bean} ${attribute}`

export type RowFilter = 'all' | 'missing' | 'own'

/** Rows of a kind in which every word of a search stands: bean, attribute, query or what it feeds. */
export function shownRows(rows: readonly MappedRow[], filter: RowFilter, search: string): MappedRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return rows.filter((row) => {
    if (filter === 'missing' && stateOf(row) !== 'missing') return false
    if (filter === 'own' && !row.isOwn) return false
    const labels = row.columns.map((id) => metricLabel(id))
    const text = [row.bean, row.attribute, row.query, ...row.columns, ...labels].join('\n').toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

/** Rows by their bean, in the order in which they come. */
export function byBean(rows: readonly MappedRow[]): readonly (readonly [bean: string, rows: MappedRow[]])[] {
  const beans = new Map<string, MappedRow[]>()
  for (const row of rows) beans.set(row.bean, [...(beans.get(row.bean) ?? []), row])
  return [...beans]
}

/** Own rows with one changed or added; a query of undefined goes back to what was found. */
export function withRow(
  own: readonly MappingRow[],
  { bean, attribute }: Pick<MappingRow, 'bean' | 'attribute'>,
  query: string | undefined,
): MappingRow[] {
  const others = own.filter((row) => rowKey(row) !== rowKey({ bean, attribute }))
  return query === undefined ? others : [...others, { bean, attribute, query }]
}

/** A mapping as a file: every query in force, own ones that switch off included. */
export function exportedRows(rows: readonly MappedRow[]): MappingRow[] {
  return rows
    .filter((row) => stateOf(row) !== 'missing')
    .map(({ bean, attribute, query }) => ({ bean, attribute, query }))
}

const File = z.array(MappingRow).min(1).max(2000)

/** Rows in a file; undefined where it holds none or something else. */
export function rowsIn(text: string): MappingRow[] | undefined {
  try {
    const read = File.safeParse(JSON.parse(text))
    return read.success ? read.data : undefined
  } catch {
    return undefined
  }
}

/** What a file would change. */
export interface MappingImport {
  /** The engine's own rows after it. */
  readonly own: readonly MappingRow[]
  /** Rows of the file that read something else than now. */
  readonly changed: readonly MappingRow[]
  /** Rows of the file that say what is in force already. */
  readonly same: number
}

/** Puts a file's rows over the own ones; those that are in force already are left out, so that other dialects keep theirs. */
export function importedRows(
  file: readonly MappingRow[],
  rows: readonly MappedRow[],
  own: readonly MappingRow[],
): MappingImport {
  const now = new Map(exportedRows(rows).map((row) => [rowKey(row), row.query]))
  const changed = file.filter((row) => now.get(rowKey(row)) !== row.query)
  return {
    own: changed.reduce<readonly MappingRow[]>((before, row) => withRow(before, row, row.query), own),
    changed,
    same: file.length - changed.length,
  }
}
