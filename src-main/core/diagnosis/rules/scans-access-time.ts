// R14: reads that write, for access times.
import { metricFigure } from '../../../../src-shared/figures.ts'
import { placeOf } from '../../../../src-shared/scales.ts'
import { auditPaths, configuredValue } from '../commands.ts'
import type { Facts, Level } from '../facts.ts'
import { operations } from '../operations.ts'
import type { Rule, Test } from '../rule.ts'
import { raised, raisedSteps } from '../tests.ts'
import { byCulprit, configured, oneUser } from '../who-tests.ts'
import { effect, perSecond, subject } from '../words.ts'

const audit = ['open']

/** Hadoop's own precision: an access time is written once an hour at most. */
const hourMs = 3_600_000

const writesOf = (facts: Facts, value: (level: Level) => number | null): number =>
  operations
    .filter(({ lock, rpc }) => lock === 'exclusive' && rpc !== 'GetDelegationToken')
    .reduce((sum, { rate }) => {
      const level = facts.level(rate)
      return sum + (level === undefined ? 0 : (value(level) ?? 0))
    }, 0)

/**
 * Edit-log transactions a second that the writing calls do not explain: they log as many each as they usually do.
 * Undefined where the counters are not measured.
 */
function unexplained(facts: Facts): number | undefined {
  const transactions = facts.level('TransactionsNumOps')
  if (transactions === undefined) return undefined
  const [now, usual] = [writesOf(facts, ({ mean }) => mean), writesOf(facts, (level) => level.usual)]
  const each = usual > 0 ? (transactions.usual ?? 0) / usual : 1
  return transactions.mean - Math.max(1, each) * now
}

/** They are many, and not more than the files opened: each open writes one access time at most. */
const readsWrite: Test = (facts) => {
  const extra = unexplained(facts)
  const [transactions, opens] = [facts.level('TransactionsNumOps'), facts.level('GetBlockLocationsNumOps')]
  if (extra === undefined || transactions === undefined || opens === undefined)
    return { unmeasured: 'edit-log transactions beside opens', setting: null }
  const usual = transactions.usual ?? 0
  const rise =
    placeOf('TransactionsNumOps', usual + Math.max(0, extra)) - placeOf('TransactionsNumOps', usual)
  // Two rates of different beans are a sample apart.
  const fits = extra <= opens.mean * 1.2
  return {
    holds: rise >= 1 && fits,
    text: `Edit-log transactions that no writing call explains: ${metricFigure('TransactionsNumOps', Math.max(0, extra))}, with ${metricFigure('GetBlockLocationsNumOps', opens.mean)} opens`,
    metric: 'TransactionsNumOps',
    at: transactions.onset,
  }
}

const key = 'dfs.namenode.accesstime.precision'

/** Whether access times are written more often than by default. */
function isFiner(value: string): boolean {
  const precision = Number(value)
  return precision > 0 && precision < hourMs
}

const accessTimeWrites: Rule = {
  id: 'access-time-writes',
  role: 'cause',
  reference: 'R14; Scaling the HDFS NameNode part 4; NameNode RPC latency notes (QwertyManiac)',
  needs: [raised('GetBlockLocationsNumOps', { steps: raisedSteps }), readsWrite],
  clues: [
    { weight: 2, test: raised('GetBlockLocationsAvgTime') },
    {
      weight: 3,
      test: configured(key, String(hourMs), isFiner),
    },
    { weight: 1, test: raised('SyncsNumOps') },
    { weight: 1, test: oneUser(audit) },
  ],
  confidence: [0.5, 0.9],
  title: (facts) => `Access times written for files opened${byCulprit(facts, audit)}`,
  story: (facts) =>
    `${subject(facts, audit)} opened ${perSecond(facts, 'GetBlockLocationsNumOps', 'files')}, and the edit log grew with ` +
    `them, by ${perSecond(facts, 'TransactionsNumOps', 'transactions')}, without writing calls to match: each open that ` +
    `renews an access time takes the exclusive lock. ${effect(facts)}`,
  checks: (facts) => [configuredValue(key), auditPaths(facts, audit)],
  remedies: ({ configuration }) => {
    const isFine = (configuration.get(key) ?? '') !== '' && !isFiner(configuration.get(key) ?? '')
    return [
      {
        text: isFine
          ? 'Write no access times, where nobody reads them.'
          : 'Write access times once an hour at most (milliseconds), or never (0) where nobody reads them.',
        key,
        advised: isFine ? '0' : String(hourMs),
      },
    ]
  },
}

export const accessTimeRules: readonly Rule[] = [accessTimeWrites]
