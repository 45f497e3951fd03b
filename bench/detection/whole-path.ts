// The whole path on an imported recording: train on its baseline, analyse the rest; what was found, row by row.
import type { Analysis } from '../../src-shared/contract/analysis.ts'
import type { Profile } from '../../src-shared/profiles.ts'
import type { TimeRange } from '../../src-shared/time.ts'
import type { Imported } from '../../src-main/core/fixtures/imported.ts'
import type { Detection } from './detection.ts'
import type { Labels } from '../../src-main/core/fixtures/imported.ts'

/** First and last document of a recording, epoch ms. */
export function spanOf({ services }: Imported): TimeRange {
  const [source] = services.sources.list()
  const [from, to] = [source?.first ?? null, source?.last ?? null]
  if (from === null || to === null) throw new Error('The recording must give a source.')
  return { from, to }
}

/** The stretch in which nothing was done, and the rest. */
export function baselineAndRest(
  { from, to }: TimeRange,
  { baselineSeconds }: Labels,
): [TimeRange, TimeRange] {
  const end = from + baselineSeconds * 1000
  return [
    { from, to: end },
    { from: end + 1, to },
  ]
}

/** Trains on some stretches and analyses others, each by itself, as the API does. */
export async function analyzed(
  { services }: Imported,
  profile: Profile,
  baseline: readonly TimeRange[],
  suspects: readonly TimeRange[],
): Promise<readonly Analysis[]> {
  const place = { source: undefined, node: undefined }
  const model = await services.models.train({ ...place, ranges: baseline, profile }).outcome
  const analyses: Analysis[] = []
  for (const window of suspects) {
    const request = { ...place, model: model.id, window, thresholdOverride: undefined }
    analyses.push((await services.reports.analyze(request).outcome).report.analysis)
  }
  return analyses
}

/** What an analysis found; a window's score belongs to its last row. */
export function detectionOf({ windows, incidents }: Analysis): Detection {
  return {
    times: Float64Array.from(windows, ({ end }) => end),
    scores: Float64Array.from(windows, ({ score }) => score),
    flags: Uint8Array.from(windows, ({ flagged }) => Number(flagged)),
    incidents,
  }
}
