// Thread dumps: jstack's and kill -3's (`"name" #12 … / \tat frame`), and those of /stacks (ReflectionUtils.printThreadInfo).
import type { ClockKind, ThreadDump } from './attachment-part.ts'
import { handlerDoing } from './handler-doing.ts'
import { lineTime } from './log-time.ts'

/** `IPC Server handler 12 on 8020`, in 3.x `… on default port 8020`. */
const handler = /^IPC Server handler \d+ on /
const jstackThread = /^"(.*)" (?:#\d+|daemon|prio=|\[)/
const stacksThread = /^Thread \d+ \((.*)\):$/
const jstackFrame = /^\s+at (?:[\w.@-]*\/{1,2})?([\w.$<>/]+)\(/
const stacksFrame = /^ {4}(?:[\w.@-]*\/{1,2})?([\w.$<>/]+)\(/
const begins = /^(?:Full thread dump |Process Thread Dump:)/
const ofNamenode = /\.hdfs\.server\.(?:namenode|blockmanagement)\./
const mostFrames = 200
/** Different things that handlers of one dump do; of more nobody learns anything. */
const mostDoings = 1000

export class ThreadDumps {
  readonly #otherwise: number
  #clock: ClockKind | undefined
  /** A time that stands on a line of its own: jstack's, right before its dump. */
  #stamp: number | undefined
  #time: number | undefined
  #doing = new Map<string, number>()
  #frames: string[] | undefined
  #closed: ThreadDump[] = []
  count = 0
  /** Whether a thread runs in classes of the NameNode: handlers of that name other daemons have as well. */
  isOfNamenode = false

  /** `otherwise`: when a dump was taken that does not say so itself, epoch ms. */
  constructor(otherwise: number) {
    this.#otherwise = otherwise
  }

  /** `utc` where the dumps say no time themselves. */
  get clock(): ClockKind {
    return this.#clock ?? 'utc'
  }

  /** Takes whole lines. */
  push(text: string): void {
    for (const line of text.split('\n')) this.#take(line.trimEnd())
  }

  /** Dumps that are complete; `isLast`: all. */
  closed(isLast: boolean): ThreadDump[] {
    if (isLast) this.#endDump()
    const closed = this.#closed
    this.#closed = []
    return closed
  }

  #take(line: string): void {
    if (begins.test(line)) this.#beginDump()
    else if (/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(line)) this.#stamp = lineTime(line, 0)?.time
    else {
      const name = (jstackThread.exec(line) ?? stacksThread.exec(line))?.[1]
      if (name !== undefined) {
        this.#endThread()
        if (handler.test(name)) this.#frames = []
        return
      }
      if (ofNamenode.test(line)) this.isOfNamenode = true
      const frame = (jstackFrame.exec(line) ?? stacksFrame.exec(line))?.[1]
      if (frame !== undefined && this.#frames !== undefined && this.#frames.length < mostFrames)
        this.#frames.push(frame)
    }
  }

  #beginDump(): void {
    this.#endDump()
    // A file of dumps with times and without would have two clocks; the first one's holds.
    this.#clock ??= this.#stamp === undefined ? 'utc' : 'wall'
    this.#time = (this.#clock === 'wall' ? this.#stamp : undefined) ?? this.#otherwise
  }

  #endThread(): void {
    if (this.#frames === undefined) return
    // A copy: a part of its line would keep the line's whole block in memory.
    const doing = Buffer.from(handlerDoing(this.#frames).slice(0, 200)).toString()
    const isCounted = this.#doing.size < mostDoings || this.#doing.has(doing)
    if (isCounted) this.#doing.set(doing, (this.#doing.get(doing) ?? 0) + 1)
    this.#frames = undefined
  }

  #endDump(): void {
    this.#endThread()
    if (this.#time === undefined) return
    const handlers = [...this.#doing].toSorted((left, right) => right[1] - left[1])
    this.#closed.push({ time: this.#time, handlers })
    this.count += 1
    this.#time = undefined
    this.#doing = new Map()
  }
}
