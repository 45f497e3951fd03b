// The default profile's recipe, with the engine that is always there: progress, cancel, baselines of any length.
import assert from 'node:assert/strict'
import test from 'node:test'
import { Settings } from '../../../src-shared/contract/settings.ts'
import { metricCount } from '../../../src-shared/metrics.ts'
import { columnIndex, columns, signals } from '../../../src-shared/signals.ts'
import type { FullRows } from '../etl/rows.ts'
import { windowStarts } from '../etl/sequences.ts'
import type { Architecture } from '../model/architecture.ts'
import { scoringEngine } from '../model/choose-engine.ts'
import { randomFrom } from '../model/random.ts'
import { trainingDefaults } from '../model/training-options.ts'
import { leastThreshold } from './budget.ts'
import { defaultRecipe } from './default-recipe.ts'

const architecture: Architecture = {
  kind: 'lstm-autoencoder',
  sequenceLength: 6,
  features: metricCount,
  latentDim: 2,
  hiddenDim: 0,
  recurrentActivation: 'sigmoid',
}
const training = { ...trainingDefaults, epochs: 3, seed: 1 }
const never = new AbortController().signal

/** Rows a second apart around 50 listings and 5 ms a call; in the given rows a thousand times as many. */
function rowsOf(count: number, storm: readonly number[] = []): FullRows {
  const random = randomFrom(5)
  const values = new Float64Array(count * metricCount)
  const beside = new Float64Array(count * signals.length).fill(Number.NaN)
  const listings = (columnIndex.get('GetListingNumOps') ?? 0) - metricCount
  for (let row = 0; row < count; row += 1) {
    values.fill(5 + random.next(), row * metricCount, (row + 1) * metricCount)
    beside[row * signals.length + listings] = (50 + 10 * random.next()) * (storm.includes(row) ? 1000 : 1)
  }
  return {
    times: Float64Array.from({ length: count }, (_, row) => row * 1000),
    breaks: Array<null>(count).fill(null),
    haStates: Array<'active'>(count).fill('active'),
    intervals: new Float64Array(count).fill(1),
    values,
    status: new Uint8Array(count * metricCount),
    signals: beside,
  }
}

type Step = readonly [done: number, total: number, hasLoss: boolean]

async function trained(rows: FullRows, signal = never, onStep: (step: Step) => void = () => undefined) {
  const engine = await scoringEngine(architecture)
  const steps: Step[] = []
  const starts = windowStarts(rows, architecture.sequenceLength)
  const settings = Settings.parse({})
  const result = await defaultRecipe(
    { engine, scoring: engine, architecture, training, settings },
    { rows, starts },
    {
      signal,
      onEpoch: (done, total, loss) => {
        const step = [done, total, loss !== null] as const
        steps.push(step)
        onStep(step)
      },
    },
  )
  return { result, steps }
}

test('progress counts the epochs of all networks, one after another; losses are those of the model alone', async () => {
  const { steps } = await trained(rowsOf(60))
  assert.deepEqual(
    steps,
    Array.from({ length: 12 }, (_, index) => [index + 1, 12, index < 3]),
  )
})

test('it can be stopped while the networks are trained that the threshold is found with', async () => {
  const stop = new AbortController()
  let last = 0
  const training = trained(rowsOf(60), stop.signal, ([done]) => {
    last = done
    if (done === 5) stop.abort()
  })
  await assert.rejects(training, { code: 'CANCELLED' })
  assert.ok(last < 12, `${last} of 12 epochs`)
})

test('the shortest baseline is enough: nothing is held out, the threshold is the least', async () => {
  const { result, steps } = await trained(rowsOf(7))
  assert.deepEqual(steps.at(-1), [3, 3, true])
  assert.equal(result.threshold.value, leastThreshold)
  assert.equal(result.baseline.length, columns.length)
  assert.equal(result.errorSpreads.length, metricCount)
  assert.ok(result.errorSpreads.every((spread) => spread >= 1 && Number.isFinite(spread)))
})

test('what a held-out part of the baseline reached lies below the threshold, however high', async () => {
  const { result } = await trained(rowsOf(240, [100, 101, 102, 103, 104]))
  // 1000 times the usual is 17 steps; a part's own spread is told by the others.
  assert.ok(result.threshold.value > 10 && result.threshold.value < 30, String(result.threshold.value))
  const quiet = await trained(rowsOf(240))
  assert.equal(quiet.result.threshold.value, leastThreshold)
})
