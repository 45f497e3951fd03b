// What was seen first: by the findings' own times, else by the metrics' peaks.
import type { Incident } from '../contract/analysis.ts'
import { hasMoved } from './heights.ts'

export interface FirstSymptom {
  /** Position of the finding that it is, in the incident's causes; null where a metric shows it. */
  readonly cause: number | null
  /** The column that shows it; null where only the finding is known. */
  readonly metric: string | null
  /** When it left its normal; its peak where that is all that is known. */
  readonly at: number
  readonly isPeak: boolean
}

/** Metrics with less than this part of an incident's score are not worth a word. */
export const leastPart = 0.05

const earliest = (symptoms: readonly FirstSymptom[]): FirstSymptom | undefined =>
  symptoms.toSorted((left, right) => left.at - right.at)[0]

/** Symptoms and impacts that diagnosis has found, each since when. */
function foundOnes({ causes }: Incident): FirstSymptom[] {
  return causes.flatMap(({ role, since, evidence }, cause) => {
    const metric = evidence.find((one) => one.metric !== null)?.metric ?? null
    return role === 'cause' ? [] : [{ cause, metric, at: since, isPeak: false }]
  })
}

/** Columns that speak for the likeliest cause, each since when. */
function shownOnes({ causes }: Incident): FirstSymptom[] {
  const likeliest = causes.find(({ role }) => role === 'cause')
  return (likeliest?.evidence ?? []).flatMap(({ metric, at }) =>
    metric === null || at === null ? [] : [{ cause: null, metric, at, isPeak: false }],
  )
}

function peaks({ metrics }: Incident): FirstSymptom[] {
  return metrics.flatMap((share) => {
    const { metric, contribution, peakAt } = share
    return contribution < leastPart || peakAt === null || !hasMoved(share)
      ? []
      : [{ cause: null, metric, at: peakAt, isPeak: true }]
  })
}

/** The first symptom of an incident; undefined where nothing has moved. */
export function firstSymptom(incident: Incident): FirstSymptom | undefined {
  return earliest(foundOnes(incident)) ?? earliest(shownOnes(incident)) ?? earliest(peaks(incident))
}
