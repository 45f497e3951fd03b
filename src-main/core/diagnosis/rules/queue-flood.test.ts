// Floods of one client: named with operation and user, of whatever operation; and what is none.
import assert from 'node:assert/strict'
import test from 'node:test'
import { diagnose } from '../diagnose.ts'
import { type MadeFacts, culprit, madeFacts } from '../fixtures/made-facts.ts'
import { floodRules } from './queue-flood.ts'

const floodIn = (made: MadeFacts) => diagnose(madeFacts(made), floodRules)[0]

/** Somebody waits: half of the handlers are busy, the lock is contended. */
const waiting = {
  RpcLockWaitTimeAvgTime: 5,
  RpcProcessingTimeAvgTime: 6,
  NumInProcessHandler: 5,
  CallQueueLength: 3,
}

/** As in day-a’s rpc_burst: 120 clients of spark for 10 handlers. */
const burst: MadeFacts = {
  levels: {
    GetBlockLocationsNumOps: 2000,
    GetFileInfoNumOps: 1240,
    GetListingNumOps: 617,
    GetContentSummaryNumOps: 198,
    RpcProcessingTimeNumOps: 4110,
    CallQueueLength: 105,
    RpcQueueTimeAvgTime: 23.5,
    NumInProcessHandler: 10,
    FsLockQueueLength: 5,
  },
  who: {
    users: [
      { user: 'spark', operation: 'open', perSecond: 1982, usualPerSecond: 8, callShare: 0.51, share: 0.5 },
      {
        user: 'spark',
        operation: 'getfileinfo',
        perSecond: 1201,
        usualPerSecond: 20,
        callShare: 0.3,
        share: 0.3,
      },
    ],
    connections: [{ user: 'spark', now: 120, usual: 6 }],
  },
}

test('a burst of many operations is named by its user and the operation called most', () => {
  const found = floodIn(burst)
  assert.ok(found !== undefined)
  assert.equal(found.title, 'Flood of open calls by spark')
  assert.match(
    found.story,
    /^User spark made 3,183 calls a second instead of 28 \(open 1,982 \/s, getfileinfo 1,201 \/s\), 81 %/,
  )
  assert.match(found.story, /Impact: up to 105 calls \(usually none\) stood in the queue/)
  assert.ok(
    found.confidence > 0.8 && found.evidence.some(({ text }) => text.startsWith('Connections of spark: 120')),
  )
  assert.match(found.checks[0] ?? '', /grep -wF 'cmd=open' .* grep -wF 'ugi=spark'/)
})

for (const [operation, column, now] of [
  ['mkdirs', 'MkdirsNumOps', 300],
  ['rename', 'RenameNumOps', 200],
  ['setPermission', 'SetPermissionNumOps', 400],
  ['getDelegationToken', 'GetDelegationTokenNumOps', 150],
  ['getfileinfo', 'GetFileInfoNumOps', 1500],
] as const)
  test(`a flood of ${operation} is named, though all calls together hardly rise`, () => {
    const levels = { ...waiting, [column]: now, RpcProcessingTimeNumOps: 210 + now }
    const known = floodIn({ levels, who: culprit('etl', operation, now, 1) })
    assert.equal(known?.title, `Flood of ${operation} calls by etl`)
    const unknown = floodIn({ levels, who: { unknown: 'nntop is off' } })
    assert.equal(unknown?.title, `Flood of ${operation} calls`)
    assert.ok(known.confidence > unknown.confidence)
    assert.deepEqual(
      unknown.unmeasured.map(({ setting }) => setting),
      ['dfs.namenode.top.enabled=true', 'NumOpenConnectionsPerUser of RpcActivity (Hadoop 3)'],
    )
  })

test('calls that no log names have the name of their RPC', () => {
  const found = floodIn({ levels: { ...waiting, RenewLeaseNumOps: 900, RpcProcessingTimeNumOps: 1110 } })
  assert.equal(found?.title, 'Flood of RenewLease calls')
})

test('calls that fail count under their exception, not under their operation', () => {
  const exceptions = [{ name: 'FileNotFoundException', perSecond: 1800, usual: 0.5 }]
  const levels = { ...waiting, RpcProcessingTimeNumOps: 2010 }
  assert.equal(
    floodIn({ levels, who: { exceptions } })?.title,
    'Flood of calls that end in FileNotFoundException',
  )
  const few = [{ name: 'FileNotFoundException', perSecond: 60, usual: 0.5 }]
  assert.equal(floodIn({ levels: waiting, who: { exceptions: few } }), undefined)
})

test('an audit log names the user where nntop does not, and the place', () => {
  const levels = { ...waiting, MkdirsNumOps: 300, RpcProcessingTimeNumOps: 510 }
  const commands = [
    {
      user: 'etl',
      command: 'mkdirs',
      count: 9000,
      perSecond: 297,
      usualPerSecond: 3,
      denied: 0,
      path: '/tmp/run',
    },
  ]
  const found = floodIn({ levels, who: { unknown: 'nntop is off' }, logs: { commands } })
  assert.equal(found?.title, 'Flood of mkdirs calls by etl')
  assert.match(found.story, /most of them under \/tmp\/run/)
})

test('a busy hour of everybody is no flood, nor is a rise in which nobody waits', () => {
  const busy = Object.fromEntries(
    [
      'RpcProcessingTimeNumOps',
      'GetFileInfoNumOps',
      'GetBlockLocationsNumOps',
      'CreateNumOps',
      'DeleteNumOps',
    ].map((id) => [id, 1.7 * (madeFacts().level(id)?.usual ?? 0)]),
  )
  assert.equal(floodIn({ levels: { ...waiting, ...busy } }), undefined)
  assert.equal(
    floodIn({ ...burst, levels: { GetBlockLocationsNumOps: 2000, RpcProcessingTimeNumOps: 2200 } }),
    undefined,
  )
})

test('four times the load of all users alike is not one client’s flood', () => {
  const levels = {
    ...waiting,
    RpcProcessingTimeNumOps: 900,
    GetFileInfoNumOps: 252,
    GetBlockLocationsNumOps: 112,
    CreateNumOps: 80,
    DeleteNumOps: 88,
    GetListingNumOps: 88,
  }
  assert.equal(floodIn({ levels }), undefined)
  const users = ['a', 'b', 'c', 'd'].map((user) => ({
    user,
    operation: 'open',
    perSecond: 40,
    usualPerSecond: 10,
    callShare: 0.2,
    share: 0.2,
  }))
  assert.equal(floodIn({ levels, who: { users } }), undefined)
})

test('DataNodes on the only port are no clients', () => {
  const levels = { ...waiting, RpcProcessingTimeNumOps: 2000, BlockReceivedAndDeletedNumOps: 1700 }
  assert.equal(floodIn({ levels, hasServicePort: false, who: { unknown: 'nntop is off' } }), undefined)
})

test('a name that could leave the quotes of a command is left out of it', () => {
  const who = culprit("x'; rm -rf /", 'mkdirs', 300)
  const found = floodIn({ levels: { ...waiting, MkdirsNumOps: 300 }, who })
  assert.ok(found !== undefined)
  assert.ok(found.checks.every((command) => !command.includes('rm -rf')))
})
