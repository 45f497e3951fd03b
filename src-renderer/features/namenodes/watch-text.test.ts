// What is known of an address and a role, in words.
import assert from 'node:assert/strict'
import test from 'node:test'
import type { NodeStatus } from '../../../src-shared/contract/watches.ts'
import { roleText } from './role-text.ts'
import { adviceOf, answerText, askedText, isTroubled, loginText, stateText } from './watch-text.ts'

const status: NodeStatus = {
  url: 'http://nn1:9870/jmx',
  state: 'ok',
  node: 'nn1:8020',
  haState: 'active',
  safeMode: false,
  version: '3.4.3',
  lastPollAt: 0,
  lastGoodAt: 0,
  nextPollAt: 10_000,
  answerMs: 43.4,
  answerBytes: 61_000,
  requests: 'pattern',
  documents: 100,
  repeats: 0,
  failures: 0,
  skewMs: 0,
  problem: null,
}

test('a state is said in words', () => {
  assert.deepEqual(stateText(status), { text: 'answers', tone: 'good' })
  assert.equal(stateText({ ...status, safeMode: true }).text, 'answers, in safe mode')
  assert.equal(stateText({ ...status, state: 'failing', failures: 1 }).text, 'failing')
  assert.equal(stateText({ ...status, state: 'failing', failures: 12 }).text, 'failing, 12 in a row')
  assert.equal(answerText(status), '43 ms, 61 kB')
  assert.equal(answerText({ answerMs: null, answerBytes: null }), '–')
  assert.equal(askedText(status)?.text, 'one pattern')
  assert.equal(askedText({ requests: null }), undefined)
})

test('polling too often and clocks apart are worth a word; a repeat or two are none', () => {
  assert.deepEqual(adviceOf({ ...status, repeats: 2, documents: 2, skewMs: 1900 }), [])
  assert.match(adviceOf({ ...status, repeats: 90, documents: 10 })[0] ?? '', /^90 of 100 answers repeated/)
  assert.match(adviceOf({ ...status, skewMs: -180_000 })[0] ?? '', /^Its clock is 3 min behind/)
  assert.match(adviceOf({ ...status, skewMs: 5000 })[0] ?? '', /5 s ahead of/)
})

test('a watch is troubled by a problem or a secret that is missing, not while it is paused', () => {
  const problem = { kind: 'refused', message: 'Refused.', fix: 'Start it.' }
  const watch = {
    id: 1,
    name: 'nn1',
    urls: [status.url],
    authentication: { kind: 'simple' as const, user: 'hdfs' },
    tls: { ca: null, fingerprint: null, insecure: false },
    requests: 'sparing' as const,
    pollSeconds: null,
    paused: false,
    secret: null,
    createdAt: 0,
    sourceId: 1,
    nodes: [status],
  }
  assert.equal(isTroubled(watch), false)
  assert.equal(isTroubled({ ...watch, nodes: [{ ...status, problem }] }), true)
  assert.equal(isTroubled({ ...watch, nodes: [{ ...status, problem }], paused: true }), false)
  assert.equal(isTroubled({ ...watch, secret: { name: 'watch-1', isSet: false } }), true)
  assert.equal(loginText(watch.authentication), 'user.name=hdfs')
})

test('a role says its score against the threshold, or what is missing', () => {
  const role = {
    haState: 'active',
    node: 'nn1:8020',
    modelId: 'm1',
    threshold: 1.31,
    score: 0.42,
    scoredTo: 0,
    rowsHeld: 400,
    rowsNeeded: 0,
  }
  assert.deepEqual(roleText(role, 10), { text: 'score 0.42, below the threshold of 1.31', tone: 'good' })
  assert.equal(roleText({ ...role, score: 9 }, 10).tone, 'bad')
  assert.match(
    roleText({ ...role, modelId: null, rowsNeeded: 120 }, 10).text,
    /120 more rows needed, about 20 min/,
  )
  assert.match(roleText({ ...role, modelId: null }, 10).text, /400 rows are enough/)
  assert.equal(roleText({ ...role, score: null }, 10).text, 'has a model; not scored yet')
})
