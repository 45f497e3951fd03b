// What a document says about who did what: nntop, exceptions, connections. Read from the raw documents on demand.
import { type Beans, type JmxDocument, beansByName, textOf } from './document.ts'
import { choosePorts } from './roles.ts'
import { identityOf } from './identity.ts'

/** One operation in one nntop window; `user` counts are at most dfs.namenode.top.num.users, descending. */
export interface TopOperation {
  /** The audit log's name: `open`, `listStatus`, `contentSummary`, or `*` for all. */
  readonly operation: string
  /** Calls of all users within the window. */
  readonly total: number
  readonly users: readonly { readonly user: string; readonly count: number }[]
}

/** A rolling count over the last `windowMs`; not a difference to the poll before. */
export interface TopWindow {
  readonly windowMs: number
  readonly operations: readonly TopOperation[]
}

export interface Context {
  /** Shortest window first; empty where nntop is off (null) or idle. */
  readonly top: readonly TopWindow[]
  /** Calls that ended in an exception since the start, by the exception's class name. */
  readonly exceptions: Readonly<Record<string, number>>
  /** Open connections by user on the client port. */
  readonly connections: Readonly<Record<string, number>>
}

type Fields = Readonly<Record<string, unknown>>
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isNumber = (value: unknown): value is number => Number.isFinite(value)
const list = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.filter(isFields) : [])

/** JSON inside a string attribute; undefined when absent or broken. */
function innerJson(text: string | undefined): unknown {
  if (text === undefined) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const usersOf = (value: unknown): TopOperation['users'] =>
  list(value).flatMap(({ user, count }) =>
    typeof user === 'string' && isNumber(count) ? [{ user, count }] : [],
  )

function topOperation(op: Fields, listed: UserList): TopOperation[] {
  const operation = op['opType']
  const top = usersOf(op['topUsers'])
  // In no order, as Hadoop has it from a hash map; absent before 3.x.
  const all = listed === 'allUsers' ? usersOf(op['allUsers']) : []
  const users = all.length > top.length ? all.toSorted((left, right) => right.count - left.count) : top
  if (typeof operation !== 'string' || users.length === 0) return []
  const total = op['totalCount']
  return [{ operation, total: isNumber(total) ? total : 0, users }]
}

/** topUsers: at most dfs.namenode.top.num.users; allUsers: more of them, from Hadoop 3 on. */
type UserList = 'topUsers' | 'allUsers'

/** Reads `FSNamesystemState.TopUserOpCounts` (Hadoop TopMetrics): a string of JSON, null when nntop is off. */
export function topWindows(text: string | undefined, listed: UserList = 'topUsers'): readonly TopWindow[] {
  const parsed = innerJson(text)
  return list(isFields(parsed) ? parsed['windows'] : undefined)
    .flatMap((window) => {
      const windowMs = window['windowLenMs']
      return isNumber(windowMs)
        ? [{ windowMs, operations: list(window['ops']).flatMap((op) => topOperation(op, listed)) }]
        : []
    })
    .toSorted((left, right) => left.windowMs - right.windowMs)
}

const numbersOf = (value: unknown): Record<string, number> =>
  Object.fromEntries(
    Object.entries(isFields(value) ? value : {}).filter((entry): entry is [string, number] =>
      isNumber(entry[1]),
    ),
  )

function exceptionsOf(beans: Beans, port: string): Record<string, number> {
  const detailed = beans.get(`Hadoop:service=NameNode,name=RpcDetailedActivityForPort${port}`)
  const counts = Object.entries(numbersOf(detailed)).flatMap(([attribute, count]) => {
    // 3.4 has each exception a second time as Overall… and Deferred…
    const name = /^(?!Overall|Deferred)(\w+(?:Exception|Error))NumOps$/.exec(attribute)?.[1]
    return name === undefined ? [] : [[name, count] as const]
  })
  return Object.fromEntries(counts)
}

/** Who did what, as one document tells it. Never throws: what is absent is empty. */
export function contextOf(document: JmxDocument): Context {
  const beans = beansByName(document)
  const { client = '' } = choosePorts(beans, identityOf(beans).clientPort)
  const state = beans.get('Hadoop:service=NameNode,name=FSNamesystemState')
  const activity = beans.get(`Hadoop:service=NameNode,name=RpcActivityForPort${client}`)
  return {
    top: topWindows(textOf(state, 'TopUserOpCounts')),
    exceptions: exceptionsOf(beans, client),
    connections: numbersOf(innerJson(textOf(activity, 'tag.NumOpenConnectionsPerUser'))),
  }
}
