// Numbers of nnad as Prometheus names them: families of samples with labels.

export type Labels = Readonly<Record<string, string>>

/** One number with its labels; null where there is none, then it is left out. */
export type MetricSample = readonly [labels: Labels, value: number | null]

export interface MetricFamily {
  /** Of letters, digits, `_` and `:`; ends in its unit, counters in `_total`. */
  readonly name: string
  readonly type: 'gauge' | 'counter'
  readonly help: string
  readonly samples: readonly MetricSample[]
}

/** A family whose numbers go up and down. */
export function gauge(name: string, help: string, samples: readonly MetricSample[]): MetricFamily {
  return { name, type: 'gauge', help, samples }
}

/** A family whose numbers only grow, from 0 at the start of nnad on. */
export function counter(name: string, help: string, samples: readonly MetricSample[]): MetricFamily {
  return { name, type: 'counter', help, samples }
}
