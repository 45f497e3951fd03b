// Kept incidents in words, and the filter of their list as an address.
import assert from 'node:assert/strict'
import test from 'node:test'
import type { IncidentHead } from '../../../src-shared/contract/incidents.ts'
import {
  filterAddress,
  filterIn,
  handledTexts,
  isUnhandled,
  lengthText,
  reportWindow,
} from './incident-text.ts'

const start = Date.UTC(2026, 10, 22, 16, 6, 38)
const head: IncidentHead = {
  id: 7,
  sourceId: 1,
  source: 'nn1',
  node: 'nn1:8020',
  haState: 'active',
  modelId: 'm',
  state: 'open',
  start,
  end: start + 46_000,
  openedAt: start,
  updatedAt: start,
  closedAt: null,
  windows: 4,
  peak: 8.4,
  threshold: 5,
  severity: 78,
  leading: null,
  cause: null,
  title: 'Recursive du',
  user: null,
  acknowledgedAt: null,
  mutedUntil: null,
  note: '',
  verdict: null,
}

test('an open incident lasts so far', () => {
  assert.equal(lengthText(head), '46 s so far')
  assert.equal(lengthText({ ...head, state: 'closed' }), '46 s')
})

test('what people said is listed, and only what nobody handled is unhandled', () => {
  assert.deepEqual(handledTexts(head, 'UTC'), [])
  const handled = {
    ...head,
    acknowledgedAt: start,
    mutedUntil: start + 3_600_000,
    verdict: 'normal' as const,
  }
  assert.deepEqual(handledTexts(handled, 'UTC'), ['acknowledged', 'muted until 2026-11-22 17:06', 'normal'])
  assert.equal(isUnhandled(head), true)
  assert.equal(isUnhandled({ ...head, verdict: 'real' }), false)
  assert.equal(isUnhandled({ ...head, acknowledgedAt: start }), false)
})

test('a report on it begins half an hour before and ends ten minutes after', () => {
  assert.deepEqual(reportWindow(head), { from: start - 1_800_000, to: start + 46_000 + 600_000 })
})

test('a filter is an address and comes back out of it; what cannot be read filters nothing', () => {
  const filter = { state: 'open', source: 3, isUnhandled: true } as const
  assert.equal(filterAddress(filter), '/incidents?source=3&state=open&unhandled=1')
  assert.deepEqual(filterIn('source=3&state=open&unhandled=1'), filter)
  assert.equal(filterAddress(filterIn('')), '/incidents')
  assert.deepEqual(filterIn('source=x&state=lost'), { state: 'all', source: undefined, isUnhandled: false })
})
