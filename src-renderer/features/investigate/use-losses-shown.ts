// The loss curve to draw: that of the training under way, until its model is there; else the model's.
import { defaultSettings, useSettings } from '../../data/settings.ts'
import { useLosses } from '../../data/models.ts'
import { type Losses, lossesOf } from './loss-text.ts'
import type { Training } from './use-training.ts'

const none = { epoch: [], loss: [], validationLoss: [] }

/** Without values while neither is there. */
export function useLossesShown({ job, model }: Training): Losses {
  const { data: settings = defaultSettings } = useSettings()
  const isRunning = job?.state === 'running'
  // Between its end and the coming of its model the curve stays as it was last seen.
  const isAhead =
    job !== undefined &&
    (job.finishedAt === null ||
      (job.state === 'done' && (model === undefined || model.createdAt < job.createdAt)))
  const losses = useLosses(isAhead ? job.id : undefined, isRunning)
  if (model !== undefined && !isAhead) return lossesOf(model)
  return (isAhead ? losses.data : undefined) ?? { epochs: settings['model.epochs'], ...none }
}
