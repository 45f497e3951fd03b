// The default profile's recipe: deviations from usual values, the threshold by a budget of false alarms on held-out windows.
import { metrics } from '../../../src-shared/metrics.ts'
import { placeOf } from '../../../src-shared/scales.ts'
import { columnValues } from '../etl/features.ts'
import type { Recipe } from '../model/recipe.ts'
import { rowsInWindows } from '../model/windows-view.ts'
import { budgetThreshold } from './budget.ts'
import { deviationsOf } from './deviations.ts'
import { heldOut, heldOutEpochs } from './held-out.ts'
import { farthest, networkWindows } from './network-input.ts'
import { type Usual, usualOf } from './usual.ts'

const scalerOf = (usual: readonly Usual[]) => ({
  kind: 'deviations',
  columns: usual.slice(0, metrics.length).map(({ metric, median, spread }) => ({
    metric,
    offset: placeOf(metric, median ?? 0),
    scale: 1 / (farthest * spread),
    fill: median ?? 0,
  })),
})

/** See src-shared/profiles.ts. */
export const defaultRecipe: Recipe = async (
  { engine, scoring, architecture, training, settings },
  { rows, starts },
  { signal, onEpoch },
) => {
  const { sequenceLength: length } = architecture
  const values = columnValues(rows)
  const usual = usualOf(values, rowsInWindows(starts, length))
  const deviations = deviationsOf(values, usual)
  const windows = networkWindows(architecture, deviations, starts)
  const total = training.epochs + heldOutEpochs(starts.length, length, training.epochs)
  const { weights, history } = await engine.train(architecture, windows, training, {
    signal,
    onEpoch: (loss) => onEpoch(loss.epoch, total, loss),
  })
  const judged = await heldOut(
    { engine, scoring, architecture, training },
    { values, starts },
    { deviations, weights },
    {
      signal,
      onProgress: (done) => onEpoch(training.epochs + done, total, null),
    },
  )
  const falseAlarms = settings['model.false_alarms']
  return {
    weights,
    history,
    scaler: scalerOf(usual),
    threshold: { value: budgetThreshold(judged.scores, falseAlarms), percentile: null, falseAlarms },
    baseline: usual,
    errorSpreads: judged.errorSpreads,
  }
}
