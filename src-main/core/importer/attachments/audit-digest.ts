// HDFS audit log → calls per 10 s, user and command (FSNamesystem.DefaultAuditLogger: allowed= ugi= ip= cmd= src= dst= perm= …).
import type { AuditBucket, AuditRow, ClockKind } from './attachment-part.ts'
import { TimeSpan, lineTime } from './log-time.ts'
import { Needle } from './needle.ts'
import { PathSample } from './path-sample.ts'

/** Width of a bucket, ms: one poll of the usual spacing. */
export const auditBucketMs = 10_000
/** Characters of a time that all lines of a bucket share: `2026-11-22 15:54:2`. */
const sharedPrefix = 18
/** Buckets open at a time: lines of several threads come a little out of order. */
const openBuckets = 3
/** Users and commands counted apart in a bucket, and those of them that are kept. */
const countedPairs = 1024
const keptPairs = 200
/** Buckets handed over together, and the longest stretch that they may span. */
const chunkBuckets = 30
const chunkMs = 600_000
/** Longest user or command, characters. */
const longestName = 120

interface Pair {
  count: number
  denied: number
  readonly paths: PathSample
}

interface OpenBucket {
  readonly time: number
  readonly users: Map<string, Map<string, Pair>>
  pairs: number
  rest: number
}

/** A copy that does not keep the block it was cut from in memory. */
const copied = (text: string): string => Buffer.from(text).toString()

const isSpace = (code: number): boolean => code === 9 || code === 32 || code === 13 || code === 10

export class AuditDigest {
  readonly span = new TimeSpan()
  lines = 0
  unread = 0
  clock: Exclude<ClockKind, 'uptime'> = 'wall'
  readonly #allowed = new Needle('allowed=')
  readonly #ugi = new Needle('ugi=')
  readonly #cmd = new Needle('cmd=')
  readonly #src = new Needle('src=')
  readonly #dst = new Needle('dst=')
  #text = ''
  #prefix = ''
  #bucket: OpenBucket | undefined
  /** By time, the oldest use first. */
  readonly #open = new Map<number, OpenBucket>()
  #closed: AuditBucket[] = []
  /** Begin of the latest line whose time was not read. */
  #lastLine = -1

  /** Goes to another block of lines. */
  begin(text: string): void {
    this.#text = text
    this.#lastLine = -1
    for (const needle of [this.#allowed, this.#ugi, this.#cmd, this.#src, this.#dst]) needle.begin(text)
  }

  /** Takes the line [start, end) where it is one of the audit log's; false where it is not. Lines must come in their order. */
  take(start: number, end: number): boolean {
    const allowed = this.#allowed.from(start)
    if (allowed >= end) return false
    const ugi = this.#ugi.from(allowed)
    if (ugi >= end) return false
    const cmd = this.#cmd.from(ugi)
    const src = cmd < end ? this.#src.from(cmd) : Infinity
    const bucket = src < end ? this.#bucketAt(start, allowed) : undefined
    if (bucket === undefined) {
      this.unread += 1
      return true
    }
    this.lines += 1
    const pair = this.#pairOf(
      bucket,
      this.#user(ugi + 4, end),
      this.#upTo(cmd + 4, src).slice(0, longestName),
    )
    if (pair === undefined) {
      bucket.rest += 1
      return true
    }
    pair.count += 1
    // allowed=false
    if (this.#text.charCodeAt(allowed + 8) === 102) pair.denied += 1
    const place = pair.paths.place()
    if (place >= 0) {
      const dst = this.#dst.from(src)
      pair.paths.set(place, dst < end ? this.#upTo(src + 4, dst) : '')
    }
    return true
  }

  /** The latest line's time, before the block goes. */
  endBlock(): void {
    const time = this.#lastLine < 0 ? undefined : lineTime(this.#text, this.#lastLine)
    if (time !== undefined) this.span.add(time.time)
    this.#text = ''
  }

  /** Buckets that are complete, once there are enough of them; `isLast`: all. */
  closed(isLast: boolean): AuditBucket[] {
    if (isLast) {
      for (const bucket of this.#open.values()) this.#close(bucket)
      this.#open.clear()
    }
    const times = this.#closed.map(({ time }) => time)
    const isFull = this.#closed.length >= chunkBuckets || Math.max(...times) - Math.min(...times) > chunkMs
    if (this.#closed.length === 0 || !(isFull || isLast)) return []
    const closed = this.#closed
    this.#closed = []
    return closed
  }

  #bucketAt(start: number, allowed: number): OpenBucket | undefined {
    if (this.#bucket !== undefined && this.#text.startsWith(this.#prefix, start)) {
      this.#lastLine = start
      return this.#bucket
    }
    const found = this.#timeIn(start, allowed)
    if (found === undefined) return undefined
    this.clock = found.clock
    this.span.add(found.time)
    const time = Math.floor(found.time / auditBucketMs) * auditBucketMs
    const bucket = this.#open.get(time) ?? { time, users: new Map(), pairs: 0, rest: 0 }
    this.#open.delete(time)
    this.#open.set(time, bucket)
    const [oldest] = this.#open.values()
    if (oldest !== undefined && this.#open.size > openBuckets) {
      this.#open.delete(oldest.time)
      this.#close(oldest)
    }
    // A time with a zone of its own, or behind something else, is read each time.
    const isPlain = found.at === start && found.clock === 'wall' && this.#text[start + 4] === '-'
    this.#bucket = isPlain ? bucket : undefined
    this.#prefix = copied(this.#text.slice(start, start + sharedPrefix))
    return bucket
  }

  /** The line's time: at its begin, or behind what a log shipper has put there. */
  #timeIn(start: number, allowed: number) {
    const most = Math.min(allowed, start + 200)
    for (let at = start; at < most; at += 1) {
      const code = this.#text.charCodeAt(at)
      if (code < 48 || code > 57) continue
      const found = lineTime(this.#text, at)
      if (found !== undefined) return { ...found, at }
    }
    return undefined
  }

  /** `hdfs` of `hdfs (auth:SIMPLE)`: the name that TopMetrics counts by. */
  #user(from: number, end: number): string {
    let to = from
    while (to < end && !isSpace(this.#text.charCodeAt(to))) to += 1
    return this.#text.slice(from, Math.min(to, from + longestName))
  }

  /** A field's value up to where the next one begins. */
  #upTo(from: number, next: number): string {
    let to = next
    while (to > from && isSpace(this.#text.charCodeAt(to - 1))) to -= 1
    return this.#text.slice(from, to)
  }

  #pairOf(bucket: OpenBucket, user: string, command: string): Pair | undefined {
    const commands = bucket.users.get(user)
    const known = commands?.get(command)
    if (known !== undefined) return known
    if (bucket.pairs >= countedPairs) return undefined
    bucket.pairs += 1
    const pair: Pair = { count: 0, denied: 0, paths: new PathSample() }
    if (commands === undefined) bucket.users.set(copied(user), new Map([[copied(command), pair]]))
    else commands.set(copied(command), pair)
    return pair
  }

  #close({ time, users, rest }: OpenBucket): void {
    if (this.#bucket?.time === time) this.#bucket = undefined
    const all = [...users].flatMap(([user, commands]) =>
      [...commands].map(([command, pair]) => ({ user, command, pair })),
    )
    const sorted = all.toSorted((left, right) => right.pair.count - left.pair.count)
    const rows = sorted
      .slice(0, keptPairs)
      .map(({ user, command, pair: { count, denied, paths } }): AuditRow => ({
        user,
        command,
        count,
        denied,
        paths: paths.paths(count),
      }))
    const dropped = sorted.slice(keptPairs).reduce((sum, { pair }) => sum + pair.count, 0)
    this.#closed.push({ time, rows, rest: rest + dropped })
  }
}
