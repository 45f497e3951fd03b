// Step 1: the stretch that counts as normal, whether it may, and the model trained on it.
import { Button, Kbd } from '@mantine/core'
import { useVerdict } from '../../data/models.ts'
import { useCommands } from '../commands/use-commands.ts'
import classes from './investigate.module.css'
import { JobOutcome } from './job-outcome.tsx'
import { useJobOf } from './job-of-source.ts'
import { StepHeading } from './step-heading.tsx'
import { type Subject, useModel, useWindows } from './subject.ts'
import { TrainingResult } from './training-result.tsx'
import { useTrain } from './use-train.ts'
import { Verdict } from './verdict.tsx'
import { WindowChips } from './window-chips.tsx'
import { WindowFields } from './window-fields.tsx'

export function BaselineCard({ subject }: { readonly subject: Subject }) {
  const { baseline } = useWindows(subject)
  const model = useModel(subject)
  const train = useTrain(subject)
  const { latest, active, maker } = useJobOf(subject, 'train', model?.id)
  const verdict = useVerdict({ ...subject.of, from: baseline?.from, to: baseline?.to })
  const reasons = [
    [baseline === undefined, 'There is no baseline window yet.'],
    [active !== undefined || train.isPending, 'A training is running.'],
    [verdict.data?.level === 'unusable', 'This window cannot be trained on: choose another.'],
  ] as const
  const why = reasons.find(([holds]) => holds)?.[1]
  const run = (): void => {
    if (why === undefined && baseline !== undefined) train.mutate(baseline)
  }
  useCommands([
    {
      id: 'train',
      label: 'Train model on baseline',
      keys: 'T',
      group: 'Investigate',
      run,
      ...(why === undefined ? {} : { disabled: why }),
    },
  ])
  return (
    <section className={`card ${classes['step'] ?? ''}`} aria-labelledby="baseline-heading">
      <StepHeading step="baseline" window={baseline} whole={subject.whole} />
      <div className={classes['fields']}>
        <WindowFields step="baseline" subject={subject} window={baseline} />
      </div>
      <WindowChips step="baseline" subject={subject} />
      <Verdict subject={subject} window={baseline} />
      <div className={classes['action']}>
        <Button
          size="xs"
          variant={model === undefined ? 'filled' : 'default'}
          onClick={run}
          disabled={why !== undefined}
          aria-describedby="train-why"
        >
          Train model on baseline
        </Button>
        <span id="train-why" className="quiet">
          {why ?? <Kbd size="xs">T</Kbd>}
        </span>
      </div>
      <JobOutcome job={latest} error={train.error} />
      {model !== undefined && <TrainingResult {...{ model, job: maker, window: baseline }} />}
    </section>
  )
}
