// Prometheus' text format: what an exporter serves, one line per sample.

/** One sample of one series. */
export interface MetricLine {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
  /** What /jmx calls it. */
  readonly attribute: string
  readonly type: 'counter' | 'gauge' | 'untyped'
}

const escaped = (text: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')

/** `name{label="value",…}`, as a series is written. */
export function seriesText(name: string, labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${escaped(value)}"`)
  return pairs.length === 0 ? name : `${name}{${pairs.join(',')}}`
}

/** How the format writes a number. */
export function numberText(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf'
  return String(value)
}

/** Lines as an exporter serves them, those of a name together under its type; `time` (epoch ms) stamps each. */
export function expositionText(lines: readonly MetricLine[], time?: number): string {
  const families = new Map<string, string[]>()
  const stamp = time === undefined ? '' : ` ${String(time)}`
  for (const { name, labels, value, type } of lines) {
    const family = families.get(name) ?? [`# TYPE ${name} ${type}\n`]
    family.push(`${seriesText(name, labels)} ${numberText(value)}${stamp}\n`)
    families.set(name, family)
  }
  return [...families.values()].flat().join('')
}
