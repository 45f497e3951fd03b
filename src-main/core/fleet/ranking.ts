// The order of a fleet's NameNodes: the most severe first. Pure.
import type { FleetFinding, FleetRow } from '../../../src-shared/contract/fleets.ts'

const group = ({ step }: FleetRow): number => (step === 'done' ? 0 : step === 'failed' ? 2 : 1)

const ratio = ({ peak, threshold }: FleetFinding): number => (threshold > 0 ? peak / threshold : peak)

/** Severity, then incidents, then how far the highest score is above the threshold: positive where the right one is worse. */
function worse(left: FleetFinding | null, right: FleetFinding | null): number {
  if (left === null || right === null) return 0
  return (
    (right.severity ?? 0) - (left.severity ?? 0) ||
    Math.sign(right.incidents) - Math.sign(left.incidents) ||
    ratio(right) - ratio(left)
  )
}

/** Judged ones, the most severe first; then those under way or waiting; failed ones last. Equal ones by name. */
export function ranked(rows: readonly FleetRow[]): FleetRow[] {
  return rows.toSorted(
    (left, right) =>
      group(left) - group(right) ||
      worse(left.finding, right.finding) ||
      (left.instance < right.instance ? -1 : left.instance > right.instance ? 1 : 0),
  )
}
