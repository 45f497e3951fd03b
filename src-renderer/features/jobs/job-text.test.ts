// Jobs in words.
import assert from 'node:assert/strict'
import test from 'node:test'
import type { Job } from '../../../src-shared/contract/jobs.ts'
import { doneShare, failureText, jobTitle, outcomeText, progressText, wayOn } from './job-text.ts'

const job: Job = {
  id: 'import-1',
  kind: 'import',
  subject: 'nn1.jsonl.gz',
  sourceId: null,
  range: null,
  quiet: false,
  state: 'running',
  progress: null,
  createdAt: 0,
  finishedAt: null,
  error: null,
  result: null,
}
const bytes = { done: 2_100_000, total: 40_000_000, unit: 'bytes', rate: 12_400_000, remainingMs: 40_000 }

test('a running job tells amount, rate and estimate as far as they are known', () => {
  assert.equal(jobTitle(job), 'Import of nn1.jsonl.gz')
  assert.equal(progressText({ ...job, state: 'waiting' }), 'Waits for the work before it.')
  assert.equal(progressText(job), 'Starting')
  assert.equal(progressText({ ...job, progress: bytes }), '2.1 MB of 40 MB, 12.4 MB/s, about 40 s left')
  const epochs = { done: 12, total: 50, unit: 'epochs', rate: 3.21, remainingMs: 300 }
  assert.equal(progressText({ ...job, progress: epochs }), '12 of 50 epochs, 3.21 epochs/s, nearly done')
  const nodes = { done: 3, total: 20, unit: 'NameNodes', rate: 0.1, remainingMs: 170_000 }
  assert.equal(
    progressText({ ...job, progress: nodes }),
    '3 of 20 NameNodes, 6 NameNodes/min, about 3 min left',
  )
  const early = { done: 0, total: 0, unit: 'windows', rate: 0, remainingMs: null }
  assert.equal(progressText({ ...job, progress: early }), '0 windows')
})

test('the bar is unknown without a total, and never beyond full', () => {
  assert.equal(doneShare(job), undefined)
  assert.equal(doneShare({ ...job, progress: { ...bytes, total: 0 } }), undefined)
  assert.equal(doneShare({ ...job, progress: { ...bytes, done: 10_000_000 } }), 0.25)
  assert.equal(doneShare({ ...job, progress: { ...bytes, done: 50_000_000 } }), 1)
})

test('an ended job says how it ended and where to go', () => {
  const failed: Job = { ...job, state: 'failed', error: { code: 'UNREADABLE', message: 'No /jmx document.' } }
  assert.equal(outcomeText(failed), 'No /jmx document.')
  assert.deepEqual(wayOn(failed), { label: 'Go to Start', to: '/' })
  const bug: Job = { ...job, state: 'failed', error: { code: 'INTERNAL', message: 'x is undefined' } }
  assert.match(failureText(bug), /^Something unexpected happened: x is undefined\. Try again/)
  assert.equal(outcomeText({ ...job, kind: 'analyze', state: 'cancelled' }), 'Cancelled. No report was made.')
  const made: Job = { ...job, kind: 'analyze', state: 'done', result: { kind: 'report', id: '7' } }
  assert.deepEqual(wayOn(made), { label: 'Open report', to: '/reports/7' })
  const check: Job = { ...job, kind: 'check', subject: 'nn1.lab', state: 'cancelled' }
  assert.equal(jobTitle(check), 'Check of a baseline of nn1.lab')
  assert.equal(outcomeText(check), 'Cancelled. The baseline was not checked.')
  const fleet: Job = { ...job, kind: 'fleet', subject: 'prod', state: 'cancelled', result: null }
  assert.equal(jobTitle(fleet), 'Fleet run on prod')
  assert.deepEqual(wayOn(fleet), { label: 'Go to Fleet', to: '/fleet' })
  assert.deepEqual(wayOn({ ...fleet, state: 'done', result: { kind: 'fleet', id: '3' } }), {
    label: 'Open the run',
    to: '/fleet/3',
  })
  const fetched: Job = { ...job, kind: 'fetch', subject: 'nn1:9404', state: 'cancelled' }
  assert.match(outcomeText(fetched), /^Cancelled\. What had been fetched until then is kept/)
  assert.deepEqual(wayOn(fetched), { label: 'Go to Engines', to: '/engines' })
  const imported: Job = { ...job, state: 'done', result: { kind: 'import', id: '1' } }
  assert.deepEqual(wayOn(imported), { label: 'Go to Investigate', to: '/investigate' })
})
