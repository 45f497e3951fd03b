// Prometheus' text format 0.0.4: families of samples as lines, names, labels and numbers as it wants them.
import type { Labels, MetricFamily } from '../core/outflow/metric-family.ts'

/** The type of what `metricsText` makes. */
export const metricsType = 'text/plain; version=0.0.4; charset=utf-8'

const escapedHelp = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')
const escapedLabel = (text: string): string => escapedHelp(text).replaceAll('"', '\\"')

function numberText(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (Number.isFinite(value)) return String(value)
  return value > 0 ? '+Inf' : '-Inf'
}

function labelsText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapedLabel(value)}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

/** The families as text; one without samples is left out. */
export function metricsText(families: readonly MetricFamily[]): string {
  const lines = families.flatMap(({ name, type, help, samples }) => {
    const own = samples.flatMap(([labels, value]) =>
      value === null ? [] : [`${name}${labelsText(labels)} ${numberText(value)}`],
    )
    return own.length === 0 ? [] : [`# HELP ${name} ${escapedHelp(help)}`, `# TYPE ${name} ${type}`, ...own]
  })
  return lines.map((line) => `${line}\n`).join('')
}
