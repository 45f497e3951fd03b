// Words of the baseline's verdict. Pure.
import type { BaselineVerdict } from '../../../src-shared/contract/models.ts'
import { figure } from '../../../src-shared/figures.ts'

const heads: Readonly<Record<BaselineVerdict['level'], string>> = {
  good: 'Good baseline.',
  fair: 'Fair baseline.',
  unusable: 'Unusable baseline.',
}

/** `Good baseline.` */
export function verdictHead({ level }: BaselineVerdict): string {
  return heads[level]
}

/** `1,020 rows, 991 windows to learn from. No gap, …`; findings say the rest. */
export function verdictText({ rows, windows, rowsNeeded, findings }: BaselineVerdict): string {
  const amount =
    rows < rowsNeeded
      ? `${figure(rows)} rows; ${figure(rowsNeeded)} at least are needed.`
      : `${figure(rows)} rows, ${figure(windows)} windows to learn from.`
  return findings.length > 0
    ? amount
    : `${amount} No gap, no restart, no change of role or version, and no stretch unlike the rest.`
}
