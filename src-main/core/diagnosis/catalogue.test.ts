// The catalogue as a whole: complete, without contradictions, silent on a healthy NameNode.
import assert from 'node:assert/strict'
import test from 'node:test'
import { type CauseId, causeIds } from '../../../src-shared/causes.ts'
import { catalogue } from './catalogue.ts'
import { diagnose } from './diagnose.ts'
import { healthy, madeFacts } from './fixtures/made-facts.ts'

const ruleOf = (id: CauseId) => catalogue.find((rule) => rule.id === id)

test('every id has exactly one rule', () => {
  assert.deepEqual(
    catalogue.map(({ id }) => id).toSorted((one, other) => one.localeCompare(other)),
    [...causeIds].toSorted((one, other) => one.localeCompare(other)),
  )
})

test('latency is never a cause: it is what it looked like, or what came of it', () => {
  const rolesOf = (role: string) => catalogue.filter((rule) => rule.role === role).map(({ id }) => id)
  assert.ok(rolesOf('symptom').includes('handlers-stuck'))
  assert.ok(rolesOf('symptom').includes('blocked-threads'))
  assert.ok(rolesOf('symptom').includes('call-queue-throttling'))
  assert.ok(rolesOf('impact').includes('rpc-latency-over-limits'))
})

test('every rule needs something, has a range of confidence, a source and at least one thing to do', () => {
  for (const rule of catalogue) {
    const [least, most] = rule.confidence
    assert.ok(rule.needs.length > 0 && least > 0 && least <= most && most <= 1, rule.id)
    assert.match(rule.reference, /^R\d/, rule.id)
    assert.ok(rule.remedies(madeFacts()).length > 0 && rule.checks(madeFacts()).length > 0, rule.id)
  }
})

test('no two rules explain each other away, over any number of steps', () => {
  const explains = (id: CauseId, path: readonly CauseId[]): void => {
    assert.ok(!path.includes(id), [...path, id].join(' → '))
    for (const other of ruleOf(id)?.unless ?? []) explains(other, [...path, id])
  }
  for (const id of causeIds) explains(id, [])
})

test('titles, stories, checks and remedies are whole sentences on any dump, also one that lacks everything', () => {
  const levels = Object.fromEntries(Object.keys(healthy).map((id) => [id, null]))
  const state = { safeMode: true, safeModeText: 'Safe mode is ON. It was turned on manually. Leave it.' }
  for (const facts of [madeFacts({ state }), madeFacts({ levels, state })])
    for (const rule of catalogue) {
      const remedies = rule
        .remedies(facts)
        .flatMap(({ text, key, advised }) => [text, key ?? '', advised ?? ''])
      const texts = [rule.title(facts), rule.story(facts), ...rule.checks(facts), ...remedies]
      for (const text of texts)
        assert.doesNotMatch(text, /undefined|NaN|Infinity|null|–/, `${rule.id}: ${text}`)
      assert.match(rule.story(facts), /[.]$/, rule.id)
      assert.doesNotMatch(rule.title(facts), /[.]$/, rule.id)
    }
})

test('a healthy NameNode has no cause, nor has one of which nothing was measured', () => {
  assert.deepEqual(diagnose(madeFacts()), [])
  const nothing = Object.fromEntries(Object.keys(healthy).map((id) => [id, null]))
  assert.deepEqual(diagnose(madeFacts({ levels: nothing })), [])
})

test('neither has a busy hour of 1.7 times the load', () => {
  const busy = Object.entries(healthy).filter(([id]) => id.includes('NumOps') || id.endsWith('Ops'))
  assert.deepEqual(
    diagnose(madeFacts({ levels: Object.fromEntries(busy.map(([id, rate]) => [id, rate * 1.7])) })),
    [],
  )
})

test('nor an idle one', () => {
  const idle = Object.entries(healthy).filter(([id]) => id.includes('NumOps') || id.endsWith('Ops'))
  assert.deepEqual(
    diagnose(madeFacts({ levels: Object.fromEntries(idle.map(([id, rate]) => [id, rate / 50])) })),
    [],
  )
})
