// What every engine does: repeatable, stoppable, clear about what it refuses, and never a model of NaN.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { weightShapes, weightsObjection } from './architecture.ts'
import { chooseEngine } from './choose-engine.ts'
import type { EpochLoss } from './engine.ts'
import { fit } from './fit.ts'
import { architecture, options, waves } from './fixtures/small-training.ts'
import { initialWeights } from './initial-weights.ts'
import { openFusedNetwork } from './kernel/fused-network.ts'
import { randomFrom, shuffle } from './random.ts'
import { openTfjsNetwork } from './tfjs/tfjs-network.ts'
import { trainingDefaults } from './training-options.ts'
import type { WindowsView } from './windows-view.ts'

const deep = { ...architecture, hiddenDim: 7 }

/** The waves, each value but those before row `from` changed. */
function changed(change: (value: number, index: number) => number, from = 0): WindowsView {
  const plain = waves()
  const first = from * plain.features
  return { ...plain, rows: plain.rows.map((x, index) => (index >= first ? change(x, index) : x)) }
}

// Both before the first test: what is registered behind an await comes too late for the runner.
const [fused, tfjs] = [await chooseEngine('fused', architecture), await chooseEngine('tfjs', architecture)]

for (const [name, open, { engine }] of [
  ['fused', openFusedNetwork, fused],
  ['tfjs-wasm', openTfjsNetwork, tfjs],
] as const) {
  describe(`engine ${name}`, () => {
    test('is what its wish chooses', () => {
      assert.equal(engine.name, name)
    })

    for (const size of [architecture, deep]) {
      test(`the same seed gives the same bits, another seed others: hiddenDim ${size.hiddenDim}`, async () => {
        const first = await engine.train(size, waves(), options)
        assert.deepEqual(await engine.train(size, waves(), options), first)
        const other = await engine.train(size, waves(), { ...options, seed: 43 })
        assert.notDeepEqual(other.weights, first.weights)
        assert.deepEqual(
          first.weights.map(({ shape }) => shape),
          weightShapes(size).map(({ shape }) => shape),
        )
      })
    }

    test('one generator draws the weights and then an order of the training windows per epoch', async () => {
      const random = randomFrom(options.seed)
      const windows = waves()
      const first = initialWeights(architecture, random)
      const network = open(architecture, first, windows, options.learningRate)
      const orders: number[][] = []
      const reorder = (indexes: Int32Array): void => {
        shuffle(indexes, random)
        orders.push([...indexes])
      }
      const history = await fit({ network, windows, options, reorder, on: {} })
      const weights = network.weights()
      network.dispose()
      assert.deepEqual(await engine.train(architecture, waves(), options), { weights, history })
      assert.equal(new Set(orders.map((order) => order.join())).size, options.epochs)
      for (const order of orders) {
        assert.deepEqual(
          order.toSorted((a, b) => a - b),
          [...Array(16).keys()],
        )
      }
    })

    test('training learns: the loss falls far below that of always answering the mean', async () => {
      const seen: EpochLoss[] = []
      const { history } = await engine.train(
        architecture,
        waves(60),
        { ...options, epochs: 40, learningRate: 0.03 },
        { onEpoch: (loss) => seen.push(loss) },
      )
      assert.deepEqual(seen, history)
      const { rows } = waves(60)
      const mean = rows.reduce((sum, x) => sum + x, 0) / rows.length
      const variance = rows.reduce((sum, x) => sum + (x - mean) ** 2, 0) / rows.length
      const last = history.at(-1)
      assert.ok((last?.loss ?? NaN) < 0.5 * variance, `loss ${String(last?.loss)}, variance ${variance}`)
      assert.ok((last?.validationLoss ?? NaN) < 0.5 * variance)
    })

    test('the validation windows are the last ones and nothing is learnt from them', async () => {
      const plain = await engine.train(architecture, waves(), options)
      const spoiled = await engine.train(
        architecture,
        changed((x) => x + 1, 21),
        options,
      )
      assert.deepEqual(spoiled.weights, plain.weights)
      assert.ok((spoiled.history[0]?.validationLoss ?? 0) > (plain.history[0]?.validationLoss ?? 1))
    })

    test('without validation windows their loss is null', async () => {
      const all = { ...options, validationSplit: 0, epochs: 1 }
      const { history } = await engine.train(architecture, waves(), all)
      assert.deepEqual(Object.keys(history[0] ?? {}), ['epoch', 'loss', 'validationLoss'])
      assert.equal(history[0]?.validationLoss, null)
    })

    test('scores do not depend on which other windows are scored', async () => {
      const { weights } = await engine.train(architecture, waves(), { ...options, epochs: 1 })
      const windows = waves(600)
      const seen: number[][] = []
      const all = await engine.reconstructionErrors(architecture, weights, windows, {
        onProgress: (...progress) => seen.push(progress),
      })
      assert.equal(all.length, 600 * 3)
      assert.deepEqual(seen, [
        [256, 600],
        [512, 600],
        [600, 600],
      ])
      for (const window of [0, 255, 256, 511, 512, 599]) {
        const one = await engine.reconstructionErrors(architecture, weights, {
          ...windows,
          starts: windows.starts.subarray(window, window + 1),
        })
        one.forEach((error, metric) => assert.ok(Math.abs(error - (all[window * 3 + metric] ?? NaN)) < 1e-7))
      }
    })

    test('no windows have no scores', async () => {
      const weights = initialWeights(architecture, randomFrom(1))
      const none = { ...waves(), starts: new Int32Array() }
      assert.deepEqual(await engine.reconstructionErrors(architecture, weights, none), new Float32Array())
    })

    test('an abort stops training and scoring between two batches', async () => {
      const stop = new AbortController()
      const seen: number[] = []
      const training = engine.train(
        architecture,
        waves(),
        { ...options, epochs: 10_000 },
        {
          signal: stop.signal,
          onEpoch: ({ epoch }) => {
            seen.push(epoch)
            if (epoch === 2) setTimeout(() => stop.abort(), 1)
          },
        },
      )
      await assert.rejects(training, { code: 'CANCELLED', message: 'Training was cancelled.' })
      assert.ok(seen.length >= 2 && seen.length < 5000, `${seen.length} epochs`)
      const { weights } = await engine.train(architecture, waves(), { ...options, epochs: 1 })
      const signal = AbortSignal.abort()
      const scoring = engine.reconstructionErrors(architecture, weights, waves(), { signal })
      await assert.rejects(scoring, { code: 'CANCELLED', message: 'Scoring was cancelled.' })
    })

    test('a loss that runs off ends the training with advice', async () => {
      const wanted = {
        code: 'BAD_INPUT',
        message: /finite loss, got (Infinity|NaN) in epoch 1\. Lower the learning rate \(now 0\.001\)/,
      }
      for (const from of [0, 21]) {
        const huge = changed((x) => x * 1e25, from)
        await assert.rejects(engine.train(architecture, huge, options), wanted)
      }
    })

    test('what cannot be computed is refused before the work', async () => {
      const refusals: [Promise<unknown>, string][] = [
        [engine.train({ ...architecture, latentDim: 257 }, waves(), options), 'BAD_INPUT'],
        [engine.train({ ...architecture, hiddenDim: -1 }, waves(), options), 'BAD_INPUT'],
        [engine.train(architecture, waves(), { ...options, batchSize: 0 }), 'BAD_INPUT'],
        [engine.train({ ...architecture, sequenceLength: 7 }, waves(), options), 'BAD_INPUT'],
        [engine.train(architecture, waves(1), options), 'NO_DATA'],
        [engine.reconstructionErrors(architecture, [], waves()), 'BAD_INPUT'],
        [
          engine.reconstructionErrors(deep, initialWeights(architecture, randomFrom(1)), waves()),
          'BAD_INPUT',
        ],
      ]
      for (const [refusal, code] of refusals) await assert.rejects(refusal, { code })
    })

    test('a value that is infinite is refused, wherever it is', async () => {
      for (const bad of [Infinity, -Infinity]) {
        for (const place of [0, 40, 74]) {
          const windows = changed((x, index) => (index === place ? bad : x))
          const wanted = { code: 'BAD_INPUT', message: new RegExp(`got ${bad} in row`) }
          await assert.rejects(engine.train(architecture, windows, options), wanted)
          const weights = initialWeights(architecture, randomFrom(1))
          await assert.rejects(engine.reconstructionErrors(architecture, weights, windows), wanted)
        }
      }
    })

    test('a missing value may be anything: what is not there teaches and costs nothing', async () => {
      const gone = changed((x, index) => (index % 7 === 3 ? Number.NaN : x))
      const { weights, history } = await engine.train(architecture, gone, options)
      assert.ok(history.every(({ loss }) => loss > 0 && Number.isFinite(loss)))
      const errors = await engine.reconstructionErrors(architecture, weights, gone)
      assert.ok(errors.every((error) => error >= 0 && Number.isFinite(error)))
      const nothing = changed(() => Number.NaN)
      const empty = await engine.train(architecture, nothing, options)
      assert.deepEqual([...new Set(empty.history.map(({ loss }) => loss))], [0])
    })

    test('hands out the last rows of each window, one after another, in any number', async () => {
      const windows = waves()
      const weights = initialWeights(architecture, randomFrom(1))
      const rowsOf = async (count: number): Promise<number[][]> => {
        const found: number[][] = []
        await engine.reconstructions(architecture, weights, windows, count, (window, rows) => {
          assert.equal(window, found.length)
          found.push([...rows])
        })
        return found
      }
      const [one, all] = [await rowsOf(1), await rowsOf(windows.length)]
      assert.equal(all.length, windows.starts.length)
      assert.deepEqual(
        one,
        all.map((rows) => rows.slice(-windows.features)),
      )
    })

    test('values that never change are learnt as they are', async () => {
      for (const size of [architecture, deep]) {
        for (const value of [0, 0.5]) {
          const windows = changed(() => value)
          const { weights, history } = await engine.train(size, windows, { ...options, learningRate: 0.01 })
          assert.equal(weightsObjection(size, weights), undefined)
          assert.ok((history.at(-1)?.loss ?? NaN) <= (history[0]?.loss ?? NaN))
          const errors = await engine.reconstructionErrors(size, weights, windows)
          assert.ok(errors.every((error) => error >= 0 && error < 1))
        }
      }
    })

    test('whatever the values, a training gives finite weights or says why not', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.double({ min: -45, max: 38, noNaN: true }),
          fc.double({ min: -6, max: 0, noNaN: true }),
          fc.boolean(),
          async (scale, rate, validated) => {
            const windows = changed((x, index) => x * 10 ** scale * (index % 2 === 0 ? 1 : -1))
            const split = validated ? options.validationSplit : 0
            const training = { ...options, epochs: 2, learningRate: 10 ** rate, validationSplit: split }
            const result = await engine
              .train(architecture, windows, training)
              .catch((error: unknown) => error)
            if (result instanceof DeclaredError) assert.equal(result.code, 'BAD_INPUT')
            else if (result instanceof Error) throw result
            else {
              const { weights } = result as Awaited<ReturnType<typeof engine.train>>
              assert.equal(weightsObjection(architecture, weights), undefined)
            }
          },
        ),
        { numRuns: 40 },
      )
    })

    test('the largest network allowed trains a step', async () => {
      const largest = { ...deep, sequenceLength: 2, features: 256, latentDim: 256, hiddenDim: 0 }
      const rows = new Float32Array(256 * 3).fill(0.5)
      const windows = { rows, features: 256, length: 2, starts: Int32Array.of(0, 1) }
      const { history } = await engine.train(largest, windows, { ...trainingDefaults, epochs: 1 })
      assert.ok(Number.isFinite(history[0]?.loss))
    })
  })
}
