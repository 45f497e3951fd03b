// A file that holds evidence instead of documents: recognised by its content and read as it streams by.
import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { InputDamage } from '../intake.ts'
import type { Leaf } from '../leaves.ts'
import type { Reading } from '../reading.ts'
import { isPlausibleTime, nameTime } from '../time-text.ts'
import type { AttachmentKind } from '../../../../src-shared/contract/imports.ts'
import type { AttachmentPart, SendPart } from './attachment-part.ts'
import { configurationBytes, readConfiguration } from './configuration.ts'
import { GcLog } from './gc-log.ts'
import { HadoopLog, type LogFacts } from './hadoop-log.ts'
import { LogText } from './log-text.ts'
import { mayBeRecognised, recognise, recognisedBytes } from './recognise.ts'
import { ThreadDumps } from './thread-dumps.ts'

/** Bytes that tell a log from others: its first lines, whose times have ms. */
const headBytes = 4096

/** GC logs of all daemons look alike: that one is not the NameNode's only its name, or its folder's, can say. */
const ofOtherDaemon =
  /secondarynamenode|datanode|journalnode|nodemanager|resourcemanager|historyserver|timelineserver|zkfc|hbase|regionserver|hive|spark|zookeeper|kafka|solr|elastic|impala|kms|httpfs|dfsrouter|balancer/i

/** Files of evidence in one import: far more than people collect, and few enough to list. */
const mostFiles = 10_000

function isOfOtherDaemon(name: string): boolean {
  const near = name.split(/[/\\]/).slice(-2).join('/')
  return ofOtherDaemon.test(near) && !/(?<!secondary)namenode/i.test(near)
}

/** The file's time, epoch ms; 0 where an archive says one that cannot be. */
const mtimeOf = ({ mtime }: Leaf): number => (isPlausibleTime(mtime) ? Math.round(mtime) : 0)

/** What a part is about, before the file has a key. */
type Told = AttachmentPart extends infer Part
  ? Part extends { key: number }
    ? Omit<Part, 'key'>
    : never
  : never

/** Reads files of evidence; one for all files of an import. */
export class AttachmentReader {
  readonly #reading: Reading
  readonly #send: SendPart
  #keys = 0

  constructor(reading: Reading, send: SendPart) {
    this.#reading = reading
    this.#send = send
  }

  /** Reads the leaf where it is a file of evidence; false where it is to be read as documents. */
  async read(leaf: Leaf): Promise<boolean> {
    if (!mayBeRecognised(leaf.content.buffered)) return false
    await leaf.content.fill(recognisedBytes)
    const head = leaf.content.buffered
    const found = recognise(head.subarray(0, recognisedBytes))
    if (found === undefined) return false
    if (typeof found === 'object') this.#reading.skipped(leaf.place, found.unread)
    else if (this.#keys >= mostFiles)
      this.#reading.skipped(
        leaf.place,
        `more than ${mostFiles} configurations, thread dumps and logs at once`,
      )
    else if (found === 'gc' && isOfOtherDaemon(leaf.name))
      this.#reading.skipped(leaf.place, 'a GC log, by its name of another daemon than the NameNode')
    else if (found === 'xml' || found === 'json') await this.#configuration(leaf, found)
    else await this.#log(leaf, found, createHash('sha256').update(head.subarray(0, headBytes)).digest('hex'))
    return true
  }

  async #configuration(leaf: Leaf, format: 'xml' | 'json'): Promise<void> {
    const pieces: Buffer[] = []
    let size = 0
    for await (const piece of this.#pieces(leaf)) {
      size += piece.length
      if (size > configurationBytes) {
        const reason = `a configuration of more than ${configurationBytes} bytes is not read`
        this.#reading.skipped(leaf.place, reason)
        return
      }
      pieces.push(piece)
    }
    const bytes = Buffer.concat(pieces)
    const isLatin = /^[^>]{0,100}encoding=["'](?:iso-8859-1|us-ascii|windows-1252)["']/i.test(
      bytes.toString('latin1', 0, 200),
    )
    const text = bytes.toString(isLatin ? 'latin1' : 'utf8').replace(/^\uFEFF/, '')
    const found = readConfiguration(text, format, lastPart(leaf.name))
    if (typeof found === 'string') {
      this.#reading.skipped(leaf.place, found)
      return
    }
    const { name, settings, secrets, includes, head } = found
    if (includes > 0)
      this.#reading.skipped(
        leaf.place,
        `${includes} of its includes (not followed): import those files as well`,
      )
    const tell = await this.#begin('configuration', leaf, name)
    await tell({ type: 'settings', settings })
    const facts = { clock: 'utc', first: null, last: null, unread: 0 } as const
    await tell({ type: 'end', head, size, ...facts, count: settings.length, secrets })
  }

  async #log(leaf: Leaf, kind: 'log' | 'gc' | 'stacks', head: string): Promise<void> {
    const text = new LogText()
    const log = kind === 'log' ? this.#hadoop(leaf) : kind === 'gc' ? this.#gc(leaf) : this.#stacks(leaf)
    let size = 0
    const all = createHash('sha256')
    for await (const piece of this.#pieces(leaf)) {
      size += piece.length
      if (kind === 'stacks') all.update(piece)
      log.push(text.push(piece))
      await log.send(false)
      await setImmediate()
      this.#reading.check()
    }
    log.push(text.finish())
    await log.send(true)
    // Two dumps of idle threads may well begin alike, and do not grow.
    await log.end(kind === 'stacks' ? all.digest('hex') : head, size)
    if (text.cut > 0)
      this.#reading.skipped(leaf.place, `${text.cut} lines longer than 64 KiB: their ends were left out`)
  }

  #hadoop(leaf: Leaf) {
    const log = new HadoopLog()
    const audit = this.#lazily('audit', leaf)
    const messages = this.#lazily('namenode', leaf)
    return {
      push: (text: string): void => log.push(text),
      send: async (isLast: boolean): Promise<void> => {
        const { buckets, events } = log.closed(isLast)
        if (buckets.length > 0) await (await audit())({ type: 'audit', buckets })
        if (events.length > 0) await (await messages())({ type: 'events', events })
      },
      end: async (head: string, size: number): Promise<void> => {
        for (const [tell, facts] of [
          [audit, log.audit],
          [messages, log.messages],
        ] as const) {
          if (facts.count > 0) await (await tell())(endOf(facts, head, size))
        }
        if (log.audit.count + log.messages.count === 0)
          this.#reading.skipped(leaf.place, 'a log without a line that could be read')
      },
    }
  }

  #gc(leaf: Leaf) {
    const log = new GcLog()
    const tell = this.#lazily('gc', leaf)
    return {
      push: (text: string): void => log.push(text),
      send: async (isLast: boolean): Promise<void> => {
        const events = log.closed(isLast)
        if (events.length > 0) await (await tell())({ type: 'events', events })
      },
      end: async (head: string, size: number): Promise<void> => {
        if (log.facts.count > 0) await (await tell())(endOf(log.facts, head, size))
        else this.#reading.skipped(leaf.place, 'a GC log whose lines say no time')
      },
    }
  }

  #stacks(leaf: Leaf) {
    const dumps = new ThreadDumps(nameTime(leaf.name) ?? mtimeOf(leaf))
    const tell = this.#lazily('stacks', leaf)
    const span: { first: number | null; last: number | null } = { first: null, last: null }
    return {
      push: (text: string): void => dumps.push(text),
      send: async (isLast: boolean): Promise<void> => {
        for (const dump of dumps.closed(isLast)) {
          span.first = Math.min(span.first ?? dump.time, dump.time)
          span.last = Math.max(span.last ?? dump.time, dump.time)
          await (
            await tell()
          )({ type: 'dump', dump })
        }
      },
      end: async (head: string, size: number): Promise<void> => {
        const { count, clock } = dumps
        if (!dumps.isOfNamenode) {
          // Without an end nothing of it stays.
          this.#reading.skipped(leaf.place, 'thread dumps, but none of a NameNode')
          return
        }
        await (
          await tell()
        )({ type: 'end', head, size, clock, ...span, count, unread: 0, secrets: 0 })
      },
    }
  }

  /** The leaf's pieces; damage ends them, and is told. */
  async *#pieces(leaf: Leaf): AsyncGenerator<Buffer, void, undefined> {
    try {
      for await (const piece of leaf.content.rest()) {
        this.#reading.inflated(piece.length, leaf.place)
        yield piece
      }
    } catch (error) {
      if (!(error instanceof InputDamage)) throw error
      this.#reading.damaged(leaf.place, error)
    }
  }

  /** Begins a file of evidence at its first part: a log may turn out to hold none of it. */
  #lazily(kind: AttachmentKind, leaf: Leaf): () => Promise<(told: Told) => Promise<void>> {
    let tell: Promise<(told: Told) => Promise<void>> | undefined
    return () => (tell ??= this.#begin(kind, leaf, lastPart(leaf.name)))
  }

  async #begin(kind: AttachmentKind, leaf: Leaf, name: string): Promise<(told: Told) => Promise<void>> {
    const key = this.#keys
    this.#keys += 1
    await this.#send({ type: 'begin', key, kind, name, place: leaf.place, mtime: mtimeOf(leaf) })
    return async (told) => this.#send({ ...told, key })
  }
}

/** The file's own name, for people: no control characters, no endless one. */
const lastPart = (name: string): string =>
  (name.split(/[/\\]/).at(-1) ?? name).slice(0, 200).replace(/\p{Cc}/gu, '?')

function endOf({ clock, span, count, unread }: LogFacts, head: string, size: number): Told {
  const { first, last } = span
  return { type: 'end', head, size, clock, first, last, count, unread, secrets: 0 }
}
