// Which samples become one, and what that one is.
import assert from 'node:assert/strict'
import test from 'node:test'
import { type Sample, status } from '../etl/sample.ts'
import { sampleAt } from '../store/fixtures/temporary-store.ts'
import { meanOf, runsOf } from './mean-sample.ts'

const one = (sample: Sample, merged = 1) => ({ sample, merged })
/** A sample whose first column has a value and a status. */
function withState(time: number, value: number, state: number): { sample: Sample; merged: number } {
  const sample = sampleAt(time, { 0: value })
  sample.status[0] = state
  return one(sample)
}
const first = ({ values, status: states }: Sample) => [values[0], states[0]]

test('a run ends at a break, another HA state or safe mode', () => {
  const samples = [
    one(sampleAt(0, {}, { break: 'start' })),
    one(sampleAt(10)),
    one(sampleAt(20, {}, { break: 'restart' })),
    one(sampleAt(30, {}, { haState: 'standby' })),
    one(sampleAt(40, {}, { haState: 'standby', safeMode: true })),
    one(sampleAt(50, {}, { haState: 'standby', safeMode: true })),
  ]
  assert.deepEqual(
    runsOf(samples).map((run) => run.map(({ sample }) => sample.time)),
    [[0, 10], [20], [30], [40, 50]],
  )
  assert.deepEqual(runsOf([]), [])
})

test('the mean is of measured values, with time, break and state of the first, and the interval of all', () => {
  const mean = meanOf([
    one(sampleAt(100, { 0: 1, 1: Number.NaN }, { break: 'ha-change', haState: 'standby', interval: 10 })),
    one(sampleAt(110, { 0: 4, 1: 8 }, { haState: 'standby', interval: 10 })),
    one(sampleAt(125, { 0: 4 }, { haState: 'standby', interval: 15 })),
  ])
  assert.deepEqual(
    [mean.time, mean.break, mean.haState, mean.interval, mean.values[0], mean.values[1]],
    [100, 'ha-change', 'standby', 35, 3, 8],
  )
  assert.ok(Number.isNaN(meanOf([one(sampleAt(0, {}, { interval: Number.NaN })), one(sampleAt(1))]).interval))
})

test('a mean counts as many times as it stands for', () => {
  assert.equal(meanOf([one(sampleAt(0, { 0: 1 }), 5), one(sampleAt(1, { 0: 7 }))]).values[0], 2)
})

test('without measured values the most that is known: ambiguous, idle, repeated, missing', () => {
  const { ok, ambiguous, idle, repeated, missing } = status
  const mean = (...states: (readonly [number, number])[]) =>
    first(meanOf(states.map(([value, state], index) => withState(index, value, state))))
  assert.deepEqual(mean([0, ambiguous], [0, ambiguous]), [0, ambiguous])
  assert.deepEqual(mean([0, ambiguous], [4, ok]), [2, ok])
  assert.deepEqual(mean([5, idle], [7, repeated]), [5, idle])
  assert.deepEqual(mean([5, repeated], [7, repeated]), [7, repeated])
  assert.deepEqual(mean([9, idle], [4, ok], [9, repeated]), [4, ok])
  assert.deepEqual(mean([Number.NaN, missing], [Number.NaN, missing]), [Number.NaN, missing])
})
