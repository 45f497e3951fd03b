// The form of a baseline rule.
import { Anchor, Checkbox, NativeSelect, Radio, TextInput } from '@mantine/core'
import { Link } from 'wouter'
import { isZone } from '../../../src-shared/zones.ts'
import classes from './live.module.css'
import { type RuleDraft, hourText } from './rule-text.ts'

interface RuleFieldsProps {
  readonly draft: RuleDraft
  /** There is a stretch that a fixed rule could name. */
  readonly hasFixed: boolean
  readonly onChange: (change: Partial<RuleDraft>) => void
}

const hours = Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: hourText(hour) }))
const isKind = (value: string): value is RuleDraft['kind'] => ['none', 'fixed', 'rolling'].includes(value)

function Rolling({ draft, onChange }: Omit<RuleFieldsProps, 'hasFixed'>) {
  const { days, hasHours, from, to, zone } = draft
  const isDays = /^\d+$/.test(days.trim()) && Number(days) >= 1 && Number(days) <= 90
  return (
    <div className={classes['fields']}>
      <TextInput
        size="xs"
        w={110}
        label="Days"
        inputMode="numeric"
        value={days}
        error={isDays ? null : 'Wanted 1 to 90.'}
        onChange={({ currentTarget }) => onChange({ days: currentTarget.value })}
      />
      <Checkbox
        size="xs"
        mb={6}
        label="Only some hours of each day"
        checked={hasHours}
        onChange={({ currentTarget }) => onChange({ hasHours: currentTarget.checked })}
      />
      {hasHours && (
        <>
          <NativeSelect
            size="xs"
            label="From"
            data={hours}
            value={String(from)}
            onChange={({ currentTarget }) => onChange({ from: Number(currentTarget.value) })}
          />
          <NativeSelect
            size="xs"
            label="To"
            data={hours}
            value={String(to)}
            error={from === to ? 'Another hour than From.' : null}
            onChange={({ currentTarget }) => onChange({ to: Number(currentTarget.value) })}
          />
          <TextInput
            size="xs"
            label="Zone"
            w={160}
            spellCheck={false}
            value={zone}
            error={isZone(zone) ? null : 'Wanted a zone as Europe/Berlin.'}
            onChange={({ currentTarget }) => onChange({ zone: currentTarget.value })}
          />
        </>
      )}
    </div>
  )
}

export function RuleFields({ draft, hasFixed, onChange }: RuleFieldsProps) {
  return (
    <>
      <Radio.Group
        size="xs"
        label="What retraining learns"
        value={draft.kind}
        onChange={(kind) => (isKind(kind) ? onChange({ kind }) : undefined)}
      >
        <Radio size="xs" mt={6} value="rolling" label="Rolling: the last days, incidents left out" />
        <Radio
          size="xs"
          mt={6}
          value="fixed"
          disabled={!hasFixed}
          label={hasFixed ? 'Fixed: always the same stretches' : 'Fixed: train a model on Investigate first'}
        />
        <Radio size="xs" mt={6} value="none" label="Nothing: no retraining" />
      </Radio.Group>
      {draft.kind === 'rolling' && <Rolling draft={draft} onChange={onChange} />}
      {draft.kind === 'fixed' && (
        <p className="quiet">
          Other stretches are chosen by training on{' '}
          <Anchor component={Link} href="/investigate" inherit underline="always">
            Investigate
          </Anchor>
          : what a person trains there becomes the fixed baseline.
        </p>
      )}
    </>
  )
}
