// Records a NameNode's /jmx into a dump: a line per poll, each compressed on its own, so that nothing is lost at kill -9.
import { open } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import zlib from 'node:zlib'
import { DeclaredError, cancelled, errorText } from '../../../src-shared/errors.ts'
import { dumpLine } from '../dump-line.ts'
import { asJmxDocument } from '../etl/document.ts'
import type { Clock } from '../host.ts'
import { parseJson } from '../importer/json-text.ts'
import { fetchJmx, shownUrl } from './jmx-client.ts'
import { prepareForMore } from './recorded-file.ts'

export interface RecordOptions {
  readonly url: URL
  readonly file: string
  /** ms between polls. */
  readonly every: number
  /** ms in all; until stopped where undefined. */
  readonly duration: number | undefined
  readonly clock: Clock
  readonly signal: AbortSignal
  /** After each poll; `error` says why one failed. */
  readonly onPoll?: (poll: {
    readonly recorded: number
    readonly failed: number
    readonly error?: string
  }) => void
}

/** A poll may take this long at most, ms. */
const longestPoll = 30_000

function compressor(file: string): (line: Buffer) => Buffer {
  if (file.endsWith('.gz')) return (line) => zlib.gzipSync(line)
  if (file.endsWith('.zst')) return (line) => zlib.zstdCompressSync(line)
  return (line) => line
}

function checkDocument(document: Buffer, url: URL): void {
  let beans: number | undefined
  try {
    beans = asJmxDocument(parseJson(document.toString()))?.beans.length
  } catch {
    beans = undefined
  }
  if (beans !== undefined && beans > 0) return
  throw new DeclaredError(
    'UNREADABLE',
    `${shownUrl(url)} answered without beans: wanted {"beans": […]} as a NameNode serves it. Is this its HTTP port?`,
  )
}

/** The first answer; being stopped while it is awaited is no failure of the NameNode. */
async function firstDocument(url: URL, signal: AbortSignal): Promise<Buffer> {
  try {
    return await fetchJmx(url, longestPoll, signal)
  } catch (error) {
    if (signal.aborted) throw cancelled('The recording')
    throw error
  }
}

/**
 * Polls until the time is over or the signal comes; returns how many polls were recorded and how many failed.
 * Throws when the first poll fails; later failures are counted, a NameNode may restart meanwhile.
 */
export async function record(options: RecordOptions): Promise<{ recorded: number; failed: number }> {
  const { url, clock, signal, onPoll } = options
  const compress = compressor(options.file)
  const startedAt = clock.now()
  const first = await firstDocument(url, signal)
  checkDocument(first, url)
  const file = await open(options.file, 'a+')
  let recorded = 0
  let failed = 0
  const keep = async (time: number, document: Buffer): Promise<void> => {
    await file.appendFile(compress(dumpLine(time, document)))
    recorded += 1
    onPoll?.({ recorded, failed })
  }
  try {
    await prepareForMore(file, options.file)
    await keep(startedAt, first)
    for (;;) {
      // Counted from the start, so that the time a poll takes does not add up; polls that were missed are not made up for.
      const dueAt = startedAt + (Math.floor((clock.now() - startedAt) / options.every) + 1) * options.every
      if (options.duration !== undefined && dueAt - startedAt >= options.duration) break
      await wait(Math.max(0, dueAt - clock.now()), undefined, { signal })
      try {
        const time = clock.now()
        const document = await fetchJmx(url, Math.min(longestPoll, Math.max(1000, options.every)), signal)
        checkDocument(document, url)
        await keep(time, document)
      } catch (error) {
        signal.throwIfAborted()
        failed += 1
        onPoll?.({ recorded, failed, error: errorText(error) })
      }
    }
  } catch (error) {
    // Being stopped is how a recording without an end ends.
    if (!signal.aborted) throw error
  } finally {
    await file.close()
  }
  return { recorded, failed }
}
