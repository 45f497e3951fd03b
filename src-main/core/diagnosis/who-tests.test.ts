// Who did it, what the configuration says, what logs add; and what is missing where nothing was handed over.
import assert from 'node:assert/strict'
import test from 'node:test'
import { culprit, madeFacts } from './fixtures/made-facts.ts'
import type { UserCalls } from './facts.ts'
import { byCulprit, configured, culpritName, culpritOf, logged, oneUser } from './who-tests.ts'

const calls = (user: string, operation: string, added: number, callShare: number): UserCalls => ({
  user,
  operation,
  perSecond: added + 1,
  usualPerSecond: 1,
  callShare,
  share: callShare,
})

test('the culprit of some operations is who added most calls to them', () => {
  const users = [
    calls('etl', 'delete', 280, 0.3),
    calls('ada', 'delete', 20, 0.1),
    calls('spark', 'open', 600, 0.6),
  ]
  const facts = madeFacts({ who: { users } })
  assert.deepEqual(culpritOf(facts, ['delete']), {
    user: 'etl',
    operation: 'delete',
    share: 280 / 300,
    perSecond: 281,
    usualPerSecond: 1,
  })
  assert.equal(culpritOf(facts)?.user, 'spark')
  assert.equal(culpritOf(facts)?.share, 0.6)
  assert.equal(culpritOf(facts, ['mkdirs']), undefined)
  assert.deepEqual(oneUser(['delete'])(facts), {
    holds: true,
    text: 'etl made 93 % of the added delete calls (281 /s, usually 1 /s)',
    metric: null,
    at: null,
  })
})

test('operations of one user count together', () => {
  const users = [
    calls('a', 'open', 50, 0.3),
    calls('b', 'open', 40, 0.2),
    calls('b', 'listStatus', 40, 0.3),
    calls('c', 'create', 9, 0.1),
  ]
  const found = culpritOf(madeFacts({ who: { users } }))
  assert.deepEqual([found?.user, found?.share, found?.perSecond], ['b', 0.5, 82])
})

test('nobody in particular has no name in a title', () => {
  const users = ['a', 'b', 'c'].map((user) => calls(user, 'open', 10, 0.3))
  const facts = madeFacts({ who: { users } })
  assert.deepEqual([culpritName(facts), byCulprit(facts)], [null, ''])
  const outcome = oneUser()(facts)
  assert.ok('holds' in outcome && !outcome.holds)
  assert.equal(byCulprit(madeFacts({ who: culprit('etl', 'delete', 9) }), ['delete']), ' by etl')
})

test('without nntop it is unknown who called, unless an audit log tells', () => {
  const off = { unknown: 'nntop is off' }
  assert.deepEqual(oneUser(['delete'])(madeFacts({ who: off })), {
    unmeasured: 'who called: nntop is off',
    setting: 'dfs.namenode.top.enabled=true',
  })
  const commands = [
    {
      user: 'etl',
      command: 'delete',
      count: 9000,
      perSecond: 280,
      usualPerSecond: null,
      denied: 0,
      path: null,
    },
  ]
  assert.equal(culpritName(madeFacts({ who: off, logs: { commands } }), ['delete']), 'etl')
})

test('a key that is not set has Hadoop’s own value; without any file it is unknown', () => {
  const few = configured('dfs.namenode.handler.count', '10', (value) => Number(value) < 64)
  const outcomeOf = (configuration?: Record<string, string>) =>
    few(madeFacts(configuration === undefined ? {} : { configuration }))
  const told = (text: string, holds: boolean) => ({ holds, text, metric: null, at: null })
  assert.deepEqual(outcomeOf({}), told('dfs.namenode.handler.count is not set, so it is 10', true))
  assert.deepEqual(
    outcomeOf({ 'dfs.namenode.handler.count': '128' }),
    told('dfs.namenode.handler.count is 128', false),
  )
  assert.ok('unmeasured' in outcomeOf())
})

test('a log that was not handed over is missing; one without a trace says so', () => {
  const holdsOf = logged('namenode', 'no long hold', ({ lockHolds }) => {
    const [longest] = lockHolds
    return longest === undefined ? null : { text: longest.via, at: longest.time }
  })
  const files = { audit: false, namenode: true, gc: false, stacks: false }
  assert.ok('unmeasured' in holdsOf(madeFacts()))
  assert.deepEqual(holdsOf(madeFacts({ logs: { files } })), {
    holds: false,
    text: 'no long hold',
    metric: null,
    at: null,
  })
  const lockHolds = [{ time: 7, ms: 9000, mode: 'write' as const, via: 'FSNamesystem.delete' }]
  assert.deepEqual(holdsOf(madeFacts({ logs: { files, lockHolds } })), {
    holds: true,
    text: 'FSNamesystem.delete',
    metric: null,
    at: 7,
  })
})

test('an audit log adds where', () => {
  const users = [calls('etl', 'delete', 280, 0.3)]
  const commands = [
    { user: 'ada', command: 'delete', count: 9, perSecond: 1, usualPerSecond: 1, denied: 0, path: '/ada' },
    { user: 'etl', command: 'delete', count: 9, perSecond: 1, usualPerSecond: 1, denied: 0, path: '/tmp' },
  ]
  const outcome = oneUser(['delete'])(madeFacts({ who: { users }, logs: { commands } }))
  assert.ok('text' in outcome && outcome.text.endsWith('usually 1 /s), by the audit log most under /tmp'))
})
