// The baseline's verdict in words.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BaselineCheck, BaselineVerdict } from '../../../src-shared/contract/models.ts'
import { checkedText, checkingText, verdictHead, verdictText } from './finding-text.ts'
import { judged } from './judgement.ts'
import { timesText, unlikeText } from './stretch-text.ts'

const verdict: BaselineVerdict = {
  node: 'nn1',
  rows: 1020,
  windows: 991,
  rowsNeeded: 30,
  level: 'good',
  findings: [],
}
const unusual = { kind: 'unusual', level: 'fair', text: '', from: 500, to: 600 } as const
const stretch = { from: 100, to: 200, ratio: 8.34, metrics: ['RpcQueueTimeAvgTime', 'ThreadsWaiting'] }
const check: BaselineCheck = { node: 'nn1', windows: 991, parts: 5, typical: 0.01, stretches: [] }

test('the verdict says how much there is, and what it is free of', () => {
  const good = judged(verdict, undefined, [])
  assert.equal(verdictHead(good), 'Good baseline.')
  assert.equal(
    verdictText(verdict, good, false),
    '1,020 rows, 991 windows. No gap, no restart, no change of role or version, no stretch unlike the rest.',
  )
  assert.match(verdictText(verdict, good, true), /^1,020 rows, 991 windows, less what is left out\. No gap/)
  const found = judged(verdict, { ...check, stretches: [stretch] }, [])
  assert.match(verdictText(verdict, found, false), /change of role or version\.$/)
  const short = { ...verdict, rows: 12, windows: 0 }
  assert.match(verdictText(short, good, false), /^12 rows; 30 at least are needed\./)
})

test('the check says in how many parts, and what else it found', () => {
  assert.equal(
    checkedText(check, judged(verdict, check, [])),
    'Checked in 5 parts: each looks like the rest.',
  )
  const two = { ...check, stretches: [stretch, { ...stretch, from: 300, to: 400 }] }
  assert.equal(checkedText(two, judged(verdict, two, [])), 'Checked in 5 parts: 2 stretches stand out.')
  const other = { ...verdict, findings: [unusual] }
  assert.equal(
    checkedText(check, judged(other, check, [])),
    'Checked in 5 parts: no other stretch stands out.',
  )
})

test('a check under way says its part', () => {
  const progress = { done: 1.2, total: 5, unit: 'parts', rate: null, remainingMs: null }
  assert.equal(checkingText(progress), 'Checking: part 2 of 5')
  assert.equal(checkingText({ ...progress, done: 5 }), 'Checking: part 5 of 5')
  assert.equal(checkingText({ ...progress, total: 0 }), 'Checking')
  assert.equal(checkingText(null), 'Checking')
})

test('a stretch says how unlike the rest it is, and when it was', () => {
  assert.equal(
    unlikeText(stretch),
    'looks unlike the rest (8.3 times its usual error; RPC queue time, Threads waiting)',
  )
  assert.equal(
    unlikeText({ ...stretch, ratio: 81.26, metrics: [] }),
    'looks unlike the rest (81 times its usual error)',
  )
  const at = (hour: number, minute: number): number => Date.UTC(2026, 10, 22, hour, minute)
  const day = { from: at(14, 0), to: at(16, 0) }
  assert.equal(timesText({ from: at(14, 32), to: at(14, 36) }, day, 'UTC'), '14:32:00 to 14:36:00')
  assert.equal(timesText({ from: at(14, 32), to: at(14, 32) }, day, 'UTC'), '14:32:00')
  assert.equal(
    timesText({ from: at(14, 32), to: at(14, 36) }, { ...day, to: at(26, 0) }, 'UTC'),
    '2026-11-22 14:32:00 to 14:36:00',
  )
})
