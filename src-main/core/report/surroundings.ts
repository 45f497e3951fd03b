// What a report says of its window besides incidents: states that the NameNode was in, and what was looked at beside /jmx.
import type { Analysis } from '../../../src-shared/contract/analysis.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import { readConfiguration } from '../evidence/configuration.ts'
import { coveringLogs } from '../evidence/logs.ts'
import type { ReadableDatabase } from '../store/database.ts'
import { windowStates } from '../evidence/witness.ts'

const logNames = {
  audit: 'the audit log',
  namenode: 'the NameNode log',
  gc: 'the GC log',
  stacks: 'thread dumps',
} as const

/** Names of what was handed over with the dumps and covers the window. */
function lookedAt(db: ReadableDatabase, sourceId: number, nodeId: number, window: TimeRange): string[] {
  const configuration = readConfiguration(db, sourceId, nodeId, window.from)
  const files = coveringLogs(db, { source: sourceId, node: nodeId }, window)
  const logs = Object.entries(logNames).filter(([kind]) => files[kind as keyof typeof logNames])
  return [...configuration.files, ...logs.map(([, name]) => name)]
}

/** The window's states and sources. Throws BROKEN where the database is damaged. */
export function surroundingsOf(
  db: ReadableDatabase,
  sourceId: number,
  nodeId: number,
  window: TimeRange,
): Pick<Analysis, 'states' | 'sources'> {
  return {
    states: [...windowStates(db, nodeId, window)],
    sources: lookedAt(db, sourceId, nodeId, window),
  }
}
