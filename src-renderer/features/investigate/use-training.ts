// What step 1 knows of its training: what it would be of, whether it may start, how it goes.
import type { Job } from '../../../src-shared/contract/jobs.ts'
import type { BaselineVerdict, Model } from '../../../src-shared/contract/models.ts'
import { useCancelJob, useJobs } from '../../data/jobs.ts'
import { stopChecks, useModels, useVerdict } from '../../data/models.ts'
import { useSettings } from '../../data/settings.ts'
import { useInvestigation } from '../../state/investigation.ts'
import { type Baseline, isOfBaseline } from '../../state/left-out.ts'
import { checkMs, longestUnasked, trainingMs } from './estimate.ts'
import { useJobOf } from './job-of-source.ts'
import { type Subject, useBaseline, useModel } from './subject.ts'
import { useRetraining } from './use-retraining.ts'
import { useTrain } from './use-train.ts'

export interface Training {
  readonly baseline: Baseline | undefined
  /** The baseline's; undefined while it is not known. */
  readonly verdict: BaselineVerdict | undefined
  readonly model: Model | undefined
  /** The model learned this very baseline. */
  readonly isTrained: boolean
  /** The source's latest training, and the one that made the model; undefined where they are not known any more. */
  readonly job: Job | undefined
  readonly maker: Job | undefined
  /** Why the last one could not be started. */
  readonly error: Error | null
  /** Why none can be started for keeps; undefined where one can. */
  readonly why: string | undefined
  /** Expected lengths of a training and of a check, ms; undefined while they are not known. A check may not be possible. */
  readonly estimateMs: { readonly training: number; readonly check: number | undefined } | undefined
  /** One starts by itself as soon as the baseline rests. */
  readonly isDue: boolean
  readonly start: () => void
}

/** The training of step 1; at most one component of a page may hold it, for it starts some by itself. */
export function useTraining(subject: Subject): Training {
  const { of } = subject
  const baseline = useBaseline(subject)
  const model = useModel(subject)
  const models = useModels(of.source)
  const { isSuccess: areJobsKnown } = useJobs()
  const { latest: job, active, maker } = useJobOf(subject, 'train', model?.id)
  const { data: settings } = useSettings()
  const { data, isPlaceholderData } = useVerdict({
    ...of,
    from: baseline?.window.from,
    to: baseline?.window.to,
  })
  const train = useTrain(subject)
  const { mutate: cancel } = useCancelJob()
  const isEdited = useInvestigation((state) => state.isEdited)
  const retrains = useInvestigation((state) => state.retrains)

  const verdict = isPlaceholderData ? undefined : data
  const isTrained = model?.node === of.node && isOfBaseline(model.ranges, baseline)
  const estimateMs =
    settings === undefined || verdict === undefined
      ? undefined
      : {
          training: trainingMs(verdict.windows, settings, model),
          check: checkMs(verdict.windows, settings, model),
        }
  const isKept = active?.quiet === false || (train.isPending && !train.variables.isDraft)
  const isNew = models.data?.length === 0 && areJobsKnown && job === undefined && train.isIdle
  const isQuick = estimateMs !== undefined && estimateMs.training <= longestUnasked.training
  const isUsable = verdict !== undefined && verdict.level !== 'unusable'
  const isDue = retrains && (isEdited || isNew) && isUsable && isQuick && !isTrained && !isKept
  useRetraining({ baseline, isDue, train, active })

  const reasons = [
    [baseline === undefined, 'There is no baseline window yet.'],
    [isKept, 'A training is running.'],
    [data?.level === 'unusable', 'This window cannot be trained on: choose another.'],
  ] as const
  const why = reasons.find(([holds]) => holds)?.[1]
  const start = (): void => {
    if (why !== undefined || baseline === undefined) return
    useInvestigation.getState().setEdited(false)
    if (active !== undefined) cancel(active.id)
    void stopChecks()
    train.mutate({ baseline, isDraft: false })
  }
  const { error } = train
  return { baseline, verdict, model, isTrained, job, maker, error, why, estimateMs, isDue, start }
}
