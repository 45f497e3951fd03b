// Any, all, and which came first.
import assert from 'node:assert/strict'
import test from 'node:test'
import { allOf, anyOf, leads } from './combined-tests.ts'
import { madeFacts } from './fixtures/made-facts.ts'
import type { Test } from './rule.ts'

const facts = madeFacts()
const says =
  (text: string, holds: boolean): Test =>
  () => ({ holds, text, metric: null, at: null })
const unseen: Test = () => ({ unmeasured: 'x', setting: null })

test('any: the first that holds speaks, else the first that could be looked at', () => {
  const textOf = (one: Test) => JSON.stringify(one(facts))
  assert.match(textOf(anyOf(unseen, says('no', false), says('yes', true))), /"yes"/)
  assert.match(textOf(anyOf(unseen, says('no', false), says('neither', false))), /"holds":false,"text":"no"/)
  assert.match(textOf(anyOf(unseen, unseen)), /unmeasured/)
})

test('all: one that does not hold ends it; what was not measured is passed over', () => {
  const textOf = (one: Test) => JSON.stringify(one(facts))
  assert.match(textOf(allOf(says('a', true), unseen, says('b', true))), /"holds":true,"text":"a"/)
  assert.match(
    textOf(allOf(says('a', true), says('no', false), says('b', false))),
    /"holds":false,"text":"no"/,
  )
  assert.match(textOf(allOf(unseen, unseen)), /unmeasured/)
})

test('what rose first, by more than a row', () => {
  const orderOf = (processing: number | null, queue: number | null) =>
    leads(
      'RpcProcessingTimeAvgTime',
      'RpcQueueTimeAvgTime',
    )(
      madeFacts({
        levels: {
          RpcProcessingTimeAvgTime: { mean: 20, onset: processing },
          RpcQueueTimeAvgTime: { mean: 20, onset: queue },
        },
      }),
    )
  const held = (processing: number | null, queue: number | null) => {
    const outcome = orderOf(processing, queue)
    return 'holds' in outcome ? [outcome.holds, outcome.text.replace(/RPC (\w+) time/g, '$1')] : []
  }
  assert.deepEqual(held(1000, 6000), [true, 'processing rose 5 s before queue'])
  assert.deepEqual(held(1000, 2000), [false, 'processing rose 1 s before queue'])
  assert.deepEqual(held(6000, 1000), [false, 'processing rose 5 s after queue'])
  assert.deepEqual(held(1000, null), [true, 'processing rose, queue did not'])
  assert.deepEqual(held(null, 1000), [false, 'processing did not rise'])
})
