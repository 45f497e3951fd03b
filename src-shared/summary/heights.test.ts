import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { MetricShare } from '../contract/analysis.ts'
import { hasFallen, hasMoved, hasRisen, moveText, spokenMetric, timesNormal, timesText } from './heights.ts'
import { plainText } from './parts.ts'

const share = (own: Partial<MetricShare>): MetricShare => ({
  metric: 'DeleteAvgTime',
  contribution: 0.5,
  normal: [1, 3],
  peak: 4,
  peakAt: 1000,
  fell: false,
  ...own,
})

describe('heights', () => {
  it('has risen above the upper end of normal only', () => {
    assert.equal(hasRisen(share({ peak: 3 })), false)
    assert.equal(hasRisen(share({ peak: 3.1 })), true)
    assert.equal(hasRisen(share({ normal: null })), true)
    assert.equal(hasRisen(share({ peak: null })), false)
    assert.equal(hasRisen(share({ fell: true })), false)
  })

  it('has fallen where that is what is wrong with it', () => {
    assert.equal(hasFallen(share({ fell: true, peak: 0.1 })), true)
    assert.equal(hasFallen(share({ fell: true, peak: null })), false)
    assert.equal(hasFallen(share({ peak: 0.1 })), false)
  })

  it('is so many times the upper end of normal, or the lower one where it fell', () => {
    assert.equal(timesNormal(share({ normal: [0, 2], peak: 48 })), 24)
    assert.equal(timesNormal(share({ normal: [0, 0], peak: 48 })), null)
    assert.equal(timesNormal(share({ normal: [0, 2], peak: 1 })), null)
    assert.equal(timesNormal(share({ normal: [200, 300], peak: 20, fell: true })), 0.1)
    assert.equal(timesText(1.24, 0.0162), '76.5 times')
    assert.equal(timesText(1, 0), 'far above')
  })

  it('has moved when somebody would notice: 0.1 ms is nothing, half of all calls is much', () => {
    assert.equal(hasMoved(share({ normal: [0, 0.1], peak: 0.3 })), false)
    assert.equal(hasMoved(share({ normal: [0, 2], peak: 9 })), true)
    assert.equal(
      hasMoved(share({ metric: 'RpcProcessingTimeNumOps', normal: [200, 250], peak: 90, fell: true })),
      true,
    )
    assert.equal(
      hasMoved(share({ metric: 'RpcProcessingTimeNumOps', normal: [200, 250], peak: 190, fell: true })),
      false,
    )
    assert.equal(hasMoved(share({ normal: null, peak: 1 })), true)
    assert.equal(hasMoved(share({ peak: null })), false)
  })

  it('tells a fall as a fall', () => {
    const text = moveText(share({ normal: [200, 250], peak: 20, fell: true }), (time) => ({
      text: String(time),
    }))
    assert.equal(plainText(text), 'fell from its normal 200 to 250 ms to 20 ms at 1000')
  })

  it('calls a mean a time, a rate calls', () => {
    assert.equal(spokenMetric('GetListingAvgTime').text, 'Get listing time')
    assert.equal(spokenMetric('GetListingNumOps').text, 'Get listing calls')
    assert.equal(spokenMetric('RpcQueueTimeAvgTime').text, 'RPC queue time')
    assert.equal(
      spokenMetric('RpcLockWaitTimeAvgTime@service').text,
      'Wait for the namesystem lock (service port)',
    )
    assert.equal(spokenMetric('NoSuchMetric').text, 'NoSuchMetric')
  })
})
