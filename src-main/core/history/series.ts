// What a Prometheus-compatible server answers: series of labels, times and values.

export type LabelSet = Readonly<Record<string, string>>

export interface Series {
  readonly labels: LabelSet
  /** Epoch ms, rising. */
  readonly times: Float64Array
  /** NaN and infinities as the server gave them. */
  readonly values: Float64Array
}

export interface SeriesAnswer {
  readonly series: readonly Series[]
  /** What the server said besides: partial answers, blocks that it could not read. */
  readonly warnings: readonly string[]
}
