// Second half of the ETL: a reading and those before it → a sample, or none where the poll brought nothing new.
import type { ColumnKind } from '../../../src-shared/metrics.ts'
import { columns } from '../../../src-shared/signals.ts'
import type { Identity } from './identity.ts'
import type { Reading } from './reading.ts'
import { type Refresh, isCopy, refreshed } from './refresh.ts'
import { type Break, type Sample, status } from './sample.ts'
import { type ColumnSlots, columnSlots, slotOf } from './slots.ts'

/** What the ETL remembers of a node between two readings. Plain data, never changed in place. */
export interface EtlState {
  readonly known: Known
  readonly refresh: Refresh
  /** Time of the last sample of this sequence; NaN before the first. */
  readonly sampledAt: number
  /** The break that the next sample will carry. */
  readonly pending: Break | null
}

const callsSlot = slotOf('RpcActivity', 'RpcProcessingTimeNumOps')

const at = (reading: Reading | undefined, slot: number): number =>
  slot < 0 ? Number.NaN : (reading?.served[slot] ?? Number.NaN)

/** What was last said of a node's process: a document may be silent on any of it, and a starting NameNode is on all. */
interface Known {
  readonly identity: Identity
  /** RPC calls since the start; NaN where unknown. */
  readonly calls: number
}

const orElse = (value: number, before: number): number => (Number.isNaN(value) ? before : value)

function knownAfter(before: Known | undefined, now: Reading): Known {
  const { identity } = now
  const calls = at(now, callsSlot)
  if (before === undefined) return { identity, calls }
  return {
    calls: orElse(calls, before.calls),
    identity: {
      ...identity,
      version: identity.version ?? before.identity.version,
      haState: identity.haState === 'unknown' ? before.identity.haState : identity.haState,
      startTime: orElse(identity.startTime, before.identity.startTime),
      namenodeStartTime: orElse(identity.namenodeStartTime, before.identity.namenodeStartTime),
    },
  }
}

/** Restarts are known by a start time; where a dump lacks those, by RPC calls counted down. */
function isRestarted(before: Known, now: Reading): boolean {
  for (const start of ['startTime', 'namenodeStartTime'] as const) {
    const [startBefore, startNow] = [before.identity[start], now.identity[start]]
    if (!Number.isNaN(startBefore) && !Number.isNaN(startNow)) return startBefore !== startNow
  }
  return at(now, callsSlot) < before.calls
}

function breakBetween(before: Known, now: Reading): Break | null {
  if (isRestarted(before, now)) return 'restart'
  const [versionBefore, versionNow] = [before.identity.version, now.identity.version]
  if (versionBefore !== undefined && versionNow !== undefined && versionBefore !== versionNow)
    return 'version-change'
  const [stateBefore, stateNow] = [before.identity.haState, now.identity.haState]
  return stateBefore === stateNow || stateBefore === 'unknown' || stateNow === 'unknown' ? null : 'ha-change'
}

/** Since 3.4.0 (HADOOP-18502) a mean without operations is served as 0 instead of the last one. */
function servesZeroWhenIdle(version: string | undefined): boolean {
  const [major = 0, minor = 0] = (version ?? '').split('.').map((part) => Number.parseInt(part, 10))
  return major > 3 || (major === 3 && minor >= 4)
}

type Cell = readonly [value: number, status: number]
const missing: Cell = [Number.NaN, status.missing]

function meanCell(slots: ColumnSlots, now: Reading, before: Reading | undefined, zeroIsIdle: boolean): Cell {
  const value = at(now, slots.value)
  const joinedValue = at(now, slots.joinedValue)
  if (Number.isNaN(value) && Number.isNaN(joinedValue)) return missing
  // An operation that appears for the first time was never called before: its count starts from 0.
  const grown = (slot: number): number => {
    const [count, countBefore] = [at(now, slot), at(before, slot)]
    if (before === undefined || Number.isNaN(count)) return 0
    return Math.max(0, count - (Number.isNaN(countBefore) ? 0 : countBefore))
  }
  const calls = grown(slots.ops)
  const joinedCalls = grown(slots.joinedOps)
  if (calls + joinedCalls === 0) return [Number.isNaN(value) ? joinedValue : value, status.idle]
  const mean =
    ((calls > 0 ? value * calls : 0) + (joinedCalls > 0 ? joinedValue * joinedCalls : 0)) /
    (calls + joinedCalls)
  return [mean, mean === 0 && zeroIsIdle ? status.ambiguous : status.ok]
}

function counterCell(slots: ColumnSlots, now: Reading, before: Reading | undefined): Cell {
  const grown = at(now, slots.value) - at(before, slots.value)
  const seconds = before === undefined ? Number.NaN : (now.time - before.time) / 1000
  // A counter that falls without a restart is no rate.
  return grown >= 0 && seconds > 0 ? [grown / seconds, status.ok] : missing
}

function freshCell(
  kind: ColumnKind,
  slots: ColumnSlots,
  now: Reading,
  before: Reading | undefined,
  zeroIsIdle: boolean,
): Cell {
  if (kind === 'mean') return meanCell(slots, now, before, zeroIsIdle)
  if (kind === 'counter') return counterCell(slots, now, before)
  const value = at(now, slots.value)
  return Number.isNaN(value) ? missing : [value, status.ok]
}

function repeatedCell(kind: ColumnKind, slots: ColumnSlots, now: Reading): Cell {
  const value = at(now, slots.value)
  return kind === 'counter' || Number.isNaN(value) ? missing : [value, status.repeated]
}

function cells(
  now: Reading,
  known: Refresh | undefined,
  refresh: Refresh,
): Pick<Sample, 'values' | 'status'> {
  const values = new Float64Array(columns.length)
  const states = new Uint8Array(columns.length)
  const zeroIsIdle = servesZeroWhenIdle(now.identity.version)
  columns.forEach((column, index) => {
    const slots = columnSlots[index]
    if (slots === undefined) return
    // A bean that had no attributes yet counts from 0: on 3.4 all operations appear with the first call of any.
    const before = (known?.roles.get(slots.role) ?? known?.roles.get('RpcActivity'))?.reading
    const [value, state] = refresh.fresh.has(slots.role)
      ? freshCell(column.kind, slots, now, before, zeroIsIdle)
      : repeatedCell(column.kind, slots, now)
    // Hostile numbers overflow: no value either.
    values[index] = Number.isFinite(value) ? value : Number.NaN
    states[index] = Number.isFinite(value) ? state : status.missing
  })
  return { values, status: states }
}

/**
 * One step of a node's ETL. Readings must come in the order of time.
 * `sample` is undefined for a poll that brought nothing new (RpcActivity repeated) or came while the NameNode
 * was starting (no RpcActivity yet).
 */
export function derive(
  state: EtlState | undefined,
  reading: Reading,
): { state: EtlState; sample: Sample | undefined } {
  const found = state === undefined ? 'start' : breakBetween(state.known, reading)
  const isNewProcess = found === 'start' || found === 'restart'
  const before = isNewProcess ? undefined : state?.refresh
  const refresh = refreshed(before, reading)
  const known = knownAfter(isNewProcess ? undefined : state?.known, reading)
  const pending = found ?? state?.pending ?? null
  const sampledAt = isNewProcess ? Number.NaN : (state?.sampledAt ?? Number.NaN)
  if (!refresh.fresh.has('RpcActivity')) {
    return { state: { known, refresh, sampledAt, pending }, sample: undefined }
  }
  const sample: Sample = {
    time: reading.time,
    break: pending,
    haState: reading.identity.haState,
    safeMode: reading.identity.safeMode,
    interval: (reading.time - sampledAt) / 1000,
    ...cells(reading, before, refresh),
  }
  return { state: { known, refresh, sampledAt: reading.time, pending: null }, sample }
}

/**
 * Whether the step from `before` to `after` told nothing: metrics out of the cache, and all as before about who answered. Such
 * a document need not be kept.
 */
export function isRepeat(before: EtlState | undefined, after: EtlState, reading: Reading): boolean {
  if (before === undefined || !isCopy(after.refresh, reading)) return false
  const [then, now] = [before.known.identity, after.known.identity]
  return (
    then.version === now.version &&
    then.haState === now.haState &&
    then.safeMode === now.safeMode &&
    Object.is(then.startTime, now.startTime) &&
    Object.is(then.namenodeStartTime, now.namenodeStartTime)
  )
}
