// DataNode reports polled without pause, as in day-a’s dnreport_storm, and floods of incremental block reports.
import assert from 'node:assert/strict'
import test from 'node:test'
import { diagnose } from '../diagnose.ts'
import { type MadeFacts, culprit, madeFacts } from '../fixtures/made-facts.ts'
import { deleteRules } from './deletes.ts'
import { pollingRules } from './polling.ts'

const causesIn = (made: MadeFacts) => diagnose(madeFacts(made), [...deleteRules, ...pollingRules])

test('thousands of lists of DataNodes, so quick that they show as 0 ms', () => {
  const levels = {
    GetDatanodeReportNumOps: 5440,
    GetDatanodeStorageReportNumOps: 2630,
    RpcProcessingTimeNumOps: 8300,
    RpcProcessingTimeAvgTime: 0.27,
    FsLockQueueLength: 3.9,
  }
  const [found] = causesIn({ levels, who: culprit('monitor', 'datanodeReport', 5440, 1) })
  assert.equal(found?.title, 'DataNode reports polled without pause by monitor')
  assert.match(
    found.story,
    /5,440 lists of DataNodes a second \(usually 1\) and 2,630 of their storages a second/,
  )
})

test('on thousands of DataNodes a few a second suffice', () => {
  const report = { mean: 60, usual: 60 }
  const levels = { GetDatanodeReportNumOps: 9, GetDatanodeReportAvgTime: report, NumLiveDataNodes: 4000 }
  assert.equal(causesIn({ levels })[0]?.id, 'datanode-report-polling')
})

test('a Balancer that starts, or a web page that is open: nothing', () => {
  assert.deepEqual(causesIn({ levels: { GetDatanodeStorageReportNumOps: 1 } }), [])
  assert.deepEqual(causesIn({ levels: { GetDatanodeReportNumOps: 20 } }), [])
})

const reports = {
  'BlockReceivedAndDeletedNumOps@service': 400,
  BlockReceivedAndDeletedOps: 400,
  'RpcLockWaitTimeAvgTime@service': 8,
  FsLockQueueLength: 12,
}

test('incremental block reports in floods, and somebody waits', () => {
  const [found] = causesIn({ levels: reports })
  assert.equal(found?.id, 'incremental-block-report-flood')
  assert.match(found.story, /^DataNodes sent 400 reports of single blocks a second \(usually 2\)/)
  assert.equal(found.remedies[0]?.key, 'dfs.blockreport.incremental.intervalMsec')
})

test('nobody waits for them: nothing', () => {
  assert.deepEqual(causesIn({ levels: { BlockReceivedAndDeletedOps: 400 } }), [])
})

test('they follow a mass delete: that is the cause', () => {
  const levels = {
    ...reports,
    FilesDeleted: { mean: 2000, peak: 90_000 },
    DeleteFileOps: { mean: 200, peak: 210 },
    DeleteNumOps: 200,
  }
  assert.deepEqual(
    causesIn({ levels }).map(({ id }) => id),
    ['mass-delete'],
  )
})
