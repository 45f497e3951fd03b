// What the second opinions look at: columns on the common scale, row by row.

/** Values on the common scale (src-shared/scales.ts): two that are 1 apart differ as much as somebody would notice. */
export interface Places {
  /** Row by row in the order of time, [rows, columns]; NaN where there is no value. */
  readonly values: Float64Array
  readonly columns: number
}

/**
 * A detector fitted to a baseline: how far each value is from what was normal, [rows, columns], 0 or more; 0 where
 * there is no value. About 1 is the baseline's own unrest or just noticeable, whichever is larger.
 */
export type Detector = (places: Places) => Float64Array

/** The values of one column that are there, in the order of the rows. */
export function columnOf({ values, columns }: Places, column: number): Float64Array {
  return Float64Array.from(
    { length: values.length / columns },
    (_, row) => values[row * columns + column] ?? Number.NaN,
  ).filter((value) => !Number.isNaN(value))
}
