// What an incident was, in a person's judgement, and what each answer will do, said before it is given.
import { Button } from '@mantine/core'
import type { BaselineRule } from '../../../src-shared/contract/sources.ts'
import type { IncidentHead } from '../../../src-shared/contract/incidents.ts'
import classes from './incidents.module.css'

type Verdict = NonNullable<IncidentHead['verdict']>

interface VerdictChoiceProps {
  readonly incident: IncidentHead
  /** What its source is retrained on; null: nothing. */
  readonly rule: BaselineRule | null | undefined
  readonly isBusy: boolean
  readonly onVerdict: (verdict: Verdict | null) => void
}

function effectText(verdict: Verdict, rule: BaselineRule | null | undefined): string {
  if (rule === null)
    return verdict === 'normal'
      ? 'Its stretch may be learned as normal; but this NameNode has no baseline rule, so nothing retrains it until one is set.'
      : 'Its stretch is never learned as normal.'
  if (verdict === 'real') return 'The next retraining leaves its stretch out, as all after it.'
  return rule?.kind === 'fixed'
    ? 'The next retraining adds its stretch to the fixed baseline; what looks like it is then no incident.'
    : 'The next retraining learns its stretch with the rest; what looks like it is then no incident.'
}

const names: Readonly<Record<Verdict, string>> = { normal: 'This is normal', real: 'This is real' }

export function VerdictChoice({ incident, rule, isBusy, onVerdict }: VerdictChoiceProps) {
  return (
    <div role="group" aria-label="What it was">
      {(['normal', 'real'] as const).map((verdict) => {
        const isChosen = incident.verdict === verdict
        return (
          <div key={verdict} className={classes['choice']}>
            <Button
              size="xs"
              variant={isChosen ? 'filled' : 'default'}
              aria-pressed={isChosen}
              aria-describedby={`verdict-${verdict}`}
              disabled={isBusy}
              onClick={() => onVerdict(isChosen ? null : verdict)}
            >
              {names[verdict]}
            </Button>
            <span id={`verdict-${verdict}`} className="quiet">
              {effectText(verdict, rule)}
              {isChosen && ' Chosen; press again to take it back.'}
            </span>
          </div>
        )
      })}
    </div>
  )
}
