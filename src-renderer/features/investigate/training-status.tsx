// Under the Train button, in a place of its own height: how the training goes, how it ended, or what the model is of.
import { hullOf, type TimeRange } from '../../../src-shared/time.ts'
import { timeText } from '../../../src-shared/zones.ts'
import { failureOf } from '../../data/failure.ts'
import { type Baseline, rangesLearned } from '../../state/left-out.ts'
import { type Zone, useZone } from '../../state/use-zone.ts'
import { JobProgress } from '../jobs/job-progress.tsx'
import { outcomeText } from '../jobs/job-text.ts'
import classes from './baseline.module.css'
import { lengthText } from './engine-text.ts'
import { Note } from './note.tsx'
import { isSame } from './presets.ts'
import { timesText } from './stretch-text.ts'
import type { Training } from './use-training.ts'

/** What a job on the baseline works on. */
const hullLearned = (baseline: Baseline | undefined): TimeRange | undefined => {
  const ranges = baseline === undefined ? [] : rangesLearned(baseline)
  return ranges.length === 0 ? undefined : hullOf(ranges)
}

function modelText({ model, maker, isTrained, baseline }: Training, zone: Zone): string {
  if (model === undefined) return 'No model yet.'
  const lasted =
    typeof maker?.finishedAt === 'number' ? ` in ${lengthText(maker.finishedAt - maker.createdAt)}` : ''
  const kind = model.draft ? ' as a draft: the next training replaces it' : ''
  const trained = `Trained ${timeText(model.createdAt, zone.name)}${lasted}`
  if (isTrained || baseline === undefined) return `${trained}${kind}.`
  const learned = timesText(hullOf(model.ranges), baseline.window, zone.name)
  return `${trained} on ${learned}, another baseline than this: train again to use this one.`
}

function Content({ training }: { readonly training: Training }) {
  const zone = useZone()
  const { job, error, isDue, isTrained, model, baseline } = training
  if (error !== null) return <Note tone="bad">{failureOf(error).message}</Note>
  if (job?.finishedAt === null) return <JobProgress job={job} />
  if (isDue) return <span className="quiet">Trains as soon as the window rests.</span>
  // How a draft of another baseline ended is no news any more.
  const isNews = job?.quiet === false || isSame(job?.range ?? undefined, hullLearned(baseline))
  if (isNews && (job?.state === 'failed' || job?.state === 'cancelled'))
    return <Note tone={job.state === 'failed' ? 'bad' : 'plain'}>{outcomeText(job)}</Note>
  if (model === undefined || isTrained)
    return (
      <span className="quiet figures" aria-live="polite">
        {modelText(training, zone)}
      </span>
    )
  return <Note tone="fair">{modelText(training, zone)}</Note>
}

export function TrainingStatus({ training }: { readonly training: Training }) {
  return (
    <div className={classes['status']}>
      <Content training={training} />
    </div>
  )
}
