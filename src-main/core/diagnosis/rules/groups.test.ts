// Look-ups of groups that take long.
import assert from 'node:assert/strict'
import test from 'node:test'
import { diagnose } from '../diagnose.ts'
import { type MadeFacts, madeFacts, madeStart } from '../fixtures/made-facts.ts'
import { groupRules } from './groups.ts'

const causesOf = (made: MadeFacts) => diagnose(madeFacts(made), groupRules)

test('look-ups of 270 ms hold the handlers, as in day-a', () => {
  const levels = { GetGroupsAvgTime: 271, RpcProcessingTimeAvgTime: 7.2 }
  const [cause] = causesOf({ levels, configuration: { 'hadoop.security.groups.cache.secs': '300' } })
  assert.equal(cause?.id, 'slow-group-lookup')
  assert.match(cause.story, /took 271 ms \(usually 2\)/)
  assert.deepEqual(cause.remedies.map(({ key, current, advised }) => [key, current, advised]).slice(0, 2), [
    ['hadoop.security.groups.cache.background.reload', 'not set', 'true'],
    ['hadoop.security.groups.cache.secs', '300', '7200'],
  ])
})

test('the NameNode log names the user', () => {
  const files = { audit: false, namenode: true, gc: false, stacks: false }
  const groupLookups = [{ time: madeStart, ms: 6100, user: 'hive' }]
  const [cause] = causesOf({ levels: { GetGroupsAvgTime: 900 }, logs: { files, groupLookups } })
  assert.ok(cause?.evidence.some(({ text }) => text.includes('getGroups(user=hive) took 6,100 ms')))
})

test('look-ups of 20 ms, those that were always slow, and none at all are nothing', () => {
  assert.deepEqual(causesOf({ levels: { GetGroupsAvgTime: 20 } }), [])
  assert.deepEqual(causesOf({ levels: { GetGroupsAvgTime: { mean: 120, usual: 80 } } }), [])
  assert.deepEqual(causesOf({ levels: { GetGroupsAvgTime: null } }), [])
})
