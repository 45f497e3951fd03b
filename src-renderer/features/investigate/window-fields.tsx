// From and To of a step's window.
import { orderedRange, type TimeRange } from '../../../src-shared/time.ts'
import { rangeText } from '../../../src-shared/zones.ts'
import { overlaps } from '../../charts/plot.ts'
import { type Step, useInvestigation } from '../../state/investigation.ts'
import { useZone } from '../../state/use-zone.ts'
import { TimeField } from './time-field.tsx'
import type { Subject } from './subject.ts'

interface WindowFieldsProps {
  readonly step: Step
  readonly subject: Subject
  readonly window: TimeRange | undefined
}

export function WindowFields({ step, subject, window }: WindowFieldsProps) {
  const zone = useZone()
  const setWindow = useInvestigation((state) => state.setWindow)
  const take = (end: 'from' | 'to', time: number): string | undefined => {
    const { whole } = subject
    const next = { ...(window ?? whole), [end]: time }
    if (next.to <= next.from) return end === 'from' ? 'Wanted a time before To.' : 'Wanted a time after From.'
    if (!overlaps(next, whole))
      return `No data there: it reaches from ${rangeText(whole.from, whole.to, zone.name)}.`
    setWindow(step, orderedRange(next))
    return undefined
  }
  const hint = `${step}-zone`
  return (
    <>
      {(['from', 'to'] as const).map((end) => (
        <TimeField
          key={`${end}-${zone.name}`}
          label={end === 'from' ? 'From' : 'To'}
          describedBy={hint}
          value={window?.[end]}
          zone={zone.name}
          onCommit={(time) => take(end, time)}
        />
      ))}
      <span id={hint} hidden>{`YYYY-MM-DD HH:MM:SS in ${zone.label}, ISO 8601, or epoch milliseconds`}</span>
    </>
  )
}
