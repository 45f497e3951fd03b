// What is said of a baseline: each stretch once, nothing of what is left out.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BaselineCheck, BaselineVerdict } from '../../../src-shared/contract/models.ts'
import { judged } from './judgement.ts'

type Finding = BaselineVerdict['findings'][number]
const finding = (kind: Finding['kind'], from: number | null, to = from): Finding => ({
  kind,
  level: 'fair',
  text: '',
  from,
  to,
})
const verdict = (...findings: Finding[]): BaselineVerdict => ({
  node: 'nn1',
  rows: 500,
  windows: 471,
  rowsNeeded: 30,
  level: findings.length > 0 ? 'fair' : 'good',
  findings,
})
const check = (...froms: number[]): BaselineCheck => ({
  node: 'nn1',
  windows: 471,
  parts: 5,
  typical: 0.01,
  stretches: froms.map((from) => ({ from, to: from + 100, ratio: 8, metrics: [] })),
})

test('nothing found is good; what the check finds makes it fair', () => {
  assert.equal(judged(verdict(), check(), []).level, 'good')
  const { level, stretches } = judged(verdict(), check(900, 200), [])
  assert.equal(level, 'fair')
  assert.deepEqual(
    stretches.map(({ from }) => from),
    [200, 900],
  )
})

test('a stretch that both find is told once, by the check; another one and a restart stay', () => {
  const found = verdict(finding('unusual', 220, 290), finding('unusual', 600, 700), finding('restart', 250))
  assert.deepEqual(
    judged(found, check(200), []).findings.map(({ kind, from }) => [kind, from]),
    [
      ['unusual', 600],
      ['restart', 250],
    ],
  )
})

test('what is left out for the most part is no finding any more', () => {
  const leftOut = [{ from: 200, to: 300 }]
  const found = verdict(finding('unusual', 220, 320), finding('restart', 250), finding('gap', 290, 900))
  assert.deepEqual(
    judged(found, undefined, leftOut).findings.map(({ kind }) => kind),
    ['gap'],
  )
  assert.equal(judged(verdict(finding('unusual', 210, 290)), check(), leftOut).level, 'good')
})

test('a finding without a place stays, but for the rest of what is unusual where the check looked', () => {
  const found = verdict({ ...finding('short', null), level: 'unusable' }, finding('unusual', null))
  assert.equal(judged(found, undefined, []).findings.length, 2)
  const { level, findings } = judged(found, check(), [])
  assert.deepEqual([level, findings.length], ['unusable', 1])
})
