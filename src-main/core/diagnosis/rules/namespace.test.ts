// Storms of small files, and a namespace that outgrows its heap.
import assert from 'node:assert/strict'
import test from 'node:test'
import { diagnose } from '../diagnose.ts'
import { type MadeFacts, culprit, madeFacts } from '../fixtures/made-facts.ts'
import { namespaceRules } from './namespace.ts'

const causesOf = (made: MadeFacts) => diagnose(madeFacts(made), namespaceRules)
const idsOf = (made: MadeFacts) => causesOf(made).map(({ id }) => id)

/** day-a's small_file_storm. */
const storm: MadeFacts = {
  levels: {
    CreateNumOps: 271,
    CreateFileOps: 271,
    CreateAvgTime: 2.5,
    CompleteNumOps: 271,
    FilesCreated: 278,
    AddBlockNumOps: 3,
    TransactionsNumOps: 594,
    RpcLockWaitTimeAvgTime: 12.3,
    RpcProcessingTimeAvgTime: 13.7,
    FsLockQueueLength: 9,
  },
  who: culprit('etl', 'create', 260, 7),
}

test('empty files by one user in masses: named with the user', () => {
  const [cause] = causesOf(storm)
  assert.equal(cause?.id, 'small-file-storm')
  assert.equal(cause.title, 'Small files created in masses by etl')
  assert.match(cause.story, /^User etl created 271 files a second \(usually 20\), most of them empty\./)
  assert.ok(cause.confidence > 0.9)
})

test('files of one block each are small as well, those of many blocks are a copy', () => {
  const blocks = (rate: number) => ({ ...storm, levels: { ...storm.levels, AddBlockNumOps: rate } })
  assert.deepEqual(idsOf(blocks(271)), ['small-file-storm'])
  assert.deepEqual(idsOf(blocks(2000)), [])
})

test('twice the usual creates are a busy hour; without nntop the storm still is one, by nobody', () => {
  assert.deepEqual(idsOf({ levels: { CreateNumOps: 40, CreateFileOps: 40, FilesCreated: 45 } }), [])
  const [cause] = causesOf({ ...storm, who: { unknown: 'nntop is off' } })
  assert.equal(cause?.title, 'Small files created in masses')
  assert.ok(cause.unmeasured.some(({ setting }) => setting === 'dfs.namenode.top.enabled=true'))
})

const full = {
  FilesTotal: { mean: 300e6, usual: 250e6, first: 299e6, last: 301e6 },
  BlocksTotal: 280e6,
  MemHeapUsedM: { mean: 150_000, lowest: 142_000 },
  MemHeapMaxM: 163_840,
  GcTimeMillis: 40,
}

test('a namespace grown by a fifth in a heap that collections leave full', () => {
  const [cause] = causesOf({ levels: full })
  assert.equal(cause?.id, 'namespace-growth')
  assert.match(cause.story, /301,000,000 files and directories and 280,000,000 blocks.*87 % full/)
  assert.ok(
    cause.evidence.some(
      ({ text }) => text === 'Heap: 160 GB at most, 372 GB advised for as many files and blocks',
    ),
  )
})

test('a full heap without growth, and growth in a heap with room, are none', () => {
  assert.deepEqual(idsOf({ levels: { ...full, FilesTotal: { mean: 300e6, usual: 299e6 } } }), [])
  assert.deepEqual(idsOf({ levels: { ...full, MemHeapUsedM: { mean: 90_000, lowest: 70_000 } } }), [])
})
