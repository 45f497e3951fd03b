// The original's recipe: minimum and maximum of the baseline as 0 and 1, a percentile of the scores as threshold.
import { fitScaler, normals, profileValues, scaled } from '../etl/features.ts'
import type { Recipe } from './recipe.ts'
import { percentileOf, windowScores } from './threshold.ts'
import { rowsInWindows } from './windows-view.ts'

/** See docs of the profile `original` in src-shared/profiles.ts. */
export const originalRecipe: Recipe = async (
  { engine, scoring, architecture, training, settings },
  { rows, starts },
  { signal, onEpoch },
) => {
  const { features, sequenceLength: length } = architecture
  const baselineRows = rowsInWindows(starts, length)
  const values = profileValues('original', rows)
  const columns = fitScaler(values, baselineRows)
  const windows = { rows: scaled(values, columns), features, length, starts }
  const { weights, history } = await engine.train(architecture, windows, training, {
    signal,
    onEpoch: (loss) => onEpoch(loss.epoch, training.epochs, loss),
  })
  // By the engine that scores later: a threshold lies between two scores, and engines differ in the last bits.
  const errors = await scoring.reconstructionErrors(architecture, weights, windows, { signal })
  const percentile = settings['model.anomaly_threshold_percentile']
  return {
    weights,
    history,
    scaler: { kind: 'min-max', columns },
    threshold: {
      value: percentileOf(windowScores(errors, features), percentile),
      percentile,
      falseAlarms: null,
    },
    baseline: normals(values, baselineRows).map((normal) => ({ ...normal, spread: 1 })),
    errorSpreads: [],
  }
}
