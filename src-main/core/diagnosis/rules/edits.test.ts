// Slow syncs of the edit log, in both ways of logging, and transfers of checkpoints.
import assert from 'node:assert/strict'
import test from 'node:test'
import { diagnose } from '../diagnose.ts'
import { type MadeFacts, madeFacts, madeStart } from '../fixtures/made-facts.ts'
import { editRules } from './edits.ts'

const causesOf = (made: MadeFacts) => diagnose(madeFacts(made), editRules)
const idsOf = (made: MadeFacts) => causesOf(made).map(({ id }) => id)

/** day-a's slow_edit_sync. */
const asynchronous: MadeFacts['levels'] = {
  SyncsAvgTime: 429,
  SyncsNumOps: 2.64,
  TransactionsNumOps: 10.7,
  RpcProcessingTimeNumOps: 40.4,
}

test('a slow edit log is found though no latency of the NameNode shows it: syncs, and a fall of all rates', () => {
  const [cause] = causesOf({ levels: asynchronous })
  assert.ok(cause !== undefined)
  assert.equal(cause.id, 'slow-edit-sync')
  assert.ok(cause.confidence > 0.9)
  assert.match(
    cause.story,
    /took 429 ms \(usually 0\.8\).*10\.7 edits a second.*its handlers do not wait for the sync/s,
  )
  assert.ok(cause.evidence.some(({ text }) => text === 'The edit log was syncing 100 % of the time'))
  assert.ok(cause.remedies.every(({ key }) => key !== 'dfs.namenode.edits.asynclogging'))
})

test('the NameNode log names a slow JournalNode; that it names none says nothing', () => {
  const files = { audit: false, namenode: true, gc: false, stacks: false }
  const slowJournals = [{ time: madeStart, ms: 2300, journal: 'jn2.lab:8485' }]
  const [cause] = causesOf({ levels: asynchronous, logs: { files, slowJournals } })
  const text = 'NameNode log: JournalNode jn2.lab:8485 took 2,300 ms for a batch of edits'
  assert.ok(cause?.evidence.some((one) => one.text === text && one.at === madeStart))
  const [silent] = causesOf({ levels: asynchronous, logs: { files } })
  const [none] = causesOf({ levels: asynchronous })
  assert.equal(silent?.confidence, none?.confidence)
  assert.ok(silent?.unmeasured.some((one) => one.text.includes('each JournalNode')))
})

test('with synchronous logging the writing calls have it in them, as in slow-sync-3.4', () => {
  const levels = { ...asynchronous, CreateAvgTime: 378, CompleteAvgTime: 385, RpcProcessingTimeAvgTime: 158 }
  const [cause] = causesOf({ levels, configuration: { 'dfs.namenode.edits.asynclogging': 'false' } })
  assert.match(cause?.story ?? '', /Impact: on average calls took 158 ms/)
  assert.equal(cause?.remedies.find(({ key }) => key?.includes('asynclogging'))?.current, 'false')
})

test('quicker syncs than a disk turns, single stalls and a mere fall of writes are no slow edit log', () => {
  assert.deepEqual(idsOf({ levels: { SyncsAvgTime: 12 } }), [])
  assert.deepEqual(idsOf({ levels: { SyncsAvgTime: { mean: 60, peak: 2400, raisedShare: 0.03 } } }), [])
  assert.deepEqual(idsOf({ levels: { TransactionsNumOps: 1, SyncsNumOps: 1 } }), [])
  assert.deepEqual(idsOf({ levels: { SyncsAvgTime: null } }), [])
})

test('a pause of the process speaks against it', () => {
  const calm = causesOf({ levels: asynchronous })[0]
  const paused = causesOf({ levels: { ...asynchronous, GcTotalExtraSleepTime: 300 } })[0]
  assert.ok((paused?.confidence ?? 1) < (calm?.confidence ?? 0))
  assert.ok(paused?.against.some(({ metric }) => metric === 'GcTotalExtraSleepTime'))
})

test('a wait for handlers while a checkpoint comes in is put down to its transfer, with little confidence', () => {
  const waiting = { RpcQueueTimeAvgTime: 140 }
  for (const made of [
    { levels: waiting, state: { checkpoints: [madeStart - 3_600_000, madeStart + 5000] } },
    { levels: { ...waiting, PutImageNumOps: 0.03 } },
  ]) {
    const [cause] = causesOf(made)
    assert.equal(cause?.id, 'checkpoint-transfer')
    assert.ok(cause.confidence < 0.7)
    assert.ok(cause.remedies.some(({ key }) => key === 'dfs.image.transfer.bandwidthPerSec'))
  }
})

test('one quick spike of the queue while a checkpoint is made is no transfer, a spike of a tenth of a second is', () => {
  const state = { checkpoints: [madeStart] }
  const spike = (peak: number) => idsOf({ levels: { RpcQueueTimeAvgTime: { mean: 1, peak } }, state })
  assert.deepEqual(spike(20), [])
  assert.deepEqual(spike(400), ['checkpoint-transfer'])
})

test('no checkpoint, an old one, or nobody who waits: no transfer', () => {
  const checkpoints = [madeStart - 3_600_000]
  assert.deepEqual(idsOf({ levels: { RpcQueueTimeAvgTime: 40 }, state: { checkpoints } }), [])
  assert.deepEqual(idsOf({ levels: { RpcQueueTimeAvgTime: 40 } }), [])
  assert.deepEqual(idsOf({ state: { checkpoints: [madeStart + 5000] } }), [])
})
