// Loss curves: what is there so far, thinned, and for how long.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { LossCurves } from './loss-curves.ts'

const lossOf = (epoch: number) => ({
  epoch,
  loss: 1 / epoch,
  validationLoss: epoch % 2 === 0 ? 2 / epoch : null,
})
const isNotFound = (error: unknown): boolean => error instanceof DeclaredError && error.code === 'NOT_FOUND'

test('a curve grows, and is whole at the end although some epochs were not reported', () => {
  const curves = new LossCurves()
  curves.begin('train-1', 50)
  assert.deepEqual(curves.of('train-1'), { epochs: 50, epoch: [], loss: [], validationLoss: [] })
  curves.add('train-1', lossOf(1))
  // What a worker reports says more than a loss.
  const reported = { ...lossOf(4), epochs: 50 }
  curves.add('train-1', reported)
  const so = { epochs: 50, epoch: [1, 4], loss: [1, 0.25], validationLoss: [null, 0.5] }
  assert.deepEqual(curves.of('train-1'), so)
  curves.complete('train-1', [1, 2, 3, 4].map(lossOf))
  assert.deepEqual(curves.of('train-1').epoch, [1, 2, 3, 4])
  curves.add('train-9', lossOf(1))
  assert.throws(() => curves.of('train-9'), isNotFound)
})

test('at most 200 points, evenly chosen, the first and the latest among them', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1500 }), (epochs) => {
      const curves = new LossCurves()
      curves.begin('train-1', epochs)
      curves.complete(
        'train-1',
        Array.from({ length: epochs }, (_, index) => lossOf(index + 1)),
      )
      const { epoch } = curves.of('train-1')
      assert.deepEqual([epoch.length, epoch[0], epoch.at(-1)], [Math.min(200, epochs), 1, epochs])
      const steps = epoch.slice(1).map((one, index) => one - (epoch[index] ?? 0))
      assert.ok(Math.max(1, ...steps) - Math.min(Infinity, ...steps) <= 1)
    }),
  )
})

test('the latest trainings are remembered', () => {
  const curves = new LossCurves()
  for (let job = 1; job <= 51; job += 1) curves.begin(`train-${String(job)}`, 2)
  assert.throws(() => curves.of('train-1'), isNotFound)
  assert.equal(curves.of('train-2').epochs, 2)
})
