// Numbers as people read them, the same on every screen and in print.
import { columns } from './signals.ts'

/** Three significant digits below 1000, grouped whole numbers above; – for none. */
export function figure(value: number | null | undefined): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '–'
  // From here on three digits round to a thousand.
  if (Math.abs(value) >= 999.5) return Math.round(value).toLocaleString('en-US')
  return String(Number(value.toPrecision(3)))
}

/** A part of a whole: `61 %`. */
export function percent(share: number): string {
  return `${String(Math.round(share * 100))} %`
}

/** Bytes in powers of ten: `2.1 MB`. */
export function bytesText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const
  const power = Math.min(Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)), units.length - 1)
  return `${figure(bytes / 1000 ** power)} ${units[power] ?? 'B'}`
}

const unitOf = new Map<string, string>(columns.map(({ id, unit }) => [id, unit]))
const labelOf = new Map<string, string>(columns.map(({ id, label }) => [id, label]))

/** A metric's unit; empty for one that is unknown or has none. */
export function metricUnit(id: string): string {
  return unitOf.get(id) ?? ''
}

/** A metric's label; its id where it is unknown. */
export function metricLabel(id: string): string {
  return labelOf.get(id) ?? id
}

/** A metric's value with its unit: `61.2 ms`. */
export function metricFigure(id: string, value: number | null): string {
  const unit = metricUnit(id)
  return value === null || unit === '' ? figure(value) : `${figure(value)} ${unit}`
}

/** A normal range with its unit: `0.25 to 1.5 ms`. */
export function normalText(id: string, normal: readonly [number, number] | null): string {
  if (normal === null) return 'no value in the baseline'
  const unit = metricUnit(id)
  return unit === '' ? rangeText(normal) : `${rangeText(normal)} ${unit}`
}

/** A range without its unit, for where that was just said: `0.25 to 1.5`. */
export function rangeText([low, high]: readonly [number, number]): string {
  return figure(low) === figure(high) ? figure(low) : `${figure(low)} to ${figure(high)}`
}
