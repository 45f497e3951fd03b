// Mass deletes: of many files, as in day-a’s mass_delete, of one huge tree, and what is none.
import assert from 'node:assert/strict'
import test from 'node:test'
import { diagnose } from '../diagnose.ts'
import { type MadeFacts, culprit, madeFacts } from '../fixtures/made-facts.ts'
import { deleteRules } from './deletes.ts'

const deleteIn = (made: MadeFacts) => diagnose(madeFacts(made), deleteRules)[0]

const storm = {
  FilesDeleted: { mean: 2730, peak: 98_300 },
  DeleteFileOps: { mean: 279, peak: 317 },
  DeleteNumOps: 279,
  RpcProcessingTimeAvgTime: 21.4,
  RpcLockWaitTimeAvgTime: 19.1,
  FsLockQueueLength: 8.2,
  TransactionsNumOps: 331,
}

test('very many deletes by one user', () => {
  const found = deleteIn({ levels: storm, who: culprit('etl', 'delete', 256, 5) })
  assert.equal(found?.title, 'Mass delete by etl')
  assert.match(
    found.story,
    /^User etl deleted 2,730 files a second \(usually 22\) with 279 calls a second \(usually 22\)/,
  )
  assert.ok(found.confidence > 0.9)
})

/** A folder of 100,000 files goes in one call, in a busy minute: rates of calls do not move. */
const tree = {
  FilesDeleted: { mean: 850, peak: 100_000, raisedShare: 0.01, onset: null },
  DeleteFileOps: { mean: 23, peak: 40 },
}

test('one huge tree in one call', () => {
  const found = deleteIn({ levels: tree })
  assert.ok(found !== undefined)
  assert.ok(found.evidence.some(({ text }) => text === 'Files per delete call: 2,500 at most'))
})

test('it shows at polls 10 s apart, too, and where the mean hides it', () => {
  const slow = { ...tree, FilesDeleted: { ...tree.FilesDeleted, mean: 60, peak: 10_000 } }
  assert.ok(deleteIn({ levels: slow, spacing: 10 }) !== undefined)
})

test('a clean-up of a few hundred files, or a busy hour: none', () => {
  const few = { FilesDeleted: { mean: 30, peak: 600 }, DeleteFileOps: { mean: 22, peak: 30 } }
  assert.equal(deleteIn({ levels: few }), undefined)
  assert.equal(deleteIn({ levels: { FilesDeleted: 44, DeleteFileOps: 44, DeleteNumOps: 44 } }), undefined)
})

test('delete calls that delete nothing: none', () => {
  const { FilesDeleted, ...calls } = storm
  assert.ok(FilesDeleted.mean > 0)
  assert.equal(deleteIn({ levels: calls }), undefined)
})

test('a dump without the counters of files cannot tell', () => {
  assert.equal(deleteIn({ levels: { ...storm, FilesDeleted: null } }), undefined)
})
