// R9: the namesystem lock held long at a time, by whatever it was.
import { figure } from '../../../../src-shared/figures.ts'
import { anyOf } from '../combined-tests.ts'
import { handlerStacks, jmx, loggedLockHolds } from '../commands.ts'
import type { Facts } from '../facts.ts'
import { holdText, lockHolds, lockUnmeasured, loggedHoldText } from '../lock-tests.ts'
import type { Rule, Test } from '../rule.ts'
import { counted, notRaised, raised } from '../tests.ts'
import { logged } from '../who-tests.ts'
import { amount, effect } from '../words.ts'

/** A hold that is noticed: as long as the mean call on a NameNode that operators call slow. */
const noticedMs = 50

const detailed: Test = (facts) => {
  const [most] = lockHolds(facts)
  if (most === undefined) return lockUnmeasured
  return { holds: most.ms >= noticedMs, text: holdText(most), metric: null, at: null }
}

const longestLogged = ({ logs }: Facts): Facts['logs']['lockHolds'][number] | undefined => logs.lockHolds[0]

const inLog = logged('namenode', 'NameNode log: no long hold of the lock', ({ lockHolds }) => {
  const [longest] = lockHolds
  return longest === undefined ? null : { text: loggedHoldText(longest), at: longest.time }
})

const longLockHold: Rule = {
  id: 'long-lock-hold',
  role: 'cause',
  reference: 'R9; FSNamesystemLock.java; HDFS-15808, HDFS-10872',
  needs: [anyOf(counted('WriteLockLongHoldCount'), counted('ReadLockLongHoldCount'), inLog)],
  clues: [
    { weight: 3, test: inLog },
    { weight: 3, test: detailed },
    { weight: 2, test: raised('RpcLockWaitTimeAvgTime') },
    { weight: 1, test: anyOf(raised('FsLockQueueLength'), raised('LockQueueLength')) },
    // A pause within a hold makes it long without any fault of its own.
    { weight: 2, test: notRaised('GcTimeMillis') },
    { weight: 2, test: notRaised('GcTotalExtraSleepTime') },
  ],
  confidence: [0.5, 0.9],
  unless: [
    'gc-pressure',
    'long-jvm-pauses',
    'host-pause',
    'mass-delete',
    'content-summary-scan',
    'large-directory-listing',
    'snapshot-diff-scan',
    'snapshot-churn',
  ],
  title: (facts) => {
    const [most] = lockHolds(facts)
    const via =
      longestLogged(facts)?.via ?? (most !== undefined && most.ms >= noticedMs ? most.operation : undefined)
    return `Namesystem lock held for long at a time${via === undefined ? '' : ` by ${via}`}`
  },
  story: (facts) => {
    const hold = longestLogged(facts)
    const longest = hold === undefined ? '' : ` The longest was ${figure(hold.ms)} ms via ${hold.via}.`
    const wait =
      facts.level('RpcLockWaitTimeAvgTime') === undefined
        ? ''
        : ` Calls waited ${amount(facts, 'RpcLockWaitTimeAvgTime')} for it on average.`
    return `The namesystem lock was held for longer than the NameNode’s limit for reporting it.${longest}${wait} ${effect(facts)}`
  },
  checks: (facts) => [
    loggedLockHolds,
    handlerStacks,
    `${jmx(facts, 'FSNamesystem')} | grep -E 'LongHoldCount|LockQueueLength|FSN.*Lock'`,
  ],
  remedies: () => [
    {
      text: 'See which operation holds the lock, from now on.',
      key: 'dfs.namenode.lock.detailed-metrics.enabled',
      advised: 'true',
    },
    {
      text: 'Report shorter holds of the exclusive lock, too (milliseconds).',
      key: 'dfs.namenode.write-lock-reporting-threshold-ms',
      advised: '1000',
    },
    {
      text: 'Where many short calls compete, an unfair lock lets more of them through.',
      key: 'dfs.namenode.fslock.fair',
      advised: 'false',
    },
  ],
}

export const lockRules: readonly Rule[] = [longLockHold]
