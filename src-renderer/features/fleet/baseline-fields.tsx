// What each NameNode's model learns, told by the window.
import { Radio, TextInput } from '@mantine/core'
import type { Zone } from '../../state/use-zone.ts'
import { RangeFields } from '../engines/range-fields.tsx'
import type { FleetDraft } from './fleet-draft.ts'
import { isHours, overlap } from './fleet-draft.ts'
import classes from './fleet.module.css'

interface BaselineFieldsProps {
  readonly draft: FleetDraft
  readonly zone: Zone
  readonly onChange: (change: Partial<FleetDraft>) => void
}

const kinds = [
  { value: 'same-hours-last-week', label: 'The same hours of last week' },
  { value: 'hours-before', label: 'The hours before the window' },
  { value: 'range', label: 'A fixed range' },
] as const

export function BaselineFields({ draft, zone, onChange }: BaselineFieldsProps) {
  const { kind, hours, range, window } = draft
  const isOverlapping = range !== undefined && window !== undefined && overlap(range, window)
  return (
    <div className={classes['baseline']}>
      <Radio.Group
        size="xs"
        label="Baseline: what is normal"
        value={kind}
        onChange={(value) => {
          const chosen = kinds.find((one) => one.value === value)
          if (chosen !== undefined) onChange({ kind: chosen.value })
        }}
      >
        <div className={classes['kinds']}>
          {kinds.map(({ value, label }) => (
            <Radio key={value} size="xs" value={value} label={label} />
          ))}
        </div>
      </Radio.Group>
      {kind === 'same-hours-last-week' && (
        <p className={classes['hint']}>Of a window under 6 hours, with as much around them as makes 6.</p>
      )}
      {kind === 'hours-before' && (
        <TextInput
          size="xs"
          w={110}
          label="Hours"
          inputMode="numeric"
          value={hours}
          error={isHours(hours) ? null : 'Wanted 1 to 2160.'}
          onChange={({ currentTarget }) => onChange({ hours: currentTarget.value })}
        />
      )}
      {kind === 'range' && (
        <div>
          <fieldset className={classes['range']}>
            <legend className="visually-hidden">Range of the baseline</legend>
            <RangeFields
              id="fleet-baseline"
              what="Baseline"
              range={range}
              zone={zone}
              onChange={(next) => onChange({ range: next })}
            />
          </fieldset>
          {isOverlapping && (
            <p className={classes['wrong']} role="alert">
              It overlaps the window: a model that learns an incident finds it normal.
            </p>
          )}
        </div>
      )}
    </div>
  )
}
