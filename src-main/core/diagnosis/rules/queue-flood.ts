// R3: one client, or many clients of one user, call far more often than ever before.
import { figure, percent } from '../../../../src-shared/figures.ts'
import { placeOf } from '../../../../src-shared/scales.ts'
import { allOf, anyOf } from '../combined-tests.ts'
import { auditPaths, auditUsers, clientAddresses, runningApplications } from '../commands.ts'
import type { Facts } from '../facts.ts'
import { operationStorms } from '../operation-storms.ts'
import { type Work, addedWork, operations } from '../operations.ts'
import type { Outcome, Rule, Test } from '../rule.ts'
import { notRaised, raised, raisedSteps } from '../tests.ts'
import { type Culprit, culpritName, culpritOf, oneUser } from '../who-tests.ts'
import { effect, ofCulprit, perSecond, place } from '../words.ts'
import { calledMore, tookMost, waits } from '../work-tests.ts'

/** Rates of DataNodes, which share the client port where there is no service port. */
const dataNodeRates = ['SendHeartbeatNumOps', 'BlockReceivedAndDeletedNumOps', 'RegisterDatanodeNumOps']

/** What `raisedSteps` are as a factor: 3.4. */
const raisedFactor = 1.5 ** raisedSteps

/** Steps between two rates, as for columns of that unit. */
const rise = (now: number, usual: number): number =>
  placeOf('RpcProcessingTimeNumOps', now) - placeOf('RpcProcessingTimeNumOps', usual)

const addedTo = (facts: Facts, id: string): number => {
  const level = facts.level(id)
  return level === undefined ? 0 : Math.max(0, level.mean - (level.usual ?? 0))
}

/** Not DataNodes, but clients, made most of the added calls. */
const fromClients: Test = (facts) => {
  const added = addedTo(facts, 'RpcProcessingTimeNumOps')
  const ofDataNodes = dataNodeRates.reduce((sum, id) => sum + addedTo(facts, id), 0)
  return {
    holds: added > 2 * ofDataNodes,
    text: `Added RPC calls: ${figure(added)} /s, ${figure(ofDataNodes)} /s of them by DataNodes`,
    metric: 'RpcProcessingTimeNumOps',
    at: facts.level('RpcProcessingTimeNumOps')?.onset ?? null,
  }
}

/** The user who made most of the added calls, if he made many times as many as he usually does. */
function flooder(facts: Facts): Culprit | undefined {
  const culprit = culpritOf(facts)
  if (culprit === undefined || culpritName(facts) === null) return undefined
  return rise(culprit.perSecond, culprit.usualPerSecond) >= raisedSteps ? culprit : undefined
}

/** One user made many times as many calls as usual; where nobody can be known this holds as well. */
const oneFlooder: Test = (facts) => {
  const culprit = culpritOf(facts)
  const holds = flooder(facts) !== undefined || (culprit === undefined && facts.who.unknown !== null)
  const outcome = oneUser()(facts)
  if ('holds' in outcome) return { ...outcome, holds }
  return { holds, text: `Who called is not known: ${facts.who.unknown ?? ''}`, metric: null, at: null }
}

/** The client operation of which most calls were added. */
function leadingCalls(facts: Facts): Work | undefined {
  const [work] = addedWork(facts).toSorted(
    (one, other) => other.perSecond - other.usual - (one.perSecond - one.usual),
  )
  return work
}

/** One operation is called far more often and makes most of the added work. */
const oneOperation: Test = (facts) => {
  const [work] = addedWork(facts)
  const { rpc } = work?.operation ?? operations[0] ?? { rpc: '' }
  return allOf(calledMore([rpc]), tookMost([rpc], `${rpc} calls`))(facts)
}

/** The exception whose rate rose most, if most of the added calls end in it and they are half as many as usual or more. */
function leadingException(facts: Facts): Facts['who']['exceptions'][number] | undefined {
  const [leading] = facts.who.exceptions
  const calls = facts.level('RpcProcessingTimeNumOps')?.usual ?? 0
  if (leading === undefined || rise(leading.perSecond, leading.usual) < raisedSteps) return undefined
  const most = Math.max(calls, addedTo(facts, 'RpcProcessingTimeNumOps')) / 2
  return leading.perSecond - leading.usual >= most ? leading : undefined
}

/** The user with most added connections holds many times as many as usual. */
const moreConnections: Test = ({ who }) => {
  const [most] = who.connections
  if (most === undefined)
    return {
      unmeasured: 'connections per user',
      setting: 'NumOpenConnectionsPerUser of RpcActivity (Hadoop 3)',
    }
  return {
    holds: most.now >= raisedFactor * Math.max(1, most.usual),
    text: `Connections of ${most.user}: ${figure(most.now)} (usually ${figure(most.usual)})`,
    metric: 'NumOpenConnections',
    at: null,
  }
}

const failingCalls: Test = (facts): Outcome => {
  const leading = leadingException(facts)
  const [first] = facts.who.exceptions
  const text =
    first === undefined
      ? 'Calls that end in an exception: none'
      : `${first.name}: ${figure(first.perSecond)} /s (usually ${figure(first.usual)} /s)`
  return { holds: leading !== undefined, text, metric: null, at: null }
}

/** What the flood is made of, for the title: the audit's name where there is one. */
function callsOf(facts: Facts): string {
  const failing = leadingException(facts)
  if (failing !== undefined) return `calls that end in ${failing.name}`
  const user = flooder(facts)
  if (user !== undefined) return `${user.operation} calls`
  const work = leadingCalls(facts)
  if (work === undefined) return 'calls'
  return `${work.operation.audit === '' ? work.operation.rpc : work.operation.audit} calls`
}

function userCalls({ who }: Facts, name: string): string {
  const own = who.users
    .filter(({ user }) => user === name)
    .toSorted((one, other) => other.perSecond - one.perSecond)
    .slice(0, 3)
  return own.map(({ operation, perSecond }) => `${operation} ${figure(perSecond)} /s`).join(', ')
}

function storyOf(facts: Facts): string {
  const user = flooder(facts)
  const total = perSecond(facts, 'RpcProcessingTimeNumOps', 'calls')
  if (user === undefined)
    return `Clients sent a flood of ${callsOf(facts)}: ${total} in all. ${effect(facts)}`
  const calls = userCalls(facts, user.user)
  const detail = calls === '' ? '' : ` (${calls})`
  return (
    `User ${user.user} made ${figure(user.perSecond)} calls a second instead of ${figure(user.usualPerSecond)}${detail}, ` +
    `${percent(user.share)} of all that were added${place(facts, [user.operation])}. ${effect(facts)}`
  )
}

const auditOf = (facts: Facts): readonly string[] => {
  const operation = flooder(facts)?.operation ?? leadingCalls(facts)?.operation.audit ?? ''
  return operation === '' ? [] : [operation]
}

const clientFlood: Rule = {
  id: 'client-flood',
  role: 'cause',
  reference: 'R3; HADOOP-9640, HDFS-16266; Wikimedia’s alert guide; FairCallQueue documentation',
  needs: [
    anyOf(allOf(raised('RpcProcessingTimeNumOps'), fromClients, oneFlooder), oneOperation, failingCalls),
    waits,
  ],
  clues: [
    { weight: 3, test: oneUser() },
    { weight: 2, test: raised('RpcProcessingTimeNumOps') },
    { weight: 2, test: raised('CallQueueLength') },
    { weight: 1, test: raised('RpcQueueTimeAvgTime') },
    { weight: 1, test: moreConnections },
    { weight: 1, test: notRaised('GcTimeMillis') },
  ],
  confidence: [0.5, 0.9],
  unless: operationStorms,
  title: (facts) => {
    const user = flooder(facts)?.user ?? culpritName(facts, auditOf(facts))
    return `Flood of ${callsOf(facts)}${user === null ? '' : ` by ${user}`}`
  },
  story: storyOf,
  checks: (facts) => [
    auditOf(facts).length === 0 ? auditUsers : auditPaths(facts, auditOf(facts)),
    runningApplications(facts, auditOf(facts)),
    clientAddresses(facts),
  ],
  remedies: (facts) => [
    {
      text: `Find the application${ofCulprit(facts)} and stop it, if its owner does not answer within minutes; have it wait between its calls.`,
      key: null,
      advised: null,
    },
    {
      text: 'Serve heavy callers last; never set this for the service port.',
      key: `ipc.${facts.clientPort}.callqueue.impl`,
      advised: 'org.apache.hadoop.ipc.FairCallQueue',
    },
    {
      text: 'Tell clients to come back later instead of filling the queue.',
      key: `ipc.${facts.clientPort}.backoff.enable`,
      advised: 'true',
    },
  ],
}

export const floodRules: readonly Rule[] = [clientFlood]
