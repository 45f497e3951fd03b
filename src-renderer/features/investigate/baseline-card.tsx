// Step 1: the stretch that counts as normal, whether it may, and the model trained on it.
import { Button, Kbd, Switch } from '@mantine/core'
import { formatDuration } from '../../../src-shared/time.ts'
import { useInvestigation } from '../../state/investigation.ts'
import { useCommands } from '../commands/use-commands.ts'
import own from './baseline.module.css'
import classes from './investigate.module.css'
import { longestUnasked } from './estimate.ts'
import { StepHeading } from './step-heading.tsx'
import type { Subject } from './subject.ts'
import { TrainingResult } from './training-result.tsx'
import { TrainingStatus } from './training-status.tsx'
import { type Training, useTraining } from './use-training.ts'
import { Verdict } from './verdict.tsx'
import { WindowChips } from './window-chips.tsx'
import { WindowFields } from './window-fields.tsx'

/** Why a training waits to be asked for; undefined where it does not. */
function onRequestText({ estimateMs, isTrained }: Training, retrains: boolean): string | undefined {
  const expected = estimateMs?.training ?? 0
  if (!retrains || isTrained || expected <= longestUnasked.training) return undefined
  return `About ${formatDuration(expected)}: trained on request.`
}

export function BaselineCard({ subject }: { readonly subject: Subject }) {
  const training = useTraining(subject)
  const { baseline, model, job, why, start } = training
  // Its progress below says so.
  const isRunning = job?.finishedAt === null
  const retrains = useInvestigation((state) => state.retrains)
  const setRetrains = useInvestigation((state) => state.setRetrains)
  useCommands([
    {
      id: 'train',
      label: 'Train model on baseline',
      keys: 'T',
      group: 'Investigate',
      run: start,
      ...(why === undefined ? {} : { disabled: why }),
    },
    {
      id: 'retrain',
      label: retrains ? 'Retrain on request only' : 'Retrain as the window moves',
      group: 'Investigate',
      run: () => setRetrains(!retrains),
    },
  ])
  return (
    <section className={`card ${classes['step'] ?? ''}`} aria-labelledby="baseline-heading">
      <StepHeading step="baseline" window={baseline?.window} whole={subject.whole} />
      <div className={classes['fields']}>
        <WindowFields step="baseline" subject={subject} window={baseline?.window} />
        <Switch
          size="xs"
          label="Retrain as the window moves"
          className={own['retrains'] ?? ''}
          checked={retrains}
          onChange={(event) => setRetrains(event.currentTarget.checked)}
        />
      </div>
      <WindowChips step="baseline" subject={subject} />
      <div className={own['columns']}>
        <div className={own['column']}>
          <div className={classes['action']}>
            <Button
              size="xs"
              variant={model === undefined ? 'filled' : 'default'}
              onClick={start}
              disabled={why !== undefined}
              aria-describedby="train-why"
            >
              Train model on baseline
            </Button>
            <span id="train-why" className={isRunning ? 'visually-hidden' : 'quiet'}>
              {why ?? onRequestText(training, retrains) ?? <Kbd size="xs">T</Kbd>}
            </span>
          </div>
          <TrainingStatus training={training} />
          {baseline !== undefined && <Verdict {...{ subject, baseline, training }} />}
        </div>
        <TrainingResult training={training} />
      </div>
    </section>
  )
}
