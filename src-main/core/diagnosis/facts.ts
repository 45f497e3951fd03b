// What the rules look at: an incident beside its baseline. Plain data; where it comes from is others' matter.

/** One column (metric or signal) within the incident, beside the baseline. */
export interface Level {
  /** Id of the column. */
  readonly id: string
  /** The baseline's median, in the column's unit; null where it had no value there. */
  readonly usual: number | null
  /** The baseline's 5th and 95th percentile; null where it had no value there. */
  readonly normal: readonly [number, number] | null
  /** Over the incident's rows that have a value; there is at least one. */
  readonly mean: number
  readonly median: number
  readonly peak: number
  /** Epoch ms. */
  readonly peakAt: number
  readonly lowest: number
  /** The incident's first and last value: what a total has grown by. */
  readonly first: number
  readonly last: number
  /**
   * How far its mean is from the usual value, in steps that somebody would begin to notice (src-shared/scales.ts) or the
   * baseline's own spread, whichever is larger; below 0: lower than usual. Without a usual value: from 0.
   */
  readonly deviation: number
  /** Part of the incident's rows with a value in which it is 3 such steps or more above its usual value, 0 to 1. */
  readonly raisedShare: number
  /**
   * First row in or shortly before the incident from which it stays raised: 3 steps, in half of the rows from it to its
   * last raised one; null: never.
   */
  readonly onset: number | null
}

/** Calls of one user in one operation. */
export interface UserCalls {
  readonly user: string
  /** The audit log's name; never `*`. */
  readonly operation: string
  /** Calls a second in the incident and in the baseline. */
  readonly perSecond: number
  readonly usualPerSecond: number
  /** Its parts in all added calls and in all added cost (calls x time x weight of the lock), 0 to 1. */
  readonly callShare: number
  readonly share: number
}

/** Who called. */
export interface Who {
  /** Null where it is known; else why not, a sentence for people (`nntop is off`). */
  readonly unknown: string | null
  /** Who rose, largest share of cost first. */
  readonly users: readonly UserCalls[]
  /** Open connections by user in the incident (highest) and in the baseline (median); most added first. */
  readonly connections: readonly { readonly user: string; readonly now: number; readonly usual: number }[]
  /** Calls that ended in an exception, a second; most added first. */
  readonly exceptions: readonly {
    readonly name: string
    readonly perSecond: number
    readonly usual: number
  }[]
  /** The RPC scheduler's heaviest callers in the incident (DecayRpcScheduler); empty where it does not run. */
  readonly callers: readonly {
    readonly caller: string
    readonly perSecond: number
    readonly priority: number | null
  }[]
}

/** The NameNode's configuration, as far as somebody has handed it over. */
export interface Configuration {
  /** Names of the files (`hdfs-site.xml`, `/conf`); empty where there is none. */
  readonly files: readonly string[]
  /** A key's value; null where the files do not have it. */
  get(key: string): string | null
}

/**
 * What logs and thread dumps add; each list is empty where its file was not handed over, see `files`. Times are epoch ms, of the
 * beginning of what lasted `ms`.
 */
export interface Logs {
  /** What was handed over and covers the incident: each says that the list beside it is complete. */
  readonly files: {
    readonly audit: boolean
    readonly namenode: boolean
    readonly gc: boolean
    readonly stacks: boolean
  }
  /** `FSNamesystem write lock held for N ms via …`, longest first. */
  readonly lockHolds: readonly {
    readonly time: number
    readonly ms: number
    readonly mode: 'read' | 'write'
    /** The first frame that says who: `FSNamesystem.delete`. */
    readonly via: string
    /** Who held it and on which path; absent before Hadoop 3.4, whose log does not say. */
    readonly user?: string
    readonly path?: string
  }[]
  /** Pauses by JvmPauseMonitor or the GC log, longest first; `collector` null: no collection was found with it. */
  readonly pauses: readonly {
    readonly time: number
    readonly ms: number
    readonly collector: string | null
  }[]
  /** `Potential performance problem: getGroups(user=x) took N milliseconds.`, longest first. */
  readonly groupLookups: readonly { readonly time: number; readonly ms: number; readonly user: string }[]
  /** `Took N ms to send a batch of … edits … to remote journal host:port`, longest first; with the NameNode log. */
  readonly slowJournals?: readonly { readonly time: number; readonly ms: number; readonly journal: string }[]
  /** User and command of the audit log with the paths that they touched most; most calls first. */
  readonly commands: readonly {
    readonly user: string
    readonly command: string
    readonly count: number
    readonly perSecond: number
    readonly usualPerSecond: number | null
    readonly denied: number
    /** Deepest common folder or the most frequent path. */
    readonly path: string | null
  }[]
  /** Handler threads by what they were doing in the thread dumps, most first. */
  readonly handlers: readonly { readonly doing: string; readonly threads: number; readonly of: number }[]
}

/** What the NameNode is, in the incident. */
export interface State {
  readonly haState: 'active' | 'standby' | 'observer' | 'unknown'
  readonly safeMode: boolean
  /** The NameNode's own words on safe mode; empty when it is off. */
  readonly safeModeText: string
  /** Start of the NameNode's process, epoch ms; null where unknown. */
  readonly startedAt: number | null
  /** Last change of the HA state, epoch ms; null where unknown. */
  readonly haTransitionAt: number | null
  /** Last checkpoint, epoch ms, one per value seen in the incident or shortly before it. */
  readonly checkpoints: readonly number[]
}

/**
 * Attributes outside the columns that a rule needs: bean (its `name=`, such as `FSNamesystem`, `FairCallQueue`) and
 * attribute → value in the incident's last document; of counters (`…NumOps`, `OverflowedCalls.N`) what they grew by in
 * the incident; of means (`…AvgTime`) only those with operations in it. The N-th of a list is an attribute of its own
 * (`QueueSizes.0`).
 */
export type Attributes = ReadonlyMap<string, ReadonlyMap<string, number | string>>

export interface Facts {
  /** Epoch ms. */
  readonly start: number
  readonly end: number
  /** Seconds between two rows. */
  readonly spacing: number
  readonly version: string | null
  /** RPC port of the clients, as configuration keys have it (`ipc.8020.callqueue.impl`). */
  readonly clientPort: string
  /** Whether DataNodes have an RPC port of their own. */
  readonly hasServicePort: boolean
  /** A column's level; undefined where it has no value in the incident: not measured in this dump. */
  level(id: string): Level | undefined
  readonly who: Who
  readonly configuration: Configuration
  readonly logs: Logs
  readonly state: State
  readonly attributes: Attributes
}
