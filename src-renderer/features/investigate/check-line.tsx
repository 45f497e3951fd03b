// The baseline's check by cross-validation, in one line: how far it is, what it said, or how to get it.
import { Button } from '@mantine/core'
import { formatDuration } from '../../../src-shared/time.ts'
import { failureOf } from '../../data/failure.ts'
import { stopChecks } from '../../data/models.ts'
import classes from './baseline.module.css'
import { checkedText, checkingText } from './finding-text.ts'
import { useJobOf } from './job-of-source.ts'
import type { Judgement } from './judgement.ts'
import type { Subject } from './subject.ts'
import type { BaselineChecking } from './use-baseline-check.ts'

interface CheckLineProps {
  readonly subject: Subject
  readonly checking: BaselineChecking
  readonly judgement: Judgement
}

export function CheckLine({ subject, checking, judgement }: CheckLineProps) {
  const { check, isNext, estimateMs } = checking
  const { active } = useJobOf(subject, 'check')
  const ask = (label: string) => (
    <Button size="compact-xs" variant="default" onClick={() => void check.refetch()}>
      {label}
    </Button>
  )
  if (check.isFetching)
    return (
      <div className={classes['check']} aria-live="off">
        <span>{checkingText(active?.progress)}</span>
        <Button
          size="compact-xs"
          variant="default"
          aria-label="Cancel the check"
          onClick={() => void stopChecks()}
        >
          Cancel
        </Button>
      </div>
    )
  if (check.error !== null)
    return (
      <div className={classes['check']} role="alert">
        <span>{`Not checked: ${failureOf(check.error).message}`}</span>
        {ask('Try again')}
      </div>
    )
  if (check.data !== undefined)
    return (
      <div className={classes['check']} aria-live="polite">
        {checkedText(check.data, judgement)}
      </div>
    )
  if (isNext) return <div className={classes['check']}>Checked once the model is trained.</div>
  return (
    <div className={classes['check']}>
      {ask('Check the baseline')}
      {estimateMs !== undefined && <span>{`about ${formatDuration(Math.max(1000, estimateMs))}`}</span>}
    </div>
  )
}
