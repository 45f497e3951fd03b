// What a threshold does, in words and as other thresholds beside it. Pure.
import type { Preview } from '../../../src-shared/contract/reports.ts'
import { figure } from '../../../src-shared/figures.ts'
import { rangeText } from '../../../src-shared/zones.ts'

type Effect = Preview['effects'][number]

/** `46 of 81 windows above the threshold.` */
export function flaggedText({ flagged, windows, threshold }: Preview): string {
  return `${figure(flagged)} of ${figure(windows)} windows above the threshold of ${figure(threshold)}.`
}

/** `1 incident, 2026-11-22 16:06:38 to 16:07:24.`; of several, the worst. */
export function incidentsText({ incidentCount, incidents }: Preview, zone: string): string {
  const [worst] = incidents
  if (worst === undefined) return 'No incident.'
  const times = rangeText(worst.start, worst.end, zone)
  return incidentCount === 1
    ? `1 incident, ${times}.`
    : `${figure(incidentCount)} incidents, the worst ${times}.`
}

/** The nearest higher and lower thresholds that would flag another number of windows, highest first. */
export function otherEffects({ effects, threshold, flagged }: Preview): Effect[] {
  const others = effects.filter((effect) => effect.flagged !== flagged)
  const higher = others.find((effect) => effect.threshold > threshold)
  const lower = others.findLast((effect) => effect.threshold < threshold)
  return [higher, lower].filter((effect) => effect !== undefined)
}

/** How many times the top of the normal range a peak is: `24x`; – where there is no such number. */
export function timesText(peak: number | null, normal: readonly [number, number] | null): string {
  const high = normal?.[1] ?? 0
  return peak === null || high <= 0 ? '–' : `${figure(Number((peak / high).toPrecision(2)))}x`
}
