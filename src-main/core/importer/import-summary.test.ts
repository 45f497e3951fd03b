// Counting what an import did.
import assert from 'node:assert/strict'
import test from 'node:test'
import { ImportSummary } from '../../../src-shared/contract/imports.ts'
import type { FoundDocument } from './found-document.ts'
import { countDocument, countSkipped, newSummary } from './import-summary.ts'

const documentAt = (time: number, timeFrom: FoundDocument['timeFrom']): FoundDocument => ({
  text: Buffer.from('{"beans":[]}'),
  wrapped: false,
  jmx: { beans: [] },
  time,
  timeFrom,
  input: 'x',
})

test('an empty summary is one by the contract, with inputs of its own', () => {
  const inputs = ['a.zip']
  const summary = newSummary(inputs)
  inputs.push('b')
  assert.deepEqual(summary.inputs, ['a.zip'])
  assert.deepEqual(ImportSummary.parse(summary), summary)
  assert.deepEqual([summary.from, summary.to], [null, null])
})

test('documents are counted by the origin of their time, first and last are kept', () => {
  const summary = newSummary([])
  for (const [time, from] of [
    [50, 'runtime'],
    [10, 'wrapper'],
    [70, 'wrapper'],
    [0, 'file'],
  ] as const)
    countDocument(summary, documentAt(time, from))
  assert.deepEqual([summary.found, summary.from, summary.to], [4, 0, 70])
  assert.deepEqual(summary.timeFrom, { wrapper: 2, runtime: 1, name: 0, file: 1 })
})

test('all skipped parts are counted, a thousand are listed', () => {
  const summary = newSummary([])
  for (let line = 1; line <= 1003; line += 1)
    countSkipped(summary, { place: `line ${line}`, reason: 'broken' })
  assert.deepEqual([summary.skippedCount, summary.skipped.length], [1003, 1000])
  assert.deepEqual(summary.skipped.at(-1), { place: 'line 1000', reason: 'broken' })
})
