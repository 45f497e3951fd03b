// The sheet that a report is printed on.
import type { Paper } from '../../../src-shared/contract/reports.ts'
import type { Settings } from '../../../src-shared/contract/settings.ts'

/** Regions (ISO 3166) whose offices print on Letter; all others have A4. */
const letterRegions: ReadonlySet<string> = new Set([
  'US',
  'CA',
  'MX',
  'CL',
  'CO',
  'CR',
  'PA',
  'PH',
  'PR',
  'VE',
  'GT',
  'NI',
  'SV',
  'DO',
])

function regionOf(locale: string): string | undefined {
  try {
    return new Intl.Locale(locale).region
  } catch {
    return undefined
  }
}

/** The setting's sheet; `auto` is that of the locale's region (BCP 47), A4 where none is known. */
export function paperFor(setting: Settings['report.paper'], locale: string | undefined): Paper {
  if (setting !== 'auto') return setting
  return letterRegions.has(regionOf(locale ?? '') ?? '') ? 'letter' : 'a4'
}
