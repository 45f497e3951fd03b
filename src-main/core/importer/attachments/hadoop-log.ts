// A log4j log of a NameNode: its messages, its audit log, or both in one file.
import type { AttachmentKind } from '../../../../src-shared/contract/imports.ts'
import type { AuditBucket, ClockKind, LogEvent } from './attachment-part.ts'
import { AuditDigest } from './audit-digest.ts'
import { EventDigest } from './event-digest.ts'
import { TimeSpan, lineTime } from './log-time.ts'
import { NamenodeEvents } from './namenode-events.ts'
import { Needle } from './needle.ts'

/** A line that begins a message: a time, maybe in brackets or with a zone, and a level. */
export const messageStart =
  /(?:\d{4}|\d{2})[-/]\d{2}[-/]\d{2}[ T]\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?,? +\[?(?:TRACE|DEBUG|INFO|WARN|ERROR|FATAL)\b/y

/** What is known of one kind of lines in a log. */
export interface LogFacts {
  readonly kind: AttachmentKind
  readonly clock: ClockKind
  readonly span: TimeSpan
  readonly count: number
  readonly unread: number
}

export class HadoopLog {
  readonly #audit = new AuditDigest()
  readonly #digest = new EventDigest()
  readonly #events = new NamenodeEvents((event) => this.#digest.add(event))
  readonly #auditClass = new Needle('FSNamesystem.audit')
  readonly #span = new TimeSpan()
  #lines = 0
  /** Lines that end before they say `allowed=`. */
  #tornAudit = 0
  #clock: Exclude<ClockKind, 'uptime'> = 'wall'
  /** Latest message of the block that is none of the audit log. */
  #last = -1

  /** Takes whole lines. */
  push(text: string): void {
    this.#audit.begin(text)
    this.#events.begin(text)
    this.#auditClass.begin(text)
    this.#last = -1
    for (let start = 0; start < text.length;) {
      const found = text.indexOf('\n', start)
      const end = found < 0 ? text.length : found
      if (!this.#audit.take(start, end)) this.#message(text, start, end)
      start = end + 1
    }
    this.#audit.endBlock()
    if (this.#last >= 0) this.#noteTime(text, this.#last)
  }

  /** Audit buckets and events that are complete; `isLast`: all that there are. */
  closed(isLast: boolean): { readonly buckets: AuditBucket[]; readonly events: LogEvent[] } {
    if (isLast) this.#events.finish()
    return { buckets: this.#audit.closed(isLast), events: this.#digest.closed(isLast) }
  }

  get audit(): LogFacts {
    const { clock, span, lines, unread } = this.#audit
    return { kind: 'audit', clock, span, count: lines, unread: unread + this.#tornAudit }
  }

  get messages(): LogFacts {
    return { kind: 'namenode', clock: this.#clock, span: this.#span, count: this.#lines, unread: 0 }
  }

  #message(text: string, start: number, end: number): void {
    const first = text.charCodeAt(start)
    messageStart.lastIndex = start
    if (first < 48 || first > 57 || !messageStart.test(text) || messageStart.lastIndex > end) {
      this.#events.continued(text, start, end)
    } else if (this.#auditClass.from(start) < end) this.#tornAudit += 1
    else {
      this.#events.record(text, start, end)
      this.#lines += 1
      if (this.#last < 0) this.#noteTime(text, start)
      this.#last = start
    }
  }

  #noteTime(text: string, start: number): void {
    const found = lineTime(text, start)
    if (found === undefined) return
    this.#clock = found.clock
    this.#span.add(found.time)
  }
}
