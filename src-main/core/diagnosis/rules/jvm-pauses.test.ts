// Garbage collection as a cause, as an effect of storms, and pauses of seconds.
import assert from 'node:assert/strict'
import test from 'node:test'
import { diagnose } from '../diagnose.ts'
import { type MadeFacts, culprit, madeFacts, madeStart } from '../fixtures/made-facts.ts'
import { pauseRules } from './jvm-pauses.ts'
import { summaryRules } from './scans-summary.ts'

const causesOf = (made: MadeFacts) => diagnose(madeFacts(made), pauseRules)

/** day-a's gc_pressure: full collections that somebody asked for. */
const asked: MadeFacts['levels'] = {
  GcTimeMillis: 95.9,
  GcCount: 1,
  OldCollectionTime: { mean: 99.5, usual: 0 },
  OldCollectionCount: { mean: 1, usual: 0 },
  MemHeapUsedM: { mean: 102, lowest: 86 },
  MemHeapMaxM: 768,
}

test('a tenth of the time in old collections is the cause; an empty heap says that somebody asks for them', () => {
  const [cause, ...rest] = causesOf({ levels: asked })
  assert.deepEqual(rest, [])
  assert.equal(cause?.id, 'gc-pressure')
  assert.equal(cause.title, 'Garbage collection, 10 % of the time')
  assert.match(cause.story, /95\.9 ms of each second, with 1 old collections a second/)
  assert.match(cause.remedies[0]?.text ?? '', /jcmd GC\.run/)
  assert.ok(cause.against.some(({ text }) => text.startsWith('Heap after collections: 86 MB, 11 %')))
  assert.ok(cause.unmeasured.some(({ setting }) => setting === 'GC log, dropped with the dump'))
})

test('a heap that stays full is to be enlarged for its files and blocks', () => {
  const levels = {
    ...asked,
    MemHeapUsedM: { mean: 58_000, lowest: 55_000 },
    MemHeapMaxM: 61_440,
    FilesTotal: 120e6,
    BlocksTotal: 110e6,
  }
  const [cause] = causesOf({ levels })
  assert.ok(cause !== undefined)
  assert.ok(cause.evidence.some(({ text }) => text.includes('90 % of its limit')))
  assert.match(cause.remedies[0]?.text ?? '', /about 148 GB/)
})

test('a heap that is full without so many files is to be half as large again', () => {
  const levels = { ...asked, MemHeapUsedM: { mean: 3900, lowest: 3800 }, MemHeapMaxM: 4096 }
  assert.match(causesOf({ levels })[0]?.remedies[0]?.text ?? '', /about 6 GB/)
})

test('a GC log adds its longest pause, and tells none', () => {
  const files = { audit: false, namenode: false, gc: true, stacks: false }
  const pauses = [{ time: madeStart + 1000, ms: 4200, collector: 'Pause Full' }]
  const [cause] = causesOf({ levels: asked, logs: { files, pauses } })
  assert.ok(cause?.evidence.some(({ text }) => text === 'GC log: 4,200 ms by Pause Full'))
  const [without] = causesOf({ levels: asked, logs: { files } })
  assert.ok(without?.against.some(({ text }) => text === 'GC log: no pause of note'))
})

test('a little more collection, as every storm makes it, is none; nor is what a storm alone explains', () => {
  for (const ms of [6.4, 45]) assert.deepEqual(causesOf({ levels: { GcTimeMillis: ms } }), [])
  const storm = {
    levels: {
      ...asked,
      GetContentSummaryNumOps: 55,
      GetContentSummaryAvgTime: 400,
      RpcProcessingTimeAvgTime: 90,
    },
    who: culprit('analyst', 'contentSummary', 55, 1),
  }
  const ids = diagnose(madeFacts(storm), [...summaryRules, ...pauseRules]).map(({ id }) => id)
  assert.deepEqual(ids, ['content-summary-scan'])
})

test('pauses of seconds are a symptom, with their number', () => {
  const levels = {
    GcNumInfoThresholdExceeded: 0.1,
    GcNumWarnThresholdExceeded: { mean: 0.05, usual: 0, peak: 1 },
    GcTotalExtraSleepTime: 400,
  }
  const [symptom] = causesOf({ levels, duration: 39 })
  assert.deepEqual([symptom?.id, symptom?.role], ['long-jvm-pauses', 'symptom'])
  assert.match(symptom?.story ?? '', /noticed 4 pauses of 1 to 10 s and 2 of more than 10 s/)
  assert.deepEqual(causesOf({ levels: { GcNumInfoThresholdExceeded: 0 } }), [])
})
