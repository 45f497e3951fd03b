// nntop's windows → calls a second by user and command.
//
// A window's sum is not what was called within it. Hadoop's RollingWindow gives each of its 10 buckets the time of the
// first call that it counts, and takes calls as stale by that time: where the calls of a turn begin earlier in a bucket
// than those of the turn before, they are added to the old count and thrown away with it. Measured on 3.4.3, sums of
// the 1-minute window are half of the calls or less (HDFS-14524 sees the same). What a sum grows by from one document
// to a near one is exact until a bucket goes: calls come at once, and only what goes makes it less. So the growth of
// whichever window grew most is the best count there is, and never too high.
import type { DocumentWitness, TopWindow } from './witness.ts'

/** User and audited command. */
interface Caller {
  readonly user: string
  readonly operation: string
}

/** Calls of one user and command in some time. */
export interface CallRate extends Caller {
  /** Calls a second; at most a little too low, never too high. */
  readonly perSecond: number
  /** In the busiest step between two documents. */
  readonly highest: number
}

export interface CallRates {
  readonly rates: readonly CallRate[]
  /** Per command, what somebody whom Hadoop leaves out (dfs.namenode.top.num.users) may have made at most, /s. */
  readonly unlisted: Readonly<Record<string, number>>
  /** Seconds that the rates are of. */
  readonly seconds: number
}

/**
 * Documents no further apart than this, ms, count calls nearly whole: the longest of Hadoop's windows (25 minutes by
 * default) loses a bucket every 150 s.
 */
export const nearMs = 30_000

/** Counts by `command\nuser`, of one window. */
type Counts = ReadonlyMap<string, number>

interface Told {
  readonly time: number
  readonly windows: ReadonlyMap<number, Counts>
  /** Per window and command, the highest count of somebody who is not listed. */
  readonly unlisted: ReadonlyMap<number, Counts>
}

const keyOf = (operation: string, user: string): string => `${operation}\n${user}`

// HDFS-14524: the totals of `*` do not add up; the commands' own do.
const commandsOf = ({ operations }: TopWindow): TopWindow['operations'] =>
  operations.filter(({ operation }) => operation !== '*')

function toldBy({ time, top }: DocumentWitness): Told[] {
  if (top === null) return []
  const windows = top.map((window): [number, Counts] => [
    window.windowMs,
    new Map(
      commandsOf(window).flatMap(({ operation, users }) =>
        users.map(({ user, count }) => [keyOf(operation, user), count] as const),
      ),
    ),
  ])
  const unlisted = top.map((window): [number, Counts] => [
    window.windowMs,
    new Map(
      commandsOf(window).map(({ operation, total, users }) => {
        const rest = total - users.reduce((sum, { count }) => sum + count, 0)
        return [operation, Math.max(0, Math.min(rest, users.at(-1)?.count ?? 0))] as const
      }),
    ),
  ])
  return [{ time, windows: new Map(windows), unlisted: new Map(unlisted) }]
}

/** Calls that came between two documents, of whichever window shows most of them. */
function grown(before: Told, now: Told, key: string): number {
  const operation = key.slice(0, key.indexOf('\n'))
  let most = 0
  for (const [windowMs, counts] of now.windows) {
    const known = before.windows.get(windowMs)
    const count = counts.get(key)
    if (known === undefined || count === undefined) continue
    const was = known.get(key) ?? before.unlisted.get(windowMs)?.get(operation) ?? 0
    most = Math.max(most, count - was)
  }
  return most
}

interface Step {
  readonly before: Told
  readonly now: Told
  readonly seconds: number
}

/** Calls a second over some steps, and in the busiest. */
function rateOver(steps: readonly Step[], key: string): { perSecond: number; highest: number } {
  let calls = 0
  let seconds = 0
  let highest = 0
  for (const step of steps) {
    const count = grown(step.before, step.now, key)
    calls += count
    seconds += step.seconds
    highest = Math.max(highest, count / step.seconds)
  }
  return { perSecond: seconds > 0 ? calls / seconds : 0, highest }
}

/** The sums of windows that lie within the time: what there is where documents are further apart than windows. */
function rateOfSums(told: readonly Told[], key: string, start: number): number {
  let best = 0
  const lengths = new Set(told.flatMap(({ windows }) => [...windows.keys()]))
  for (const length of lengths) {
    const whole = told.filter(({ time }) => time - length >= start)
    const sum = whole.reduce((all, { windows }) => all + (windows.get(length)?.get(key) ?? 0), 0)
    if (whole.length > 0) best = Math.max(best, (sum * 1000) / (whole.length * length))
  }
  return best
}

function unlistedRates(told: readonly Told[]): Readonly<Record<string, number>> {
  const most = new Map<string, number>()
  for (const { unlisted } of told)
    for (const [length, counts] of unlisted)
      for (const [operation, count] of counts)
        if (count > 0) most.set(operation, Math.max(most.get(operation) ?? 0, (count * 1000) / length))
  return Object.fromEntries(most)
}

/**
 * Who called how often between the first and the last of some documents of one process, in the order of time;
 * undefined where fewer than two of them have nntop.
 */
export function callRates(documents: readonly DocumentWitness[]): CallRates | undefined {
  const told = documents.flatMap(toldBy)
  const [first, last] = [told[0], told.at(-1)]
  if (first === undefined || last === undefined || first === last) return undefined
  const steps = told.slice(1).flatMap((now, index): Step[] => {
    const before = told[index]
    return before === undefined ? [] : [{ before, now, seconds: (now.time - before.time) / 1000 }]
  })
  const near = steps.filter(({ seconds }) => seconds * 1000 <= nearMs)
  const keys = new Set(told.flatMap(({ windows }) => [...windows.values()].flatMap((one) => [...one.keys()])))
  const rates = [...keys].map((key) => {
    const split = key.indexOf('\n')
    const closely = rateOver(near, key)
    const widely = near.length === steps.length ? closely : rateOver(steps, key)
    const summed = rateOfSums(told, key, first.time)
    return {
      operation: key.slice(0, split),
      user: key.slice(split + 1),
      perSecond: Math.max(closely.perSecond, widely.perSecond, summed),
      highest: Math.max(closely.highest, widely.highest, summed),
    }
  })
  return {
    rates: rates.filter(({ perSecond }) => perSecond > 0),
    unlisted: unlistedRates(told),
    seconds: (near.length > 0 ? near : steps).reduce((sum, { seconds }) => sum + seconds, 0),
  }
}
