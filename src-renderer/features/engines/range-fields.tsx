// From and To of a range that has no data here yet.
import type { TimeRange } from '../../../src-shared/time.ts'
import type { Zone } from '../../state/use-zone.ts'
import { TimeField } from '../investigate/time-field.tsx'

interface RangeFieldsProps {
  /** Unique on the page. */
  readonly id: string
  /** Where there are several: `Window` from, to. */
  readonly what?: string
  readonly range: TimeRange | undefined
  readonly zone: Zone
  readonly onChange: (range: TimeRange) => void
}

const hour = 3_600_000

export function RangeFields({ id, what, range, zone, onChange }: RangeFieldsProps) {
  const take = (end: 'from' | 'to', time: number): string | undefined => {
    // The first end that is typed brings the other.
    const before =
      range ?? (end === 'from' ? { from: time, to: time + hour } : { from: time - hour, to: time })
    const next = { ...before, [end]: time }
    if (next.to <= next.from) return end === 'from' ? 'Wanted a time before To.' : 'Wanted a time after From.'
    onChange(next)
    return undefined
  }
  const hint = `${id}-zone`
  return (
    <>
      {(['from', 'to'] as const).map((end) => (
        <TimeField
          key={`${end}-${zone.name}`}
          label={what === undefined ? (end === 'from' ? 'From' : 'To') : `${what} ${end}`}
          describedBy={hint}
          value={range?.[end]}
          zone={zone.name}
          onCommit={(time) => take(end, time)}
        />
      ))}
      <span id={hint} hidden>{`YYYY-MM-DD HH:MM:SS in ${zone.label}, ISO 8601, or epoch milliseconds`}</span>
    </>
  )
}
