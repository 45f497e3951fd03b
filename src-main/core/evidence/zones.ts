// In which zone the clock of a file ran: its own, else the node's, else that of another node of the source, else this machine's.
import { localZone } from '../../../src-shared/time.ts'
import type { ReadableDatabase } from '../store/database.ts'
import { listNodes } from '../store/sources.ts'

/** The zone that the dumps of a source tell, of the first node that has one; null where none does. */
export function zoneOfSource(db: ReadableDatabase, source: number): string | null {
  return listNodes(db, source).find(({ zone }) => zone !== null)?.zone ?? null
}

/** The zone of clocks that name none. */
export function clockZone(db: ReadableDatabase, source: number, node: number | null): string {
  const own = listNodes(db, source).find(({ id }) => id === node)?.zone ?? null
  return own ?? zoneOfSource(db, source) ?? localZone()
}
