// The baseline's check by cross-validation: by itself once a model of it is trained, where it is short; else when asked for.
import { useCheck } from '../../data/models.ts'
import { useInvestigation } from '../../state/investigation.ts'
import { longestUnasked } from './estimate.ts'
import type { Subject } from './subject.ts'
import type { Training } from './use-training.ts'

export interface BaselineChecking {
  readonly check: ReturnType<typeof useCheck>
  /** It follows a training that runs or is about to. */
  readonly isNext: boolean
  /** Expected length, ms; undefined while it is not known. */
  readonly estimateMs: number | undefined
}

export function useBaselineCheck({ of }: Subject, training: Training): BaselineChecking {
  const { baseline, verdict, isTrained, job, isDue } = training
  const isMoving = useInvestigation(({ moving }) => moving === 'baseline')
  const estimateMs = training.estimateMs?.check
  const isShort = estimateMs !== undefined && estimateMs <= longestUnasked.check
  const isUsable = verdict !== undefined && verdict.level !== 'unusable'
  const isTraining = job?.finishedAt === null
  const check = useCheck({
    of,
    baseline,
    isAutomatic: isTrained && isUsable && isShort && !isTraining && !isMoving,
  })
  return { check, isNext: isShort && (isDue || isTraining || isMoving), estimateMs }
}
