// How findings come about, and how sure they are, with rules made for the test.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { CauseId } from '../../../src-shared/causes.ts'
import { Cause } from '../../../src-shared/contract/analysis.ts'
import { confidenceOf, diagnose } from './diagnose.ts'
import { madeFacts, madeStart } from './fixtures/made-facts.ts'
import type { Outcome, Rule, Test } from './rule.ts'

const says =
  (text: string, holds: boolean, at: number | null = null): Test =>
  () => ({ holds, text, metric: null, at })
const unseen: Test = (): Outcome => ({ unmeasured: 'lock', setting: 'detailed=true' })

const ruleOf = (id: CauseId, parts: Partial<Rule> = {}): Rule => ({
  id,
  role: 'cause',
  reference: 'R0',
  needs: [says(`${id} needed`, true)],
  clues: [],
  confidence: [0.5, 0.9],
  title: () => id,
  story: () => `${id} happened.`,
  checks: () => ['hdfs dfsadmin -report'],
  remedies: () => [],
  ...parts,
})

const facts = madeFacts()
const idsOf = (rules: readonly Rule[]): string[] => diagnose(facts, rules).map(({ id }) => id)

test('all needs must hold: one that does not, or cannot be looked at, ends it', () => {
  const held = says('a', true)
  assert.deepEqual(idsOf([ruleOf('mass-delete', { needs: [held, held] })]), ['mass-delete'])
  assert.deepEqual(idsOf([ruleOf('mass-delete', { needs: [held, says('b', false)] })]), [])
  assert.deepEqual(idsOf([ruleOf('mass-delete', { needs: [held, unseen] })]), [])
  assert.deepEqual(idsOf([ruleOf('mass-delete', { needs: [] })]), [])
})

test('evidence for and against, the weightiest first, each text once; what was not measured apart', () => {
  const clues = [
    { weight: 1, test: says('weak', true) },
    { weight: 3, test: says('strong', true) },
    { weight: 2, test: says('contrary', false) },
    { weight: 1, test: says('mass-delete needed', true) },
    { weight: 9, test: unseen },
  ]
  const [found] = diagnose(facts, [ruleOf('mass-delete', { clues })])
  assert.deepEqual(
    found?.evidence.map(({ text }) => text),
    ['mass-delete needed', 'strong', 'weak'],
  )
  assert.deepEqual(
    found.against.map(({ text }) => text),
    ['contrary'],
  )
  assert.deepEqual(found.unmeasured, [{ text: 'lock', setting: 'detailed=true' }])
  // 5 of 7 in weight.
  assert.ok(Math.abs(found.confidence - (0.5 + (0.4 * 5) / 7)) < 1e-9)
})

test('confidence: the least with nothing measured, and always between least and most', () => {
  assert.equal(confidenceOf([0.4, 0.8], []), 0.4)
  const clue = fc.record({ weight: fc.integer({ min: 1, max: 5 }), holds: fc.boolean() })
  fc.assert(
    fc.property(fc.array(clue, { minLength: 1 }), (list) => {
      const seen = list.map(({ weight, holds }) => ({ weight, outcome: { holds } }))
      const confidence = confidenceOf([0.4, 0.8], seen)
      assert.ok(confidence >= 0.4 && confidence <= 0.8 + 1e-9)
      const more = confidenceOf([0.4, 0.8], [...seen, { weight: 1, outcome: { holds: true } }])
      assert.ok(more >= confidence - 1e-9)
    }),
  )
})

test('causes, then symptoms, then impacts; within a role the likeliest first', () => {
  const rules = [
    ruleOf('rpc-latency-over-limits', { role: 'impact', confidence: [1, 1] }),
    ruleOf('handlers-stuck', { role: 'symptom', confidence: [0.9, 1] }),
    ruleOf('mass-delete', { confidence: [0.6, 1] }),
    ruleOf('gc-pressure', { confidence: [0.8, 1] }),
  ]
  assert.deepEqual(idsOf(rules), ['gc-pressure', 'mass-delete', 'handlers-stuck', 'rpc-latency-over-limits'])
})

test('what another finding explains is left out, also where that one is explained itself', () => {
  const flood = ruleOf('client-flood', { unless: ['mass-delete'] })
  const few = ruleOf('too-few-handlers', { unless: ['client-flood'] })
  assert.deepEqual(idsOf([flood, few, ruleOf('mass-delete')]), ['mass-delete'])
  assert.deepEqual(idsOf([flood, few]), ['client-flood'])
  assert.deepEqual(idsOf([few]), ['too-few-handlers'])
})

test('it began when the first need with a moment did, else with the incident', () => {
  const timed = ruleOf('mass-delete', { needs: [says('a', true), says('b', true, 5), says('c', true, 3)] })
  assert.equal(diagnose(facts, [timed])[0]?.since, 5)
  assert.equal(diagnose(facts, [ruleOf('mass-delete')])[0]?.since, madeStart)
})

test('a remedy has the key’s value, that it is not set, or that nobody knows', () => {
  const remedies = () => [
    { text: 'raise it', key: 'dfs.namenode.handler.count', advised: '64' },
    { text: 'stop it', key: null, advised: null },
  ]
  const currents = (configuration?: Record<string, string>) => {
    const made = madeFacts(configuration === undefined ? {} : { configuration })
    return diagnose(made, [ruleOf('mass-delete', { remedies })])[0]?.remedies.map(({ current }) => current)
  }
  assert.deepEqual(currents({ 'dfs.namenode.handler.count': '10' }), ['10', null])
  assert.deepEqual(currents({}), ['not set', null])
  assert.deepEqual(currents(), [null, null])
})

test('what comes out is the contract’s', () => {
  const [found] = diagnose(facts, [ruleOf('mass-delete')])
  assert.deepEqual(Cause.parse(found), found)
})
