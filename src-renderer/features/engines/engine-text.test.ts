// Engines and what they have, in words.
import assert from 'node:assert/strict'
import test from 'node:test'
import type { FoundNameNode } from '../../../src-shared/contract/engines.ts'
import {
  documentsOf,
  fetchedText,
  foundBy,
  foundText,
  isSecretMissing,
  lastDay,
  loginText,
  mappedText,
  missingLabels,
  testText,
} from './engine-text.ts'

const day = 86_400_000
const node = (instance: string, part: Partial<FoundNameNode> = {}): FoundNameNode => ({
  instance,
  labels: { instance, job: 'hdfs' },
  cluster: 'green',
  dialect: 'jmx_exporter',
  from: 0,
  to: 10 * day,
  scrapeInterval: 60_000,
  metrics: { mapped: 26, of: 28 },
  signals: { mapped: 31, of: 44 },
  missing: [],
  ...part,
})

test('how an engine is asked, and what a test of it said', () => {
  const authentication = { kind: 'basic', user: 'reader' } as const
  assert.equal(
    loginText({ authentication, headers: ['X-Scope-OrgID'] }),
    'password of reader, header X-Scope-OrgID',
  )
  assert.equal(loginText({ authentication: { kind: 'none' }, headers: [] }), 'no log-in')
  assert.equal(isSecretMissing({ secret: null, headerSecrets: [] }), false)
  assert.equal(
    isSecretMissing({ secret: null, headerSecrets: [{ name: 'a', isSet: false, header: 'A' }] }),
    true,
  )
  const answer = { problem: null, product: 'Prometheus 2.42.0', answerMs: 43, nameNodes: 1 }
  assert.equal(testText(answer), 'Prometheus 2.42.0, 43 ms, 1 NameNode')
  assert.equal(testText({ ...answer, product: null, nameNodes: 0 }), '43 ms, no NameNode')
})

test('what it has: how many, in which clusters, how much of them is mapped', () => {
  const found = [
    node('nn1'),
    node('nn2', { metrics: { mapped: 28, of: 28 } }),
    node('nn3', { cluster: 'blue' }),
  ]
  assert.equal(foundText(found), '3 NameNodes in 2 clusters; 26 to 28 of 28 metrics')
  assert.equal(foundText([node('nn1', { cluster: null })]), '1 NameNode; 26 of 28 metrics')
  assert.equal(foundText([]), 'no NameNode found')
  assert.equal(mappedText(node('nn1')), 'Mapped 26 of 28 metrics, 31 of 44 signals')
  assert.deepEqual(
    foundBy(found, 'BLUE hdfs').map(({ instance }) => instance),
    ['nn3'],
  )
  assert.deepEqual(missingLabels(['LogWarn', 'CallQueueLength']), {
    metrics: ['Call queue length'],
    signals: ['Warnings logged'],
  })
})

test('a fetch is suggested the last day, and comes to a document per scrape of what there is', () => {
  const young = node('nn2', { from: 9.5 * day, to: 10 * day })
  assert.deepEqual(lastDay([node('nn1'), young]), { from: 9 * day, to: 10 * day })
  assert.deepEqual(lastDay([young]), { from: 9.5 * day, to: 10 * day })
  assert.equal(lastDay([node('nn1', { from: null, to: null })]), undefined)
  assert.equal(documentsOf([node('nn1'), young], { from: 9 * day, to: 11 * day }), 1440 + 720)
})

test('what a fetch brought', () => {
  const brought = {
    instance: 'a',
    sourceId: 1,
    node: 'a',
    documents: 1440,
    already: 12,
    gaps: 1,
    requests: 48,
    warnings: [],
  }
  assert.equal(fetchedText(brought), '1,440 documents, 12 were here already, 1 gap, 48 requests')
  assert.equal(fetchedText({ ...brought, sourceId: null }), 'nothing there in 48 requests')
})
