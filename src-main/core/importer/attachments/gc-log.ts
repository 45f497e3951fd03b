// GC logs: JDK 8's (-XX:+PrintGCDetails, +PrintGCApplicationStoppedTime; ParNew, CMS, Parallel, G1) and the unified one of JDK 9 on.
import type { ClockKind, LogEvent } from './attachment-part.ts'
import { EventDigest } from './event-digest.ts'
import type { LogFacts } from './hadoop-log.ts'
import { TimeSpan, lineTime } from './log-time.ts'

const looked = 4096

/** JDK 8: `2026-11-22T15:54:20.123+0000: 12.345: `, either part may be missing. */
const oldStamp = /^(?:(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.,]\d{3}[+-]\d{4}): )?(?:(\d+[.,]\d{3}): )?/
/** JDK 9: `[2026-11-22T15:54:20.123+0000][12.345s][info][gc] `. */
const newStamp = /^(?:\[[^\]]{0,80}\])+ ?/
/** Time behind which a pause of JDK 8 ends its line: of the whole of it, not of its parts. */
const oldEnd = /, (\d+[.,]\d+) secs\](?: \[Times: .*)?$/
/** `GC(12) Pause Young (Normal) (G1 Evacuation Pause) 512M->20M(1024M) 12.345ms`. */
const newPause = /^GC\(\d+\) (Pause .*?)(?: \d+\w->\d+\w ?\(\d+\w\))? (\d+[.,]\d+)ms$/
/** Safepoints: JDK 8 to 12 in seconds, later ones in ns. */
const stopped = /^Total time for which application threads were stopped: (\d+[.,]\d+) seconds/
const safepoint = /^Safepoint "([^"]*)".* Total: *(\d+) ns/

const numeral = (text: string | undefined): number => Number((text ?? 'NaN').replace(',', '.'))

/** Longest time since a start that is believed, ms: 30 years. */
const longestUptime = 1e12

interface Stamp {
  readonly time: number
  readonly clock: ClockKind
  /** Where the message begins. */
  readonly behind: number
}

function stampOf(line: string): Stamp | undefined {
  if (line.startsWith('[')) {
    const stamps = newStamp.exec(line)?.[0] ?? ''
    const at = /\[(?=\d{4}-\d\d-\d\dT)/.exec(stamps)
    const wall = at === null ? undefined : lineTime(line, at.index + 1)
    if (wall !== undefined) return { ...wall, behind: stamps.length }
    const [, uptime, unit] = /\[(\d+(?:[.,]\d+)?)(s|ms)\]/.exec(stamps) ?? []
    return sinceStart(numeral(uptime) * (unit === 's' ? 1000 : 1), stamps.length)
  }
  const [stamp = '', wall, uptime] = oldStamp.exec(line) ?? []
  if (wall !== undefined) {
    const time = lineTime(wall, 0)
    if (time !== undefined) return { ...time, behind: stamp.length }
  }
  return uptime === undefined ? undefined : sinceStart(numeral(uptime) * 1000, stamp.length)
}

function sinceStart(time: number, behind: number): Stamp | undefined {
  return time <= longestUptime ? { time, clock: 'uptime', behind } : undefined
}

/** What a collection of JDK 8 is called here. */
function oldName(text: string): string {
  if (text.includes('concurrent mode failure')) return 'CMS concurrent mode failure'
  const full = /\[Full GC(?: \([^[]*?\)(?=[ [\d]))?/.exec(text)
  if (full !== null) return full[0].slice(1)
  const parts = [
    ['CMS Final Remark', 'CMS Final Remark'],
    ['CMS Initial Mark', 'CMS Initial Mark'],
    ['[ParNew', 'ParNew'],
    ['[PSYoungGen', 'PS Scavenge'],
    ['(mixed)', 'G1 mixed'],
    ['(young)', 'G1 young'],
    ['[GC remark', 'G1 remark'],
    ['[GC cleanup', 'G1 cleanup'],
  ] as const
  return parts.find(([part]) => text.includes(part))?.[1] ?? 'GC'
}

export class GcLog {
  readonly #digest = new EventDigest()
  readonly #span = new TimeSpan()
  #clock: ClockKind | undefined
  #lines = 0
  #unread = 0
  /** A pause of JDK 8 whose line goes on. */
  #begun: { readonly time: number; text: string } | undefined
  /** ms of pauses since the latest safepoint that was told: they are in its time. */
  #collected = 0
  /** When the latest of them ended. */
  #collectedUntil = -Infinity

  /** Takes whole lines. */
  push(text: string): void {
    for (const line of text.split('\n')) {
      if (line !== '') this.#take(line.slice(0, looked).trimEnd())
    }
  }

  /** Events that are complete; `isLast`: all. */
  closed(isLast: boolean): LogEvent[] {
    return this.#digest.closed(isLast)
  }

  get facts(): LogFacts {
    const [count, unread] = [this.#lines, this.#unread]
    return { kind: 'gc', clock: this.#clock ?? 'uptime', span: this.#span, count, unread }
  }

  #take(line: string): void {
    const stamp = stampOf(line)
    this.#clock ??= stamp?.clock
    // Of two clocks the first one holds: their times cannot be told apart afterwards.
    if (stamp?.clock !== this.#clock || stamp === undefined) this.#goOn(line)
    else this.#stamped(line, stamp)
  }

  #stamped(line: string, stamp: Stamp): void {
    this.#lines += 1
    this.#span.add(stamp.time)
    const message = line.slice(stamp.behind)
    if (!this.#unified(message, stamp.time)) this.#old(message, stamp.time)
  }

  #unified(message: string, time: number): boolean {
    const [, name, took] = newPause.exec(message) ?? []
    if (name !== undefined) this.#pause(time - numeral(took), numeral(took), name)
    const seconds = stopped.exec(message)?.[1]
    if (seconds !== undefined) this.#stop(time, numeral(seconds) * 1000, '')
    const [, reason, ns] = safepoint.exec(message) ?? []
    if (reason !== undefined) this.#stop(time, Number(ns) / 1e6, reason)
    return name !== undefined || seconds !== undefined || reason !== undefined
  }

  #old(message: string, time: number): void {
    if (!/^\[(?:Full )?GC/.test(message) || message.startsWith('[GC concurrent')) {
      this.#goOn(message)
      return
    }
    if (this.#begun !== undefined) this.#unread += 1
    this.#begun = { time, text: '' }
    this.#goOn(message)
  }

  #goOn(text: string): void {
    const begun = this.#begun
    if (begun === undefined) return
    begun.text = `${begun.text}${text}`.slice(0, looked)
    const seconds = oldEnd.exec(text)?.[1]
    if (seconds === undefined) return
    this.#begun = undefined
    this.#pause(begun.time, numeral(seconds) * 1000, oldName(begun.text))
  }

  #pause(time: number, ms: number, who: string): void {
    this.#collected += ms
    this.#collectedUntil = time + ms
    this.#digest.add({ kind: 'gc', time, ms, who, user: null, path: null })
  }

  /** A safepoint: where collections do not explain it, a pause of its own. */
  #stop(end: number, ms: number, reason: string): void {
    const rest = this.#collectedUntil < end - ms ? ms : ms - this.#collected
    this.#collected = 0
    if (rest < ms / 2) return
    const who = reason === '' ? '' : `safepoint ${reason}`
    this.#digest.add({ kind: 'gc', time: end - ms, ms, who, user: null, path: null })
  }
}
