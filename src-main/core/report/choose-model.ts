// Which model a stretch is scored with when nobody named one: that of the state which most of its rows are in.
import { type ModelChoice, modelFor, noModelFor } from '../model/model-choice.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import type { ReadableDatabase } from '../store/database.ts'
import { usualStateIn } from '../store/state-rows.ts'

/**
 * One of the models, in the order of preference, for a node's rows within a range (epoch ms, both ends included); without
 * rows the first. Throws NO_MODEL where all have learned other states.
 */
export function chooseModel(
  db: ReadableDatabase,
  models: readonly ModelChoice[],
  nodeId: number,
  range: TimeRange,
): ModelChoice {
  const [first] = models
  if (first === undefined) throw new Error('a stretch is to be scored with none of no models')
  if (first.haState === null) return first
  const state = usualStateIn(db, nodeId, range)
  if (state === undefined) return first
  const chosen = modelFor(models, state)
  if (chosen !== undefined) return chosen
  throw noModelFor(models, state)
}
