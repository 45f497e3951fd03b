// What work is called where it is in the way, or goes on.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Job, jobKinds } from '../../src-shared/contract/jobs.ts'
import { jobsText } from './job-text.ts'

const job = (kind: Job['kind'], quiet = false): Job => ({
  id: `${kind}-1`,
  kind,
  subject: 'nn1',
  sourceId: null,
  range: null,
  quiet,
  state: 'running',
  progress: null,
  createdAt: 0,
  finishedAt: null,
  error: null,
  result: null,
})

test('jobs as part of a sentence, without the quiet ones', () => {
  assert.equal(
    jobsText(jobKinds.map((kind) => job(kind))),
    'an import of nn1, a training on nn1, an analysis of nn1, a check of nn1, a fetch of nn1, a fleet run over nn1',
  )
  assert.equal(jobsText([job('check', true)]), '')
})
