// Words for severity and confidence, the same on every screen, in print and in the terminal.
import type { Opinion } from '../contract/analysis.ts'
import { percent } from '../figures.ts'

/** Bands of severity, the mildest first, as Elastic's anomaly scores have them (below 25, 50, 75). */
export const severityBands = ['warning', 'minor', 'major', 'critical'] as const
export type SeverityBand = (typeof severityBands)[number]

/** The band of a severity from 0 to 100: critical above 75, major from 50, minor from 25, warning below. */
export function severityBand(severity: number): SeverityBand {
  if (severity > 75) return 'critical'
  if (severity >= 50) return 'major'
  return severity >= 25 ? 'minor' : 'warning'
}

/** `78, critical`; – where there is none. */
export function severityText(severity: number | null): string {
  return severity === null ? '–' : `${String(Math.round(severity))}, ${severityBand(severity)}`
}

/** What a confidence from 0 to 1 is in words. */
export function confidenceWord(confidence: number): 'very likely' | 'likely' | 'possible' {
  if (confidence >= 0.8) return 'very likely'
  return confidence >= 0.5 ? 'likely' : 'possible'
}

/** `very likely, 87 %`. */
export function confidenceText(confidence: number): string {
  return `${confidenceWord(confidence)}, ${percent(confidence)}`
}

/** Names of the other detectors. */
export const detectorNames: Readonly<Record<Opinion['detector'], string>> = {
  pca: 'PCA',
  'robust-z': 'robust z-score',
  'kolmogorov-smirnov': 'Kolmogorov-Smirnov',
}

/** `3 of 3 agree`; empty where there was no other detector. */
export function agreementText(opinions: readonly Opinion[]): string {
  const agreeing = opinions.filter(({ agrees }) => agrees).length
  if (opinions.length === 0) return ''
  return `${agreeing === 0 ? 'none' : String(agreeing)} of ${String(opinions.length)} ${agreeing === 1 ? 'agrees' : 'agree'}`
}
