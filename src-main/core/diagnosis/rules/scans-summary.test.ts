// Recursive content summaries, as in day-a’s du_storm, and what is none.
import assert from 'node:assert/strict'
import test from 'node:test'
import { diagnose } from '../diagnose.ts'
import { type MadeFacts, culprit, madeFacts } from '../fixtures/made-facts.ts'
import { summaryRules } from './scans-summary.ts'

const scanIn = (made: MadeFacts) => diagnose(madeFacts(made), summaryRules)[0]

const storm = {
  GetContentSummaryNumOps: 53.6,
  GetContentSummaryAvgTime: 39.7,
  RpcProcessingTimeAvgTime: 13.1,
  RpcLockWaitTimeAvgTime: 3.8,
  FsLockQueueLength: 1.7,
}

test('many long summaries by one user', () => {
  const found = scanIn({ levels: storm, who: culprit('analyst', 'contentSummary', 53, 2) })
  assert.equal(found?.title, 'Recursive content summaries (du, count) by analyst')
  assert.match(
    found.story,
    /^User analyst asked for 53\.6 content summaries a second \(usually 1\)\. Each .* took 39\.7 ms \(usually 0\.5\)/,
  )
  assert.ok(found.confidence > 0.85)
  assert.equal(found.evidence[0]?.metric, 'GetContentSummaryNumOps')
  assert.match(found.checks[0] ?? '', /cmd=contentSummary' .*ugi=analyst/)
})

test('as many as usual, of larger trees', () => {
  const found = scanIn({ levels: { GetContentSummaryAvgTime: 400 } })
  assert.equal(found?.title, 'Recursive content summaries (du, count)')
})

test('slow because all is slow: no scan', () => {
  assert.equal(scanIn({ levels: { GetContentSummaryAvgTime: 400, GetFileInfoAvgTime: 300 } }), undefined)
})

test('a few among very many other calls, as in rpc_burst: no scan', () => {
  const burst = { GetContentSummaryNumOps: 198, GetBlockLocationsNumOps: 2000, GetFileInfoNumOps: 1240 }
  assert.equal(scanIn({ levels: burst }), undefined)
})

test('more of them than usual, but hardly any work: no scan', () => {
  assert.equal(scanIn({ levels: { GetContentSummaryNumOps: 12 } }), undefined)
})

test('what the configuration has is beside what is advised', () => {
  const configuration = { 'dfs.content-summary.limit': '0' }
  const remedies = scanIn({ levels: storm, configuration })?.remedies ?? []
  assert.deepEqual(
    remedies
      .filter(({ key }) => key === 'dfs.content-summary.limit')
      .map(({ current, advised }) => [current, advised]),
    [['0', '1000']],
  )
})
