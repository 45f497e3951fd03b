// Which beans of a reading are new, and which are the JMX cache's copy of the reading before.
//
// Metrics beans are cached for the metrics period + 1 ms, each on its own (MetricsSourceAdapter), so a poll near the
// period gets some of them a second time. A copy is identical in every number. A bean can also be identical because
// nothing happened; JvmMetrics tells them apart: its heap figure is new at every refresh, and all caches live equally
// long, so a bean that is unchanged over two refreshes of JvmMetrics was refreshed and is truly idle.
import type { BeanRole } from '../../../src-shared/metrics.ts'
import type { Reading } from './reading.ts'
import { roleSlots } from './slots.ts'

/** Beans that the servlet computes at each request. */
const liveRoles: ReadonlySet<BeanRole> = new Set<BeanRole>([
  'FSNamesystemState',
  'GarbageCollectorYoung',
  'GarbageCollectorOld',
  'OperatingSystem',
])

interface RoleRefresh {
  /** The last reading in which the bean was new. */
  readonly reading: Reading
  /** Refreshes of JvmMetrics counted when the bean last changed. */
  readonly clock: number
}

export interface Refresh {
  /** Refreshes of JvmMetrics so far. */
  readonly clock: number
  readonly roles: ReadonlyMap<BeanRole, RoleRefresh>
  /** Roles that are new in the latest reading. */
  readonly fresh: ReadonlySet<BeanRole>
}

const jvmSlots = roleSlots.find((slots) => slots.role === 'JvmMetrics')

function isPresent(reading: Reading, slots: (typeof roleSlots)[number]): boolean {
  return slots.attributes.some(
    (_, offset) => !Number.isNaN(reading.served[slots.first + offset] ?? Number.NaN),
  )
}

function isSame(left: Reading, right: Reading, slots: (typeof roleSlots)[number]): boolean {
  for (let slot = slots.first; slot < slots.first + slots.attributes.length; slot += 1) {
    if (!Object.is(left.served[slot], right.served[slot])) return false
  }
  return true
}

/**
 * Whether a reading is nothing but the cache's copy of the one before: it has metrics of the JVM, and no cached bean in it is
 * new.
 */
export function isCopy({ fresh }: Refresh, reading: Reading): boolean {
  const hasCached = jvmSlots !== undefined && isPresent(reading, jvmSlots)
  return hasCached && [...fresh].every((role) => liveRoles.has(role))
}

/** Compares a reading with what was new before it. `before` is undefined at the start of a sequence. */
export function refreshed(before: Refresh | undefined, reading: Reading): Refresh {
  const jvmBefore = before?.roles.get('JvmMetrics')
  const jvmChanged =
    jvmSlots !== undefined && (jvmBefore === undefined || !isSame(jvmBefore.reading, reading, jvmSlots))
  const clock = (before?.clock ?? 0) + (jvmChanged ? 1 : 0)
  const roles = new Map(before?.roles)
  const fresh = new Set<BeanRole>()
  for (const slots of roleSlots) {
    if (!isPresent(reading, slots)) continue
    const known = before?.roles.get(slots.role)
    const changed = known === undefined || !isSame(known.reading, reading, slots)
    const isIdle = !changed && jvmChanged && clock - known.clock >= 2
    if (!changed && !isIdle && !liveRoles.has(slots.role)) continue
    fresh.add(slots.role)
    // An idle bean keeps the clock of its last change, so that it stays idle at every further refresh.
    roles.set(slots.role, { reading, clock: changed ? clock : known.clock })
  }
  return { clock, roles, fresh }
}
