// How lines are told apart: by colour and, without colour, by their dashes.

export interface ChartLine {
  /** Key of its values in the rows. */
  readonly id: string
  readonly label: string
  /** A CSS colour. */
  readonly color: string
  /** SVG dash pattern; empty: solid. */
  readonly dash: string
  /** Draws each value as a dot as well: for values that stand alone. */
  readonly dots?: boolean
}

const dashes = ['', '6 3', '2 2', '8 3 2 3', '1 3', '10 4'] as const

/** Lines in a fixed order of colours and dashes; the seventh begins anew with other dashes. */
export function chartLines(names: readonly { readonly id: string; readonly label: string }[]): ChartLine[] {
  return names.map(({ id, label }, index) => ({
    id,
    label,
    color: `var(--nnad-series-${String((index % 6) + 1)})`,
    dash: dashes[(index + Math.floor(index / 6)) % dashes.length] ?? '',
  }))
}
