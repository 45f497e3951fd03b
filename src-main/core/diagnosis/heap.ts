// The NameNode's heap beside its namespace.
import type { Facts } from './facts.ts'

const mbPerGb = 1024

/**
 * Heap that a NameNode of so many files and blocks is advised to have, GB: 6 for 10 million, 64 for 100 million, 164
 * for 300 million (Huawei's alarms 14007 and 14014), so about 0.64 a million. Not below 1.
 */
export function advisedHeapGb(facts: Facts): number {
  return Math.max(1, Math.ceil((objectsIn(facts) / 1e6) * 0.64))
}

/** What to give a heap that is too small, GB: as advised for its namespace, half as much again as it has at least. */
export function moreHeapGb(facts: Facts): number {
  return Math.max(advisedHeapGb(facts), Math.ceil(1.5 * (heapLimitGb(facts) ?? 0)))
}

/** Files, directories and blocks in the incident. */
export function objectsIn(facts: Facts): number {
  return (facts.level('FilesTotal')?.last ?? 0) + (facts.level('BlocksTotal')?.last ?? 0)
}

/**
 * The least heap in use in the incident, MB: what collections leave. Its part in the heap's limit, or in what is
 * committed where Hadoop knows no limit (-1). Undefined where it is not measured or nothing was collected.
 */
export function heapAfterCollections(
  facts: Facts,
): { readonly usedMb: number; readonly share: number } | undefined {
  const used = facts.level('MemHeapUsedM')?.lowest
  const limit = facts.level('MemHeapMaxM')?.last ?? -1
  const most = limit > 0 ? limit : (facts.level('MemHeapCommittedM')?.last ?? 0)
  const isCollected = (facts.level('GcCount')?.peak ?? 0) > 0
  return used === undefined || most <= 0 || !isCollected
    ? undefined
    : { usedMb: used, share: Math.min(1, used / most) }
}

/** The heap's limit, GB; undefined where there is none. */
export function heapLimitGb(facts: Facts): number | undefined {
  const limit = facts.level('MemHeapMaxM')?.last ?? -1
  return limit > 0 ? limit / mbPerGb : undefined
}
