// The measures of a detection against the labels: over all faults and fault by fault.
import type { Incident } from '../../src-shared/contract/analysis.ts'
import { median } from '../../src-shared/statistics.ts'
import { type Answers, answersAt } from './answers.ts'
import type { Detection } from './detection.ts'
import { type FoundFault, falseIncidents, foundFaults } from './found-faults.ts'
import type { Labels } from '../../src-main/core/fixtures/imported.ts'
import type { AcceptedCauses } from './labels.ts'
import { vusPrOf } from './truth.ts'

/** So many of so many. */
export interface Tally {
  readonly count: number
  readonly of: number
}

export interface Measures {
  /** 0 to 1; null where the recording has no fault. */
  readonly vusPr: number | null
  /** Faults found, of all. */
  readonly recall: Tally
  /** Median over the faults found, rows; null where none was. */
  readonly medianDelay: number | null
  /** Faults at which an expected column leads, or is among the first three, of those whose label names one. */
  readonly metricAt1: Tally
  readonly metricAt3: Tally
  /** Faults with an accepted cause first, of those whose kind has one. */
  readonly causeFirst: Tally
  /** Faults with the right user and operation first, of those that a user did. */
  readonly userFirst: Tally
  /** Incidents that touch neither a fault nor the 45 rows after it, nor an event. */
  readonly falseIncidents: readonly Incident[]
  /** Those that touch an event, whose rows are left out. */
  readonly eventIncidents: readonly Incident[]
  readonly falsePerHour: number
  /** Rows and hours of normal and benign time. */
  readonly normalRows: number
  readonly normalHours: number
  /** In the order of the labels. */
  readonly faults: readonly (FoundFault & Answers)[]
}

function tallyOf(answers: readonly (boolean | null)[]): Tally {
  const given = answers.filter((answer) => answer !== null)
  return { count: given.filter(Boolean).length, of: given.length }
}

/** All measures. A fault that was not found counts as wrong in each. */
export function measured(detection: Detection, labels: Labels, accepted: AcceptedCauses): Measures {
  const faults = foundFaults(detection, labels).map((fault) => ({ ...fault, ...answersAt(fault, accepted) }))
  const delays = faults.flatMap(({ delay }) => (delay === null ? [] : [delay]))
  const { incidents, atEvents, normalRows, normalHours } = falseIncidents(detection, labels)
  return {
    vusPr: vusPrOf(detection, labels),
    recall: { count: delays.length, of: faults.length },
    medianDelay: delays.length === 0 ? null : median(delays),
    metricAt1: tallyOf(faults.map(({ metricFirst }) => metricFirst)),
    metricAt3: tallyOf(faults.map(({ metricInThree }) => metricInThree)),
    causeFirst: tallyOf(faults.map(({ causeFirst }) => causeFirst)),
    userFirst: tallyOf(faults.map(({ userFirst }) => userFirst)),
    falseIncidents: incidents,
    eventIncidents: atEvents,
    falsePerHour: normalHours === 0 ? 0 : incidents.length / normalHours,
    normalRows,
    normalHours,
    faults,
  }
}
