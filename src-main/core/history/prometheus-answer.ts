// The JSON of Prometheus' HTTP API (v1) → series, label sets, warnings.
import type { SeriesAnswer, LabelSet, Series } from './series.ts'

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []

/** The envelope of every answer. */
export interface Envelope {
  readonly data: unknown
  readonly warnings: readonly string[]
}

/** `{status, data, warnings}`; the text of its error where it is one, undefined where it is nothing of the API. */
export function envelopeIn(text: string): Envelope | string | undefined {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return undefined
  }
  if (!isObject(parsed)) return undefined
  const { status, data, error, warnings, isPartial } = parsed
  if (status === 'error') return typeof error === 'string' ? error : 'an error without a text'
  if (status !== 'success') return undefined
  // VictoriaMetrics says so apart from the warnings.
  const partial =
    isPartial === true ? ['The server has answered a part only: some of its storage is not there.'] : []
  return { data, warnings: [...texts(warnings), ...partial] }
}

/** A sample's value as the API writes it. */
function valueOf(text: unknown): number {
  if (text === '+Inf' || text === 'Inf') return Infinity
  if (text === '-Inf') return -Infinity
  return typeof text === 'string' || typeof text === 'number' ? Number(text) : Number.NaN
}

/** Label names and values of an object; anything else in it is left out. */
export function labelsIn(value: unknown): LabelSet {
  if (!isObject(value)) return {}
  return Object.fromEntries(
    Object.entries(value).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  )
}

type Point = readonly [time: unknown, value: unknown]

function seriesOf(labels: unknown, points: readonly unknown[]): Series {
  const times = new Float64Array(points.length)
  const values = new Float64Array(points.length)
  for (let index = 0; index < points.length; index += 1) {
    const [time, value] = (points[index] ?? []) as Point
    times[index] = Math.round(Number(time) * 1000)
    values[index] = valueOf(value)
  }
  return { labels: labelsIn(labels), times, values }
}

/** Series of a query's data: a matrix, a vector or a scalar. Undefined where it is none of them. */
export function answerIn({ data, warnings }: Envelope): SeriesAnswer | undefined {
  if (!isObject(data)) return undefined
  const { resultType, result } = data
  if (!Array.isArray(result)) return undefined
  const list = result as readonly unknown[]
  if (resultType === 'scalar') return { series: [seriesOf({}, [list])], warnings }
  if (resultType !== 'matrix' && resultType !== 'vector') return undefined
  const series = list.filter(isObject).flatMap(({ metric, values, value }) => {
    if (resultType === 'vector') return Array.isArray(value) ? [seriesOf(metric, [value])] : []
    // A series of histograms alone has no values.
    return Array.isArray(values) ? [seriesOf(metric, values)] : []
  })
  return { series, warnings }
}
