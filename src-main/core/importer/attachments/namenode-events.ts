// Lines of a NameNode log → events. The forms are those of Hadoop's sources, named beside each.
import type { LogEvent } from './attachment-part.ts'
import { holderIn, reportInfo } from './lock-holder.ts'
import { lineTime } from './log-time.ts'
import { Needle } from './needle.ts'

type Tell = (event: LogEvent) => void

/** An event whose lines are still coming. */
type Pending =
  | { readonly of: 'hold'; readonly mode: 'read' | 'write'; hold: Hold | undefined; via: string | undefined }
  | {
      readonly of: 'pause'
      readonly end: number
      readonly ms: number
      collector: string
      collectorMs: number
    }

interface Hold {
  /** When the lock was let go: both forms are written right after. */
  readonly end: number
  readonly ms: number
  readonly operation: string | null
  readonly user: string | null
  readonly path: string | null
}

/** Hadoop 2.8, 2.10, 3.0 to 3.2 (FSNamesystemLock): the stack follows in the same message. */
const heldFor = /(read|write) lock held for (\d+) ms via/
/** 3.3 and later (HDFS-12603 and after); 3.5 names the lock: `reports of FSLock is 0`. */
const suppressed = /Number of suppressed (read|write)-lock reports/
/** 3.3: `for 8123ms via …`; 3.4: `for 8123ms by delete (ugi=…,src=…) via …`. The time is Time.formatTime's, with its offset. */
const longestHeld =
  /Longest (?:read|write)-lock held at (\S+ \S+) for (\d+)ms(?: by ([\w.-]+)( \(.*\))?)? via/
/** JvmPauseMonitor.formatMessage. */
const pause = /pause of approximately (\d+)ms/
const pool = /GC pool '([^']*)' had collection\(s\): count=\d+ time=(\d+)ms/
/** Groups.fetchGroupList. */
const groups = /getGroups\(user=([^)]*)\) took (\d+) milliseconds/
/** IPCLoggerChannel.sendEdits, from 1 s on. */
const journal = /Took (\d+)ms to send a batch of \d+ edits \(\d+ bytes\) to remote journal (\S+)/

/** Longest part of a line that is looked at, characters. */
const looked = 4096

export class NamenodeEvents {
  readonly #tell: Tell
  /** A line with none of these begins no event. */
  readonly #needles = [
    new Needle(' lock held for '),
    new Needle('-lock reports'),
    new Needle('Detected pause in JVM'),
    new Needle('getGroups(user='),
    new Needle('to send a batch of '),
  ]
  #pending: Pending | undefined

  constructor(tell: Tell) {
    this.#tell = tell
  }

  /** Goes to another block of lines. */
  begin(text: string): void {
    for (const needle of this.#needles) needle.begin(text)
  }

  /** Takes a line that begins with a time. */
  record(text: string, start: number, end: number): void {
    this.finish()
    if (!this.#needles.some((needle) => needle.from(start) < end)) return
    const time = lineTime(text, start)?.time
    if (time === undefined) return
    const line = text.slice(start, Math.min(end, start + looked))
    this.#pending = beginOfHold(line, time) ?? beginOfPause(line, time)
    if (this.#pending === undefined) this.#single(line, time)
  }

  /** Takes a line that goes on with the message before it. */
  continued(text: string, start: number, end: number): void {
    const pending = this.#pending
    if (pending === undefined) return
    const line = text.slice(start, Math.min(end, start + looked))
    if (pending.of === 'pause') {
      const [, collector = '', ms] = pool.exec(line) ?? []
      if (ms !== undefined && Number(ms) >= pending.collectorMs) {
        pending.collector = collector
        pending.collectorMs = Number(ms)
      }
      return
    }
    pending.hold ??= holdIn(line)
    if (pending.hold !== undefined) pending.via ??= holderIn(line)
  }

  /** The message under way has come to its end. */
  finish(): void {
    const pending = this.#pending
    this.#pending = undefined
    if (pending?.of === 'pause') {
      const { end, ms, collector } = pending
      this.#tell({ kind: 'pause', time: end - ms, ms, who: collector, user: null, path: null })
    }
    if (pending?.of !== 'hold' || pending.hold === undefined) return
    const { end, ms, operation, user, path } = pending.hold
    const who = pending.via ?? operation ?? 'unknown'
    this.#tell({ kind: `${pending.mode}-lock`, time: end - ms, ms, who, user, path })
  }

  #single(line: string, end: number): void {
    const [, user, took] = groups.exec(line) ?? []
    if (user !== undefined) {
      const ms = Number(took)
      this.#tell({ kind: 'groups', time: end - ms, ms, who: user, user: null, path: null })
    }
    const [, sent, to] = journal.exec(line) ?? []
    if (to === undefined) return
    const ms = Number(sent)
    this.#tell({ kind: 'journal', time: end - ms, ms, who: to, user: null, path: null })
  }
}

function holdIn(line: string): Hold | undefined {
  const [, at = '', ms, operation, info = ''] = longestHeld.exec(line) ?? []
  // The offset of its zone is left out: the clock is the one of all lines.
  const end = lineTime(at.replace(/(?:[+-]\d{4}|Z)$/, ''), 0)?.time
  if (ms === undefined || end === undefined) return undefined
  return { end, ms: Number(ms), operation: operation ?? null, ...reportInfo(info) }
}

function beginOfHold(line: string, end: number): Pending | undefined {
  const [, held, ms] = heldFor.exec(line) ?? []
  const mode = held ?? suppressed.exec(line)?.[1]
  if (mode === undefined) return undefined
  const hold = ms === undefined ? undefined : { end, ms: Number(ms), operation: null, user: null, path: null }
  return { of: 'hold', mode: mode === 'read' ? 'read' : 'write', hold, via: undefined }
}

function beginOfPause(line: string, end: number): Pending | undefined {
  const ms = pause.exec(line)?.[1]
  return ms === undefined ? undefined : { of: 'pause', end, ms: Number(ms), collector: '', collectorMs: -1 }
}
