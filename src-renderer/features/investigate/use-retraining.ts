// Trains a draft by itself where the baseline has come to rest, and cancels it when the baseline moves on.
import { useDebouncedValue } from '@mantine/hooks'
import { useEffect, useEffectEvent } from 'react'
import type { Job } from '../../../src-shared/contract/jobs.ts'
import { useCancelJob } from '../../data/jobs.ts'
import { stopChecks } from '../../data/models.ts'
import { useInvestigation } from '../../state/investigation.ts'
import { type Baseline, baselineKey } from '../../state/left-out.ts'
import type { useTrain } from './use-train.ts'

/** A baseline has to rest this long before a model is trained on it, ms. */
const restMs = 400

interface Retraining {
  readonly baseline: Baseline | undefined
  /** The baseline lacks a model, which may be trained unasked as soon as it rests. */
  readonly isDue: boolean
  readonly train: ReturnType<typeof useTrain>
  /** The training of the source that is under way. */
  readonly active: Job | undefined
}

export function useRetraining({ baseline, isDue, train, active }: Retraining): void {
  const isMoving = useInvestigation(({ moving }) => moving === 'baseline')
  const { setEdited } = useInvestigation.getState()
  const key = baseline && baselineKey(baseline)
  const [rested] = useDebouncedValue(key, restMs)
  const { mutate: cancel } = useCancelJob()

  const start = useEffectEvent(() => {
    if (baseline === undefined) return
    setEdited(false)
    void stopChecks()
    train.mutate({ baseline, isDraft: true })
  })
  const canStart = isDue && !isMoving && key !== undefined && rested === key
  useEffect(() => {
    if (canStart) start()
  }, [canStart, key])

  const { data: started, variables } = train
  const isOwn = active?.quiet === true && active.id === started?.id
  const isOutdated = isMoving || (variables !== undefined && baselineKey(variables.baseline) !== key)
  const outdated = isOwn && isOutdated ? active.id : undefined
  useEffect(() => {
    if (outdated === undefined) return
    cancel(outdated)
    setEdited(true)
  }, [outdated, cancel, setEdited])

  useEffect(() => {
    if (isMoving) void stopChecks()
  }, [isMoving])
}
