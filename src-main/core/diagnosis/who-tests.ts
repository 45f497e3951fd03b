// Tests over who called, over the configuration and over logs; each says what is missing where nothing was handed over.
import { figure, percent } from '../../../src-shared/figures.ts'
import type { Facts } from './facts.ts'
import type { Test } from './rule.ts'

/** A user with this part of the added calls or more is the one who made them. */
const mostCalls = 0.5

/** Who added most calls to some operations. */
export interface Culprit {
  readonly user: string
  /** His part in what all who rose added there, 0 to 1. */
  readonly share: number
  readonly perSecond: number
  readonly usualPerSecond: number
  /** The audit name of which he added most. */
  readonly operation: string
}

interface Added {
  readonly user: string
  readonly operation: string
  readonly perSecond: number
  readonly usualPerSecond: number
  readonly added: number
}

/** From nntop; where that names nobody, from an audit log that was handed over. */
function addedCalls({ who, logs }: Facts, operations: readonly string[]): Added[] {
  const fromLog = logs.commands.map(({ command, usualPerSecond, ...rest }) => ({
    ...rest,
    operation: command,
    usualPerSecond: usualPerSecond ?? 0,
  }))
  const calls: readonly Omit<Added, 'added'>[] = who.users.length > 0 ? who.users : fromLog
  return calls
    .filter(({ operation }) => operations.length === 0 || operations.includes(operation))
    .map(({ user, operation, perSecond, usualPerSecond }) => {
      const added = perSecond - usualPerSecond
      return { user, operation, perSecond, usualPerSecond, added }
    })
    .filter(({ added }) => added > 0)
}

const sumOf = (calls: readonly Added[], value: (one: Added) => number): number =>
  calls.reduce((sum, one) => sum + value(one), 0)

/** Of everything, nntop's parts also count what nobody in particular added. */
function shareOf(own: readonly Added[], all: readonly Added[], facts: Facts, isAll: boolean): number {
  const [user] = own
  const parts = facts.who.users.filter((one) => one.user === user?.user)
  if (isAll && parts.length > 0) return parts.reduce((sum, { callShare }) => sum + callShare, 0)
  return sumOf(own, ({ added }) => added) / sumOf(all, ({ added }) => added)
}

/** Who added most calls to these operations (audit names; none: to all); undefined where nobody did or it is unknown. */
export function culpritOf(facts: Facts, operations: readonly string[] = []): Culprit | undefined {
  const all = addedCalls(facts, operations)
  const byUser = [...Map.groupBy(all, ({ user }) => user).values()]
  const addedBy = (own: readonly Added[]): number => sumOf(own, ({ added }) => added)
  const [own] = byUser.toSorted((one, other) => addedBy(other) - addedBy(one))
  const leading = own?.toSorted((one, other) => other.added - one.added)[0]
  if (own === undefined || leading === undefined) return undefined
  return {
    user: leading.user,
    operation: leading.operation,
    share: Math.min(1, shareOf(own, all, facts, operations.length === 0)),
    perSecond: sumOf(own, ({ perSecond }) => perSecond),
    usualPerSecond: sumOf(own, ({ usualPerSecond }) => usualPerSecond),
  }
}

/** The culprit's name where one user made most of the added calls, else null. */
export function culpritName(facts: Facts, operations: readonly string[] = []): string | null {
  const culprit = culpritOf(facts, operations)
  return culprit !== undefined && culprit.share >= mostCalls ? culprit.user : null
}

/** ` by analyst`, or nothing where no single user is to blame: the end of a title. */
export function byCulprit(facts: Facts, operations: readonly string[] = []): string {
  const name = culpritName(facts, operations)
  return name === null ? '' : ` by ${name}`
}

/** Where the audit log says that a user (null: whoever) did these operations (audit names) most; null where none says it. */
export function loggedPath(
  { logs }: Facts,
  operations: readonly string[],
  user: string | null,
): string | null {
  const found = logs.commands.find(
    (one) => operations.includes(one.command) && (user === null || one.user === user) && one.path !== null,
  )
  return found?.path ?? null
}

/** One user made most of the added calls of these operations (audit names; none: of all). */
export function oneUser(operations: readonly string[] = []): Test {
  const words = operations.length === 0 ? 'RPC' : operations.join(' and ')
  return (facts) => {
    const culprit = culpritOf(facts, operations)
    if (culprit === undefined && facts.who.unknown !== null)
      return { unmeasured: `who called: ${facts.who.unknown}`, setting: 'dfs.namenode.top.enabled=true' }
    if (culprit === undefined)
      return { holds: false, text: `No user added ${words} calls`, metric: null, at: null }
    const { user, share, perSecond, usualPerSecond } = culprit
    const rates = `${figure(perSecond)} /s, usually ${figure(usualPerSecond)} /s`
    const path = loggedPath(facts, operations, user)
    const where = path === null ? '' : `, by the audit log most under ${path}`
    const text = `${user} made ${percent(share)} of the added ${words} calls (${rates})${where}`
    return { holds: share >= mostCalls, text, metric: null, at: null }
  }
}

/**
 * A configuration value; `preset` is what Hadoop takes where the files do not have the key. The file is unknown where
 * none was handed over.
 */
export function configured(key: string, preset: string, judge: (value: string) => boolean): Test {
  return ({ configuration }) => {
    if (configuration.files.length === 0)
      return {
        unmeasured: `${key} is unknown`,
        setting: 'hdfs-site.xml and core-site.xml, dropped with the dump',
      }
    const value = configuration.get(key)
    const text = value === null ? `${key} is not set, so it is ${preset}` : `${key} is ${value}`
    return { holds: judge(value ?? preset), text, metric: null, at: null }
  }
}

const fileNames: Readonly<Record<keyof Facts['logs']['files'], string>> = {
  audit: 'HDFS audit log',
  namenode: 'NameNode log',
  gc: 'GC log',
  stacks: 'thread dumps (jstack, /stacks)',
}

/** What `find` reads in a log: a sentence and a time, or null where the log has nothing of it (`none` then says so). */
export function logged(
  file: keyof Facts['logs']['files'],
  none: string,
  find: (logs: Facts['logs'], facts: Facts) => { readonly text: string; readonly at: number | null } | null,
): Test {
  return (facts) => {
    if (!facts.logs.files[file])
      return {
        unmeasured: `the ${fileNames[file]} of this time`,
        setting: `${fileNames[file]}, dropped with the dump`,
      }
    const found = find(facts.logs, facts)
    return { holds: found !== null, text: found?.text ?? none, metric: null, at: found?.at ?? null }
  }
}
