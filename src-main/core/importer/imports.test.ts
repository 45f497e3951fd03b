// The service of imports: its jobs, the sample, what a finished import leaves in the store.
import assert from 'node:assert/strict'
import path from 'node:path'
import test, { type TestContext } from 'node:test'
import { recordingsFolder, temporaryFolder } from '../../../e2e/recordings.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { testHost } from '../fixtures/test-host.ts'
import { type Services, createServices } from '../services.ts'

async function newServices(context: TestContext): Promise<Services> {
  const services = await createServices(testHost({ dataFolder: temporaryFolder(context) }))
  context.after(() => services.close())
  return services
}
const light = path.join(recordingsFolder, 'light-3.4-g1.jsonl.zst')

test('an import’s job says which files; the NameNode’s zone comes with them', async (context) => {
  const { imports, jobs, sources } = await newServices(context)
  const { id, outcome } = imports.start([light])
  assert.deepEqual([jobs.get(id).subject, jobs.get(id).range], ['light-3.4-g1.jsonl.zst', null])
  const { summary } = await outcome
  assert.deepEqual([summary.added, jobs.get(id).progress?.unit], [60, 'bytes'])
  assert.deepEqual(
    sources.list().flatMap(({ nodes }) => nodes.map(({ name, zone }) => [name, zone])),
    [['nn1.lab:9000', 'Etc/UTC']],
  )
})

test('many files are named as far as a line goes, the others counted', async (context) => {
  const { imports, jobs } = await newServices(context)
  const subjectOf = (names: readonly string[]): string => {
    const { id } = imports.start([], names)
    jobs.cancel(id)
    return jobs.get(id).subject
  }
  assert.equal(subjectOf(['/srv/dumps/a.json', 'b.zip']), 'a.json, b.zip')
  const many = Array.from({ length: 30 }, (_, index) => `poll-${String(index).padStart(4, '0')}.json`)
  assert.match(subjectOf(many), /^poll-0000\.json, .*, poll-0005\.json and 24 more$/)
  assert.equal(subjectOf([`${'x'.repeat(150)}.json`, 'b']), `${'x'.repeat(150)}.json and 1 more`)
})

test('the sample is imported under its own name', async (context) => {
  const { imports, jobs, sources } = await newServices(context)
  const { id, outcome } = imports.sample()
  assert.equal(jobs.get(id).subject, 'sample.jsonl.zst')
  const { summary } = await outcome
  assert.deepEqual(summary.inputs, ['sample.jsonl.zst'])
  assert.ok(summary.rows > 100 && summary.skippedCount === 0)
  assert.equal(sources.list().length, 1)
})

test('an installation without the sample says so at once', async (context) => {
  const { imports, jobs } = await newServices(context)
  assert.throws(
    () => imports.sample(path.join(recordingsFolder, 'no-such.jsonl.zst')),
    (error) =>
      error instanceof DeclaredError && error.code === 'UNREADABLE' && /missing.*install/.test(error.message),
  )
  assert.deepEqual(jobs.list(), [])
})
