import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytesText, figure, metricFigure, metricLabel, normalText, percent } from './figures.ts'

test('three digits that count, thousands grouped, a dash for none', () => {
  assert.deepEqual([0, 0.014_87, 61.23, 999.4, 1234.5, -2500, null, undefined, Number.NaN].map(figure), [
    '0',
    '0.0149',
    '61.2',
    '999',
    '1,235',
    '-2,500',
    '–',
    '–',
    '–',
  ])
})

test('parts and bytes', () => {
  assert.equal(percent(0.614), '61 %')
  assert.deepEqual([0, 999, 1000, 2_100_000, 5e12].map(bytesText), ['0 B', '999 B', '1 kB', '2.1 MB', '5 TB'])
})

test('metrics bring their unit and label; unknown ones their name alone', () => {
  assert.equal(metricFigure('RpcQueueTimeAvgTime', 1.234), '1.23 ms')
  assert.equal(metricFigure('RpcQueueTimeAvgTime', null), '–')
  assert.equal(metricFigure('FromANewerVersion', 3), '3')
  assert.equal(metricLabel('FromANewerVersion'), 'FromANewerVersion')
})

test('a normal range says where the baseline had none', () => {
  assert.equal(normalText('RpcQueueTimeAvgTime', [0.25, 1.5]), '0.25 to 1.5 ms')
  assert.equal(normalText('RpcQueueTimeAvgTime', [2, 2]), '2 ms')
  assert.equal(normalText('RpcQueueTimeAvgTime', null), 'no value in the baseline')
})
