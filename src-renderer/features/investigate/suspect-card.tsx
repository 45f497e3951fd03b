// Step 2: the stretch to explain, the threshold and what it would flag, and the analysis.
import { Button, Kbd } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import type { SubmitEvent } from 'react'
import { usePreview } from '../../data/models.ts'
import { useInvestigation } from '../../state/investigation.ts'
import { useCommands } from '../commands/use-commands.ts'
import { Effect } from './effect.tsx'
import classes from './investigate.module.css'
import { JobOutcome } from './job-outcome.tsx'
import { LeadingMetrics } from './leading-metrics.tsx'
import { useJobOf } from './job-of-source.ts'
import { StepHeading } from './step-heading.tsx'
import { type Subject, useModel, useWindows } from './subject.ts'
import { ThresholdField } from './threshold-field.tsx'
import { useAnalyze } from './use-analyze.ts'
import { WindowChips } from './window-chips.tsx'
import { WindowFields } from './window-fields.tsx'

/** A threshold has to stay this long before its effect is asked for, ms. */
const settleMs = 150

export function SuspectCard({ subject }: { readonly subject: Subject }) {
  const { suspect } = useWindows(subject)
  const model = useModel(subject)
  const [threshold] = useDebouncedValue(
    useInvestigation((state) => state.thresholdOverride),
    settleMs,
  )
  const stretch = { ...subject.of, from: suspect?.from, to: suspect?.to }
  const preview = usePreview(stretch, threshold, model?.id)
  const analyze = useAnalyze(subject.of)
  const { latest, active } = useJobOf(subject, 'analyze')
  const reasons = [
    [suspect === undefined, 'There is no suspect window yet.'],
    [model === undefined, 'Train the model first (step 1).'],
    [active !== undefined || analyze.isPending, 'An analysis is running.'],
  ] as const
  const why = reasons.find(([holds]) => holds)?.[1]
  const run = (): void => {
    const { thresholdOverride } = useInvestigation.getState()
    if (why === undefined && suspect !== undefined) analyze.mutate({ ...suspect, thresholdOverride })
  }
  useCommands([
    {
      id: 'analyze',
      label: 'Analyze for anomalies',
      keys: 'A',
      group: 'Investigate',
      run,
      ...(why === undefined ? {} : { disabled: why }),
    },
  ])
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    run()
  }
  return (
    <section className={`card ${classes['step'] ?? ''}`} aria-labelledby="suspect-heading">
      <form onSubmit={submit}>
        <StepHeading step="suspect" window={suspect} whole={subject.whole} />
        <div className={classes['fields']}>
          <WindowFields step="suspect" subject={subject} window={suspect} />
          <ThresholdField own={model?.threshold} />
        </div>
        <WindowChips step="suspect" subject={subject} />
        <div className={classes['action']}>
          <Button size="xs" type="submit" disabled={why !== undefined} aria-describedby="analyze-why">
            Analyze for anomalies
          </Button>
          <span id="analyze-why" className="quiet">
            {why ?? (
              <>
                <Kbd size="xs">Enter</Kbd> or <Kbd size="xs">A</Kbd>
              </>
            )}
          </span>
        </div>
        <JobOutcome job={latest} error={analyze.error} />
        <Effect hasModel={model !== undefined} preview={preview.data} error={preview.error} />
        {model !== undefined && preview.error === null && (
          <LeadingMetrics incident={preview.data?.incidents[0]} />
        )}
      </form>
    </section>
  )
}
