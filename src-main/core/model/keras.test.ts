// The training loop and the scores of both engines against Keras's own numbers.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { engineOf } from './engine-of.ts'
import type { EpochLoss } from './engine.ts'
import { fit } from './fit.ts'
import { close } from './fixtures/close.ts'
import { hourRows, keras } from './fixtures/keras-fixtures.ts'
import { openFusedNetwork } from './kernel/fused-network.ts'
import { openTfjsNetwork } from './tfjs/tfjs-network.ts'
import { startTfjs } from './tfjs/tfjs-runtime.ts'
import { windowScores } from './threshold.ts'
import { trainingDefaults } from './training-options.ts'
import type { WindowsView } from './windows-view.ts'

before(async () => {
  await startTfjs()
})

function windowsOf(
  { features, sequenceLength: length }: { features: number; sequenceLength: number },
  rows: Float32Array,
): WindowsView {
  const count = rows.length / features - length + 1
  return { rows, features, length, starts: Int32Array.from(Array(count).keys()) }
}

/** Each with how far its losses and weights may be from Keras's. The kernel's tanh is a polynomial, right to 3e-7. */
const engines = [
  ['fused', openFusedNetwork, 1e-6, 5e-6],
  ['tfjs', openTfjsNetwork, 2e-7, 1e-6],
] as const

for (const [name, open, mostLoss, mostWeight] of engines) {
  for (const fixture of keras.training) {
    const { architecture, batchSize, loss, validationLoss } = fixture
    const epochs = loss.length
    const windows = windowsOf(architecture, fixture.rows.values)
    const what = `${windows.starts.length} windows of ${windows.length}x${windows.features}`

    test(`${name}: ${epochs} epochs without shuffling on ${what} follow Keras's fit`, async (context) => {
      const options = { ...trainingDefaults, epochs, batchSize }
      const network = open(architecture, fixture.initialWeights, windows, options.learningRate)
      const seen: EpochLoss[] = []
      const on = { onEpoch: (epoch: EpochLoss) => seen.push(epoch) }
      const history = await fit({ network, windows, options, reorder: () => undefined, on })
      const trained = network.weights()
      network.dispose()
      assert.deepEqual(seen, history)
      assert.deepEqual(
        history.map(({ epoch }) => epoch),
        loss.map((_, index) => index + 1),
      )
      const losses = history.map((epoch) => epoch.loss)
      close(context, 'loss', losses, loss, mostLoss)
      const validationLosses = history.map((epoch) => epoch.validationLoss ?? NaN)
      close(context, 'validation loss', validationLosses, validationLoss, mostLoss)
      for (const [index, { values }] of trained.entries()) {
        close(context, `weights ${index}`, values, fixture.finalWeights[index]?.values ?? [], mostWeight)
      }
    })

    test(`${name}: weights written by Keras score ${what} as Keras does`, async (context) => {
      const errors = await engineOf(name, open).reconstructionErrors(
        architecture,
        fixture.finalWeights,
        windows,
      )
      close(context, 'error by window and metric', errors, fixture.errors.values, 3e-7)
      close(context, 'score', windowScores(errors, windows.features), fixture.scores.values, 1e-7)
    })
  }
}

for (const [name, open, mostLoss, mostWeight] of engines) {
  // tf.js takes seconds for the larger one.
  for (const fixture of name === 'fused' ? keras.missing : keras.missing.slice(0, 1)) {
    const { architecture, batchSize, loss, lastRows } = fixture
    const windows = windowsOf(architecture, fixture.rows.values)
    const what = `${windows.starts.length} windows of ${windows.length}x${windows.features}`

    test(`${name}: with a quarter of the values missing, a training on ${what} follows Keras's`, async (context) => {
      assert.ok(windows.rows.some((value) => Number.isNaN(value)))
      const options = { ...trainingDefaults, epochs: loss.length, batchSize, validationSplit: 0 }
      const network = open(architecture, fixture.initialWeights, windows, options.learningRate)
      const history = await fit({ network, windows, options, reorder: () => undefined, on: {} })
      const trained = network.weights()
      network.dispose()
      const losses = history.map((epoch) => epoch.loss)
      close(context, 'loss', losses, loss, mostLoss)
      for (const [index, { values }] of trained.entries()) {
        close(context, `weights ${index}`, values, fixture.finalWeights[index]?.values ?? [], mostWeight)
      }
    })

    test(`${name}: missing values of ${what} have no error, and the last rows come out as Keras's`, async (context) => {
      const engine = engineOf(name, open)
      const { finalWeights } = fixture
      const errors = await engine.reconstructionErrors(architecture, finalWeights, windows)
      close(context, 'error by window and metric', errors, fixture.errors.values, 3e-7)
      const [, count = 0, features = 0] = lastRows.shape
      const rows = new Float32Array(lastRows.values.length)
      const use = (window: number, last: Float32Array): void => rows.set(last, window * count * features)
      await engine.reconstructions(architecture, finalWeights, windows, count, use)
      close(context, 'last rows', rows, lastRows.values, 1e-6)
    })
  }
}

/** How far two curves are apart at most, relative to the second. */
function relativeGap(got: readonly number[], wanted: readonly number[]): number {
  assert.equal(got.length, wanted.length)
  return Math.max(...wanted.map((value, index) => Math.abs((got[index] ?? NaN) / value - 1)))
}

for (const curve of keras.curves) {
  const { architecture, batchSize, initialWeights } = curve
  const epochs = curve.loss.length

  test(`fused: ${epochs} epochs on an hour, hiddenDim ${architecture.hiddenDim}, follow Keras's curve`, async (context) => {
    const windows = windowsOf(architecture, hourRows)
    const options = { ...trainingDefaults, epochs, batchSize }
    const network = openFusedNetwork(architecture, initialWeights, windows, options.learningRate)
    const history = await fit({ network, windows, options, reorder: () => undefined, on: {} })
    network.dispose()
    for (const [what, got, wanted] of [
      ['loss', history.map(({ loss }) => loss), curve.loss],
      ['validation loss', history.map(({ validationLoss }) => validationLoss ?? NaN), curve.validationLoss],
    ] as const) {
      const gap = relativeGap(got, wanted)
      context.diagnostic(`${what}: greatest relative difference ${gap.toExponential(1)}`)
      assert.ok(gap < 1e-4, `${what} differs from Keras's by ${gap} of it`)
    }
  })
}
