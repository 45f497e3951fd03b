// What reading a file of evidence gives, piece by piece, so that gigabytes of log never lie in memory.
import type { AttachmentKind } from '../../../../src-shared/contract/imports.ts'

/**
 * Times in parts are ms as the file's own clock shows them, as if that were UTC: whose zone it is is known only once the
 * dumps are read. `uptime`: they count from the start of the JVM.
 */
export type ClockKind = 'wall' | 'utc' | 'uptime'

/** A property of a configuration; secrets are left out already. */
export type Setting = readonly [key: string, value: string, isFinal: boolean]

export const eventKinds = ['read-lock', 'write-lock', 'pause', 'gc', 'groups', 'journal'] as const

/** Something in a log that lasted: a lock was held, the JVM stood still, groups or a journal were slow to answer. */
export interface LogEvent {
  readonly kind: (typeof eventKinds)[number]
  /** When it began. */
  readonly time: number
  readonly ms: number
  /** The frame that held the lock, the collector (empty: none), the user, the journal. */
  readonly who: string
  /** Who held the lock and on which path, where the log says it. */
  readonly user: string | null
  readonly path: string | null
}

/** Calls of one user and command in 10 s. */
export interface AuditRow {
  readonly user: string
  readonly command: string
  readonly count: number
  readonly denied: number
  /** Calls by path, most first: a few paths, and the folder that the others have in common. */
  readonly paths: readonly (readonly [path: string, calls: number])[]
}

/** 10 s of an audit log. The same 10 s may come in several parts, which add up. */
export interface AuditBucket {
  readonly time: number
  readonly rows: readonly AuditRow[]
  /** Calls that are in no row: of users and commands beyond the most frequent ones. */
  readonly rest: number
}

/** Handler threads of one thread dump by what they were doing. */
export interface ThreadDump {
  readonly time: number
  readonly handlers: readonly (readonly [doing: string, threads: number])[]
}

/** One message about a file; `key` tells the files of an import apart. */
export type AttachmentPart =
  | {
      readonly type: 'begin'
      readonly key: number
      readonly kind: AttachmentKind
      /** The file's own name. */
      readonly name: string
      readonly place: string
      /** Epoch ms of the file. */
      readonly mtime: number
    }
  | { readonly type: 'settings'; readonly key: number; readonly settings: readonly Setting[] }
  | { readonly type: 'dump'; readonly key: number; readonly dump: ThreadDump }
  | { readonly type: 'events'; readonly key: number; readonly events: readonly LogEvent[] }
  | { readonly type: 'audit'; readonly key: number; readonly buckets: readonly AuditBucket[] }
  | {
      readonly type: 'end'
      readonly key: number
      /** SHA-256 of what tells it from others: its first bytes, or all settings. */
      readonly head: string
      /** Bytes of content. */
      readonly size: number
      readonly clock: ClockKind
      /** Times of the first and last line; null where there are none. */
      readonly first: number | null
      readonly last: number | null
      readonly count: number
      readonly unread: number
      readonly secrets: number
    }

/** Where parts go; a promise holds the reader back while the storing half lags behind. */
export type SendPart = (part: AttachmentPart) => Promise<void> | void
