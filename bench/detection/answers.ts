// What the incident at a fault says: does the right metric lead, is the right cause first, the right user?
import type { AcceptedCauses } from './labels.ts'
import type { FoundFault } from './found-faults.ts'

/** Null where the label names nothing to be right about; a fault that was not found is wrong. */
export interface Answers {
  /** An expected column is the incident's first metric. */
  readonly metricFirst: boolean | null
  /** One is among the first three. */
  readonly metricInThree: boolean | null
  /** Its first cause is an accepted one. */
  readonly causeFirst: boolean | null
  /** Its first user is the label's, with the label's operation. */
  readonly userFirst: boolean | null
}

/** Judges what was said at a fault. */
export function answersAt({ label, delay, incident }: FoundFault, accepted: AcceptedCauses): Answers {
  const said = delay === null ? null : incident
  const { expected, user, operation } = label
  const isExpectedWithin = (first: number): boolean | null =>
    expected.length === 0
      ? null
      : (said?.metrics ?? []).slice(0, first).some(({ metric }) => expected.includes(metric))
  const causes: readonly string[] | undefined = accepted[label.kind]
  const cause = said?.causes[0]?.id
  const caller = said?.users[0]
  return {
    metricFirst: isExpectedWithin(1),
    metricInThree: isExpectedWithin(3),
    causeFirst: causes === undefined ? null : cause !== undefined && causes.includes(cause),
    userFirst: user === null ? null : caller?.user === user && caller.operation === operation,
  }
}
