// What raw documents say about who called and what state the NameNode was in: plain data for users.ts and states.ts.
import * as z from 'zod'
import type { Attributes } from './facts.ts'

/** One audited command in a window of nntop. */
interface TopOperation {
  /** The audit log's name, or `*` for all. */
  readonly operation: string
  /** Calls of all users within the window. */
  readonly total: number
  /** Largest count first; Hadoop may leave out the smallest. */
  readonly users: readonly { readonly user: string; readonly count: number }[]
}

/** Counts of calls within the last `windowMs` (dfs.namenode.top.windows.minutes), not since the document before. */
export interface TopWindow {
  readonly windowMs: number
  readonly operations: readonly TopOperation[]
}

/** One document, as far as causes need it beyond the columns. */
export interface DocumentWitness {
  /** Epoch ms. */
  readonly time: number
  readonly version: string | null
  /** RPC port of the clients; null where the document does not tell. */
  readonly clientPort: string | null
  readonly hasServicePort: boolean
  readonly haState: string
  /** NameNodeInfo.Safemode: empty when it is off. */
  readonly safeModeText: string
  /** Start of the NameNode's process, epoch ms. */
  readonly startedAt: number | null
  /** Null where it never changed (0 in the document) or is not told. */
  readonly haTransitionAt: number | null
  readonly checkpointAt: number | null
  /** Files and blocks; null where the document does not tell. */
  readonly files: number | null
  readonly blocks: number | null
  readonly liveDataNodes: number | null
  /** Whether the client port has attributes of operations yet: the first call makes them. */
  readonly hasOperations: boolean
  /** Windows, the shortest first; null where nntop is off or the dump leaves it out. */
  readonly top: readonly TopWindow[] | null
  /** Calls since the start that ended in an exception, by its class. */
  readonly exceptions: Readonly<Record<string, number>>
  /** Open connections by user on the client port. */
  readonly connections: Readonly<Record<string, number>>
  /** DecayRpcScheduler's top callers and what it has counted of each; empty where it does not run. */
  readonly callers: readonly {
    readonly caller: string
    readonly volume: number
    readonly priority: number | null
  }[]
  readonly attributes: Attributes
}

const rate = z.number().min(0)

/** Checks a baseline's witness that comes from a model's file. */
export const baselineWitnessSchema = z
  .strictObject({
    /** Documents that it is made of; 0: there were none. */
    documents: z.int().min(0),
    /** Whether nntop told who called. */
    hasUsers: z.boolean(),
    /** Calls a second by user and audited command, the most first; `highest`: in the busiest seconds looked at. */
    users: z
      .array(
        z
          .strictObject({ user: z.string(), operation: z.string(), perSecond: rate, highest: rate })
          .readonly(),
      )
      .readonly(),
    /** Calls a second that whoever is not listed may have made at most, per command. */
    unlisted: z.record(z.string(), rate).readonly(),
    exceptions: z.array(z.strictObject({ name: z.string(), perSecond: rate }).readonly()).readonly(),
    /** Open connections by user, median. */
    connections: z.array(z.strictObject({ user: z.string(), usual: rate }).readonly()).readonly(),
  })
  .readonly()

/** Who called how often in a model's baseline: kept in the model, so that it judges an incident without the baseline. */
export type BaselineWitness = z.infer<typeof baselineWitnessSchema>

/** What is known of an incident beyond its columns. */
export interface IncidentWitness {
  /** Before and within the incident, in the order of time. */
  readonly documents: readonly DocumentWitness[]
  /** Null where the model has none: it is older, or its baseline's documents were gone. */
  readonly baseline: BaselineWitness | null
}
