// A baseline rule in words and in its form.
import assert from 'node:assert/strict'
import test from 'node:test'
import type { BaselineRule } from '../../../src-shared/contract/sources.ts'
import { draftOf, ruleOf, ruleText } from './rule-text.ts'

const hour = 3_600_000
const fixed: BaselineRule = { kind: 'fixed', ranges: [{ from: 0, to: 3 * hour }] }
const rolling: BaselineRule = { kind: 'rolling', days: 14, hours: { from: 22, to: 6, zone: 'Europe/Berlin' } }

test('a rule is a sentence', () => {
  assert.match(ruleText(null), /nothing is retrained/)
  assert.match(ruleText(fixed), /^Always the same stretch of 3\.0 h;/)
  assert.equal(
    ruleText(rolling),
    'At each retraining the last 14 days before it, of each day from 22:00 to 06:00 (Europe/Berlin).',
  )
  assert.equal(
    ruleText({ kind: 'rolling', days: 1, hours: null }),
    'At each retraining the last day before it.',
  )
})

test('a rule comes back out of its form as it was', () => {
  for (const rule of [null, fixed, rolling, { kind: 'rolling', days: 7, hours: null } as const])
    assert.deepEqual(ruleOf(draftOf(rule, 'UTC'), fixed.ranges), rule)
})

test('a form that describes no rule gives none', () => {
  const draft = draftOf(rolling, 'UTC')
  assert.equal(ruleOf({ ...draft, days: '' }, []), undefined)
  assert.equal(ruleOf({ ...draft, days: '0' }, []), undefined)
  assert.equal(ruleOf({ ...draft, days: '1.5' }, []), undefined)
  assert.equal(ruleOf({ ...draft, from: 6, to: 6 }, []), undefined)
  assert.equal(ruleOf({ ...draft, kind: 'fixed' }, []), undefined)
})
