// Words of the baseline's verdict. Pure.
import type { BaselineCheck, BaselineVerdict } from '../../../src-shared/contract/models.ts'
import type { JobProgress } from '../../../src-shared/contract/jobs.ts'
import { figure } from '../../../src-shared/figures.ts'
import type { Judgement } from './judgement.ts'

const heads: Readonly<Record<BaselineVerdict['level'], string>> = {
  good: 'Good baseline.',
  fair: 'Fair baseline.',
  unusable: 'Unusable baseline.',
}

/** `Good baseline.` */
export function verdictHead({ level }: Pick<Judgement, 'level'>): string {
  return heads[level]
}

/** `1,020 rows, 991 windows. No gap, …`; findings say the rest. `leaves`: some of it is not learned. */
export function verdictText(
  { rows, windows, rowsNeeded }: BaselineVerdict,
  { findings, stretches }: Judgement,
  leaves: boolean,
): string {
  const less = leaves ? ', less what is left out' : ''
  const amount =
    rows < rowsNeeded
      ? `${figure(rows)} rows; ${figure(rowsNeeded)} at least are needed.`
      : `${figure(rows)} rows, ${figure(windows)} windows${less}.`
  if (findings.length > 0) return amount
  const unlike = stretches.length > 0 ? '' : ', no stretch unlike the rest'
  return `${amount} No gap, no restart, no change of role or version${unlike}.`
}

/** What the check says besides the stretches that it found. */
export function checkedText({ parts }: BaselineCheck, { findings, stretches }: Judgement): string {
  const inParts = `Checked in ${figure(parts)} parts: `
  if (stretches.length > 0)
    return `${inParts}${stretches.length === 1 ? 'one stretch stands' : `${figure(stretches.length)} stretches stand`} out.`
  const others = findings.some(({ kind }) => kind === 'unusual')
  return `${inParts}${others ? 'no other stretch stands out.' : 'each looks like the rest.'}`
}

/** How far a check is: `Checking: part 2 of 5`; without the part while it is not known. */
export function checkingText(progress: JobProgress | null | undefined): string {
  if (progress === null || progress === undefined || progress.total === 0) return 'Checking'
  const { done, total } = progress
  const part = Math.min(total, Math.floor(done) + 1)
  return `Checking: part ${figure(part)} of ${figure(total)}`
}
