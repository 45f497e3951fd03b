// Pieces of a Grafana dashboard (JSON model of Grafana 10 and later): panels and what they ask Prometheus.

/** The data source that the viewer chooses. */
export const datasource = { type: 'prometheus', uid: '${datasource}' } as const

/** A question of a panel. */
export interface Target {
  readonly refId: string
  readonly expr: string
  readonly datasource: typeof datasource
  readonly legendFormat?: string
  readonly instant?: boolean
  readonly range?: boolean
  readonly format?: 'table' | 'time_series'
}

/** A link of a value: Grafana puts labels and times in. */
export interface DataLink {
  readonly title: string
  readonly url: string
  readonly targetBlank: boolean
}

/** A panel that has no place yet. */
export interface Unplaced {
  readonly type: 'stat' | 'timeseries' | 'table' | 'row'
  readonly title: string
  /** Of Grafana's grid: 24 wide, 30 pixels a line. */
  readonly w: number
  readonly h: number
  /** What Grafana's model has for its kind. */
  readonly [more: string]: unknown
}

/** A panel in its place. */
export interface Panel {
  readonly id: number
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
  readonly [more: string]: unknown
}

const letters = 'ABCDEFGH'

function targets(queries: readonly Partial<Target>[]): Partial<Target>[] {
  return queries.map((query, index) => ({ refId: letters[index] ?? '', datasource, ...query }))
}

/** A link to nnad's screens; none without an address of them. */
export function linkTo(url: string | undefined, title: string, page: string): DataLink[] {
  return url === undefined ? [] : [{ title, url: `${url}${page}`, targetBlank: true }]
}

/** From which value on a colour holds; `null` is the first one's. */
export type Step = readonly [from: number | null, color: string]

const thresholds = (steps: readonly Step[]) => ({
  mode: 'absolute',
  steps: steps.map(([value, color]) => ({ value, color })),
})

/** Bands of severity: warning, minor, major, critical. */
export const severitySteps: readonly Step[] = [
  [null, 'blue'],
  [25, 'yellow'],
  [50, 'orange'],
  [75, 'red'],
]

/** One number, now. */
export function stat(
  title: string,
  description: string,
  expr: string,
  { unit = 'none', steps = [[null, 'blue']], links = [] }: StatLook = {},
): Unplaced {
  return {
    type: 'stat',
    title,
    description,
    datasource,
    w: 4,
    h: 4,
    targets: targets([{ expr, instant: true, range: false }]),
    fieldConfig: { defaults: { unit, thresholds: thresholds(steps), links, noValue: '–' }, overrides: [] },
    options: { reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false }, colorMode: 'value' },
  }
}

interface StatLook {
  readonly unit?: string
  readonly steps?: readonly Step[]
  readonly links?: readonly DataLink[]
}

interface ChartLook {
  readonly unit?: string
  readonly w?: number
  readonly links?: readonly DataLink[]
  /** Drawn as lines across. */
  readonly steps?: readonly Step[]
  readonly isStacked?: boolean
}

/** Lines over time; each question with the text of its legend. */
export function chart(
  title: string,
  description: string,
  queries: readonly (readonly [expr: string, legend: string])[],
  { unit = 'none', w = 12, links = [], steps, isStacked = false }: ChartLook = {},
): Unplaced {
  const custom = {
    lineWidth: 1,
    fillOpacity: isStacked ? 30 : 0,
    spanNulls: false,
    stacking: { mode: isStacked ? 'normal' : 'none', group: 'A' },
    thresholdsStyle: { mode: steps === undefined ? 'off' : 'dashed' },
  }
  const defaults = { unit, links, custom, min: 0, thresholds: thresholds(steps ?? [[null, 'blue']]) }
  return {
    type: 'timeseries',
    title,
    description,
    datasource,
    w,
    h: 8,
    targets: targets(queries.map(([expr, legendFormat]) => ({ expr, legendFormat, range: true }))),
    fieldConfig: { defaults, overrides: [] },
    options: {
      legend: { displayMode: 'list', placement: 'bottom', showLegend: true },
      tooltip: { mode: 'multi', sort: 'desc' },
    },
  }
}

/** A column of a table: a label, or `Value #A` of the first question. */
export interface Column {
  readonly field: string
  readonly name: string
  readonly unit?: string
  readonly steps?: readonly Step[]
  readonly links?: readonly DataLink[]
}

function overrideOf({ name, unit, steps, links = [] }: Column): object {
  const properties = [
    ...(unit === undefined ? [] : [{ id: 'unit', value: unit }]),
    ...(links.length === 0 ? [] : [{ id: 'links', value: links }]),
    ...(steps === undefined
      ? []
      : [
          { id: 'thresholds', value: thresholds(steps) },
          { id: 'custom.cellOptions', value: { type: 'color-text' } },
        ]),
  ]
  return { matcher: { id: 'byName', options: name }, properties }
}

/** A row per series: the columns given, in their order, and no others. The first question's rows in the order of `sortBy`. */
export function seriesTable(
  title: string,
  description: string,
  queries: readonly string[],
  columns: readonly Column[],
  sortBy: string,
): Unplaced {
  const byField = (value: (column: Column, index: number) => unknown): object =>
    Object.fromEntries(columns.map((column, index) => [column.field, value(column, index)]))
  return {
    type: 'table',
    title,
    description,
    datasource,
    w: 24,
    h: 8,
    targets: targets(queries.map((expr) => ({ expr, instant: true, range: false, format: 'table' }))),
    transformations: [
      { id: 'merge', options: {} },
      { id: 'filterFieldsByName', options: { include: { names: columns.map(({ field }) => field) } } },
      {
        id: 'organize',
        options: { indexByName: byField((_, index) => index), renameByName: byField(({ name }) => name) },
      },
    ],
    fieldConfig: {
      defaults: { custom: { filterable: true } },
      overrides: columns.map(overrideOf),
    },
    options: { showHeader: true, sortBy: [{ displayName: sortBy, desc: true }] },
  }
}

/** A heading. */
export function heading(title: string): Unplaced {
  return { type: 'row', title, w: 24, h: 1, collapsed: false, panels: [] }
}

/** Grafana's grid is so wide. */
const gridWidth = 24

/** Gives panels their places, line by line, and their ids. */
export function placed(panels: readonly Unplaced[]): Panel[] {
  let [x, y, height] = [0, 0, 0]
  return panels.map(({ w, h, ...panel }, index): Panel => {
    if (x + w > gridWidth) [x, y, height] = [0, y + height, 0]
    const gridPos = { x, y, w, h }
    x += w
    height = Math.max(height, h)
    return { ...panel, id: index + 1, gridPos }
  })
}
