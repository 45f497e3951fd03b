// What a source's models are trained on again: the rule, what it comes to, and changing it.
import { Button } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import type { Model } from '../../../src-shared/contract/models.ts'
import type { Source } from '../../../src-shared/contract/sources.ts'
import { tell, tellFailure } from '../../components/tell.tsx'
import { useSetBaseline } from '../../data/sources.ts'
import type { Zone } from '../../state/use-zone.ts'
import classes from './live.module.css'
import { RuleFields } from './rule-fields.tsx'
import { RulePreview } from './rule-preview.tsx'
import { draftOf, ruleOf, ruleText } from './rule-text.ts'

interface BaselineRuleProps {
  readonly source: Source
  readonly models: readonly Model[]
  readonly zone: Zone
}

/** A rule has to stay this long before it is asked what it comes to, ms. */
const settleMs = 300

export function BaselineRule({ source, models, zone }: BaselineRuleProps) {
  const { id, name, baseline } = source
  const [draft, setDraft] = useState(() => draftOf(baseline, zone.name))
  const save = useSetBaseline(id)
  const inUse = models.find(({ current }) => current)
  const fixed = baseline?.kind === 'fixed' ? baseline.ranges : (inUse?.ranges ?? [])
  const rule = ruleOf(draft, fixed)
  const [settled] = useDebouncedValue(rule, settleMs)
  const isSame = JSON.stringify(rule) === JSON.stringify(baseline)
  const keep = (next: Source['baseline']): void =>
    save.mutate(next, {
      onSuccess: () =>
        tell(`The baseline rule of ${name} was saved`, {
          label: 'Undo',
          run: () => {
            setDraft(draftOf(baseline, zone.name))
            save.mutate(baseline)
          },
        }),
      onError: (error) => tellFailure('The baseline rule was not saved', error),
    })
  return (
    <section className={`card ${classes['rule'] ?? ''}`} aria-labelledby="baseline-rule">
      <h2 id="baseline-rule">Baseline</h2>
      <p>{ruleText(baseline)} Stretches of incidents are never learned unless somebody judged them normal.</p>
      <RuleFields
        draft={draft}
        hasFixed={fixed.length > 0}
        onChange={(change) => setDraft((before) => ({ ...before, ...change }))}
      />
      {settled !== null && settled !== undefined && <RulePreview source={id} rule={settled} zone={zone} />}
      <div>
        <Button
          size="xs"
          loading={save.isPending}
          disabled={rule === undefined || isSame}
          onClick={() => (rule === undefined ? undefined : keep(rule))}
        >
          Save the baseline rule
        </Button>{' '}
        <span className="quiet">{isSame ? 'No change to save.' : 'It counts from the next retraining.'}</span>
      </div>
    </section>
  )
}
