// A process that its host stops, and processors that are all busy.
import assert from 'node:assert/strict'
import test from 'node:test'
import { diagnose } from '../diagnose.ts'
import { type MadeFacts, madeFacts, madeStart } from '../fixtures/made-facts.ts'
import { hostRules } from './host.ts'

const causesOf = (made: MadeFacts) => diagnose(madeFacts(made), hostRules)
const idsOf = (made: MadeFacts) => causesOf(made).map(({ id }) => id)

/** day-a's cpu_starvation_stop. */
const stopped = { GcTotalExtraSleepTime: 273, GcTimeMillis: 0.2, RpcProcessingTimeAvgTime: 19.3 }

test('a process that stands still without collections was stopped from outside', () => {
  const [cause] = causesOf({ levels: stopped })
  assert.equal(cause?.id, 'host-pause')
  assert.equal(cause.title, 'NameNode process held up by its host, 27 % of the time')
  assert.match(
    cause.story,
    /stood still for 273 ms of each second, and collections took 0\.2 ms: the host did not let it run/,
  )
  assert.ok(cause.confidence > 0.9)
})

test('a few hundredths of the time may be a busy host: no more than likely', () => {
  const levels = {
    GcTotalExtraSleepTime: { mean: 36, usual: 0 },
    GcTimeMillis: 0,
    RpcProcessingTimeAvgTime: 60,
  }
  const [cause] = causesOf({ levels })
  assert.equal(cause?.title, 'NameNode process held up by its host, 4 % of the time')
  assert.ok(cause.confidence < 0.8)
  const single = { GcTotalExtraSleepTime: { mean: 2, peak: 3000, usual: 0 }, GcTimeMillis: 0 }
  assert.equal(causesOf({ levels: single })[0]?.title, 'NameNode process held up by its host, for 3,000 ms')
})

test('one stop of a second or more suffices, at any spacing of the polls; shorter ones are noise', () => {
  const one = (peak: number) => ({ GcTotalExtraSleepTime: { mean: 20, peak, usual: 10 }, GcTimeMillis: 0 })
  assert.deepEqual(idsOf({ levels: one(500), spacing: 10 }), ['host-pause'])
  assert.deepEqual(idsOf({ levels: one(500), spacing: 1 }), [])
})

test('collections that take as long explain it', () => {
  assert.deepEqual(idsOf({ levels: { ...stopped, GcTimeMillis: 250 } }), [])
  assert.deepEqual(idsOf({ levels: { ...stopped, GcTotalExtraSleepTime: 15 } }), [])
})

test('the NameNode log speaks for it where a pause came without collections', () => {
  const files = { audit: false, namenode: true, gc: false, stacks: false }
  const pauses = [{ time: madeStart, ms: 3100, collector: null }]
  const [cause] = causesOf({ levels: stopped, logs: { files, pauses } })
  assert.ok(cause?.evidence.some(({ text }) => text === 'NameNode log: 3,100 ms, no GCs detected'))
})

test('busy processors are a weaker cause, and say whose work it is', () => {
  const levels = {
    SystemCpuLoad: 0.98,
    ProcessCpuLoad: 0.1,
    RpcProcessingTimeAvgTime: 6,
    RpcQueueTimeAvgTime: 3,
  }
  const [cause] = causesOf({ levels })
  assert.equal(cause?.id, 'cpu-saturation')
  assert.equal(cause.title, 'Processors taken by other processes of the host')
  assert.ok(cause.confidence < 0.8)
  assert.equal(
    causesOf({ levels: { ...levels, ProcessCpuLoad: 0.9 } })[0]?.title,
    'Processors all busy with the NameNode',
  )
  assert.deepEqual(idsOf({ levels: { ...levels, RpcProcessingTimeAvgTime: 2 } }), [])
  assert.deepEqual(idsOf({ levels: { ...levels, SystemCpuLoad: { mean: 0.95, usual: 0.93 } } }), [])
})
