// What of Investigate stands in its address, so that a link shows another person the same. Pure.
import { type TimeRange, parseRange } from '../../../src-shared/time.ts'
import type { Chosen } from '../../state/investigation.ts'
import { stretchesIn, withLeftOut } from '../../state/left-out.ts'

/** ISO 8601 in UTC: a link means the same in every zone. */
function rangeParameter({ from, to }: TimeRange): string {
  return [from, to].map((time) => new Date(time).toISOString().replace('.000Z', 'Z')).join('..')
}

/** A query as `source=1&baseline=2026-11-22T15:48:38Z..2026-11-22T16:05:38Z`; what is not chosen is missing. */
export function investigationQuery(chosen: Chosen): string {
  const { source, node, baseline, leftOut, suspect, view, thresholdOverride } = chosen
  const parameters = {
    source: source?.toString(),
    node: node === undefined ? undefined : encodeURIComponent(node).replaceAll('%3A', ':'),
    baseline: baseline && rangeParameter(baseline),
    leave_out: baseline && leftOut.length > 0 ? leftOut.map(rangeParameter).join(',') : undefined,
    suspect: suspect && rangeParameter(suspect),
    view: view && rangeParameter(view),
    threshold: thresholdOverride?.toString(),
  }
  return Object.entries(parameters)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]))
    .join('&')
}

function rangeIn(text: string | null): TimeRange | undefined {
  try {
    return text === null ? undefined : parseRange(text)
  } catch {
    return undefined
  }
}

function numberIn(text: string | null): number | undefined {
  const value = Number(text)
  return text !== null && Number.isFinite(value) && value > 0 ? value : undefined
}

/** Reads such a query; what cannot be read counts as not chosen. */
export function chosenIn(query: string): Chosen {
  const parameters = new URLSearchParams(query)
  const source = numberIn(parameters.get('source'))
  const baseline = rangeIn(parameters.get('baseline'))
  const stretches = parameters.get('leave_out')?.split(',') ?? []
  return {
    source: Number.isInteger(source) ? source : undefined,
    node: parameters.get('node') ?? undefined,
    baseline,
    leftOut: stretchesIn(
      stretches
        .map(rangeIn)
        .filter((stretch) => stretch !== undefined)
        .reduce<readonly TimeRange[]>(withLeftOut, []),
      baseline,
    ),
    suspect: rangeIn(parameters.get('suspect')),
    view: rangeIn(parameters.get('view')),
    thresholdOverride: numberIn(parameters.get('threshold')),
  }
}
