// The longest events of a log: all of a quiet one, and of one that repeats itself the longest of each 10 s.
import type { LogEvent } from './attachment-part.ts'
import { withoutSecretParts } from './secrets.ts'

const bucketMs = 10_000
/** Events of a kind that are kept per 10 s. */
const kept = 10
/** Stretches of 10 s open at a time: events come a little out of order. */
const openBuckets = 4
/** Shortest event that is kept, ms: below, no caller notices. */
const shortest = 10
/** Longest event that is believed, ms: a day. A torn figure is no time that a database could keep. */
const longestMs = 86_400_000
const longestText = 400

/** A copy, not too long, that does not keep the block it was cut from in memory. */
const stored = (text: string): string =>
  Buffer.from(withoutSecretParts(text.slice(0, longestText))).toString()

export class EventDigest {
  count = 0
  readonly #open = new Map<number, LogEvent[]>()
  #closed: LogEvent[] = []

  add(event: LogEvent): void {
    if (!(event.ms >= shortest && event.ms <= longestMs)) return
    const bucket = Math.floor(event.time / bucketMs)
    const events = this.#open.get(bucket) ?? []
    this.#open.delete(bucket)
    this.#open.set(bucket, events)
    const { who, user, path } = event
    events.push({
      ...event,
      who: stored(who),
      user: user === null ? null : stored(user),
      path: path === null ? null : stored(path),
    })
    if (events.length > kept * 8) this.#open.set(bucket, longest(events))
    const [oldest] = this.#open.keys()
    if (oldest !== undefined && this.#open.size > openBuckets) this.#close(oldest)
  }

  /** Events that are complete; `isLast`: all. */
  closed(isLast: boolean): LogEvent[] {
    if (isLast) for (const bucket of [...this.#open.keys()]) this.#close(bucket)
    const closed = this.#closed
    this.#closed = []
    return closed
  }

  #close(bucket: number): void {
    const events = longest(this.#open.get(bucket) ?? []).toSorted((left, right) => left.time - right.time)
    this.#open.delete(bucket)
    this.count += events.length
    this.#closed.push(...events)
  }
}

function longest(events: readonly LogEvent[]): LogEvent[] {
  const sorted = events.toSorted((left, right) => right.ms - left.ms)
  const seen = new Map<string, number>()
  return sorted.filter(({ kind }) => {
    const before = seen.get(kind) ?? 0
    seen.set(kind, before + 1)
    return before < kept
  })
}
