// Safe mode, in the NameNode's own words: of real documents, and of the other reasons in Hadoop's sources.
import assert from 'node:assert/strict'
import test from 'node:test'
import { singleDocument } from '../../../../e2e/recordings.ts'
import { witnessOf } from '../../evidence/witness-document.ts'
import { diagnose } from '../diagnose.ts'
import { madeFacts } from '../fixtures/made-facts.ts'
import { safeModeRules } from './safe-mode.ts'

const causeOf = (safeModeText: string) =>
  diagnose(madeFacts({ state: { safeMode: safeModeText !== '', safeModeText } }), safeModeRules)[0]

for (const name of ['2.10.2-cms-safemode', '3.3.6-cms-safemode', '3.3.6-g1-safemode', '3.4.3-g1-safemode'])
  test(`${name}: blocks are not yet reported`, () => {
    const cause = causeOf(witnessOf(singleDocument(name), 0).safeModeText)
    assert.equal(cause?.title, 'Safe mode (blocks not yet reported)')
    assert.match(
      cause.story,
      /In its own words: The reported blocks 0 needs additional \d+ blocks to reach the threshold 0\.9000 of total blocks \d+\.$/,
    )
    assert.ok(cause.confidence >= 0.9)
  })

test('the other reasons have their own remedies', () => {
  const leave = 'Use "hdfs dfsadmin -safemode leave" to turn safe mode off.'
  const manual = causeOf(`Safe mode is ON. It was turned on manually. ${leave}`)
  assert.equal(manual?.title, 'Safe mode (turned on by hand)')
  assert.match(manual.remedies[0]?.text ?? '', /-safemode leave/)
  const low = causeOf(
    `Safe mode is ON. Resources are low on NN. Please add or free up more resources then turn off safe mode manually. ${leave}`,
  )
  assert.equal(low?.title, 'Safe mode (disk of the NameNode full)')
  assert.match(low.remedies[0]?.text ?? '', /^Free the disk of the edits/)
  const nodes = causeOf(
    'Safe mode is ON. The reported blocks 9 has reached the threshold 0.9990 of total blocks 9. The number of live datanodes 1 needs an additional 2 live datanodes to reach the minimum number 3.',
  )
  assert.equal(nodes?.title, 'Safe mode (too few DataNodes)')
  const ending = causeOf(
    'Safe mode is ON. The reported blocks 9 has reached the threshold 0.9990 of total blocks 9. In safe mode extension. Safe mode will be turned off automatically in 12 seconds.',
  )
  assert.equal(ending?.title, 'Safe mode (about to end)')
  assert.equal(causeOf('unheard of')?.title, 'Safe mode (reason not told)')
})

test('no safe mode, no cause: also on a real document that has it off', () => {
  assert.equal(causeOf(witnessOf(singleDocument('3.4.3-main-baseline'), 0).safeModeText), undefined)
})
