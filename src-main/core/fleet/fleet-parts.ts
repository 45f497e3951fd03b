// What fleets work with, and the one NameNode that they work at.
import type { FoundNameNode } from '../../../src-shared/contract/engines.ts'
import type { FetchedNode } from '../../../src-shared/contract/fetches.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import type { Host } from '../host.ts'
import type { Jobs, StartedJob } from '../jobs.ts'
import type { Models } from '../model/models.ts'
import type { Reports } from '../report/reports.ts'
import type { Settings } from '../settings.ts'
import type { WritableDatabase } from '../store/database.ts'

/** Where NameNodes and their histories come from: engines and fetches. */
export interface Histories {
  /** What an engine is called. Throws NOT_FOUND. */
  nameOf(engine: number): Promise<string>
  /** The NameNodes that an engine has. Throws as Engines.namenodes does. */
  namenodes(
    engine: number,
    signal: AbortSignal,
  ): Promise<readonly Pick<FoundNameNode, 'instance' | 'cluster' | 'scrapeInterval'>[]>
  /** Fetches what is missing here of one NameNode in a range (epoch ms). Throws as Fetches.start does. */
  fetch(engine: number, instance: string, range: TimeRange): StartedJob<FetchedNode>
}

export interface FleetParts {
  readonly db: WritableDatabase
  readonly host: Host
  readonly jobs: Jobs
  readonly settings: Settings
  readonly models: Models
  readonly reports: Reports
  readonly histories: Histories
}
