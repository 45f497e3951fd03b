// Access times that turn reads into writes.
import assert from 'node:assert/strict'
import test from 'node:test'
import { diagnose } from '../diagnose.ts'
import { type MadeFacts, madeFacts } from '../fixtures/made-facts.ts'
import { accessTimeRules } from './scans-access-time.ts'

const writesIn = (made: MadeFacts) => diagnose(madeFacts(made), accessTimeRules)[0]
const opens = { GetBlockLocationsNumOps: 400, TransactionsNumOps: 420 }

test('the edit log grows with the files opened, and no writing call explains it', () => {
  const found = writesIn({ levels: opens, configuration: { 'dfs.namenode.accesstime.precision': '1000' } })
  assert.equal(found?.title, 'Access times written for files opened')
  assert.ok(found.evidence.some(({ text }) => text === 'dfs.namenode.accesstime.precision is 1000'))
  assert.deepEqual(
    found.remedies.map(({ current, advised }) => [current, advised]),
    [['1000', '3600000']],
  )
})

test('Hadoop’s own precision speaks against it', () => {
  const sure = writesIn({ levels: opens, configuration: { 'dfs.namenode.accesstime.precision': '60000' } })
  const unsure = writesIn({ levels: opens, configuration: {} })
  assert.ok((sure?.confidence ?? 0) > (unsure?.confidence ?? 1))
  assert.match(unsure?.against[0]?.text ?? '', /is not set, so it is 3600000/)
})

test('opens alone, or transactions that creates explain, or more than there are opens: not this', () => {
  assert.equal(writesIn({ levels: { GetBlockLocationsNumOps: 400 } }), undefined)
  assert.equal(writesIn({ levels: { ...opens, CreateNumOps: 200, CompleteNumOps: 200 } }), undefined)
  assert.equal(writesIn({ levels: { ...opens, TransactionsNumOps: 2000 } }), undefined)
  assert.equal(writesIn({ levels: { TransactionsNumOps: 420 } }), undefined)
})
