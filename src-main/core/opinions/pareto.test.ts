// The generalised Pareto distribution against scipy.stats.genpareto.
import assert from 'node:assert/strict'
import test from 'node:test'
import { references } from './fixtures/references.ts'
import { fitPareto, paretoExcess } from './pareto.ts'

test("scipy's quantiles", () => {
  assert.ok(references.paretoQuantiles.length >= 50)
  for (const { shape, scale, share, quantile } of references.paretoQuantiles) {
    const excess = paretoExcess({ shape, scale }, 1 - share)
    assert.ok(Math.abs(excess - quantile) <= 1e-9 * Math.max(1, quantile), `${excess} not ${quantile}`)
  }
})

test('fits of samples are near the truth and near maximum likelihood', () => {
  for (const { shape, scale, excesses, likeliest } of references.paretoSamples) {
    const far = (truth: { shape: number; scale: number }): number =>
      paretoExcess(fitPareto(excesses), 0.01) / paretoExcess(truth, 0.01)
    // The 99th percentile of 50 excesses is known within a third or so.
    const limit = excesses.length < 100 ? 1.5 : 1.2
    for (const ratio of [far({ shape, scale }), far(likeliest)]) {
      assert.ok(ratio < limit && ratio > 1 / limit, `${excesses.length} of shape ${shape}: ${ratio}`)
    }
  }
})

test('the mean is kept, the shape within what is believed, and a few excesses are exponential', () => {
  for (const excesses of [
    Float64Array.from({ length: 40 }, () => 2),
    Float64Array.from({ length: 40 }, (_, index) => index + 1),
    Float64Array.from({ length: 40 }, (_, index) => (index === 0 ? 1e6 : 1)),
    Float64Array.of(1, 2, 90),
  ]) {
    const { shape, scale } = fitPareto(excesses)
    const mean = excesses.reduce((sum, value) => sum + value, 0) / excesses.length
    assert.ok(shape >= 0 && shape <= 0.5)
    assert.ok(Math.abs(scale / (1 - shape) - mean) < 1e-9 * mean)
    if (excesses.length < 15) assert.equal(shape, 0)
  }
})
