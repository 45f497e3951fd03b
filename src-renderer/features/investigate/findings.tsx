// What was found in the baseline, line by line, in the order in which it is told: of its rows, then of its check.
import type { TimeRange } from '../../../src-shared/time.ts'
import type { Baseline } from '../../state/left-out.ts'
import classes from './baseline.module.css'
import { FindingLine } from './finding-line.tsx'
import { type Judgement, placeOf } from './judgement.ts'
import { unlikeText } from './stretch-text.ts'

interface FindingsProps {
  readonly judgement: Judgement
  readonly baseline: Baseline
  readonly whole: TimeRange
  /** Called when somebody leaves a stretch out. */
  readonly onLeaveOut: () => void
}

export function Findings({ judgement: { findings, stretches }, ...shared }: FindingsProps) {
  return (
    <ul className={classes['findings']}>
      {findings.map((finding) => {
        const stretch = placeOf(finding)
        if (stretch === undefined) return null
        const { kind, text } = finding
        return (
          <FindingLine
            key={`${kind}-${String(stretch.from)}`}
            {...shared}
            stretch={stretch}
            text={`: ${text}`}
            canLeaveOut={kind === 'unusual'}
          />
        )
      })}
      {stretches.map((stretch) => (
        <FindingLine
          key={stretch.from}
          {...shared}
          stretch={stretch}
          text={` ${unlikeText(stretch)}.`}
          canLeaveOut
        />
      ))}
    </ul>
  )
}
