// Records a NameNode's /jmx into a dump: a line per poll, each compressed on its own, so that nothing is lost at kill -9.
import { open } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import zlib from 'node:zlib'
import { cancelled, errorText } from '../../../src-shared/errors.ts'
import { dumpLine } from '../dump-line.ts'
import type { Clock } from '../host.ts'
import { parseJson } from '../importer/json-text.ts'
import { garbled } from './broken-answer.ts'
import { pollLimit } from './deadline.ts'
import { JmxSession, type Poll } from './jmx-session.ts'
import { splitLogin, systemTls } from './jmx-target.ts'
import { prepareForMore } from './recorded-file.ts'

export interface RecordOptions {
  /** User and password in it are sent as basic authentication. */
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

/** The first poll may take this long whatever the distance, ms: without it there is no recording. */
const firstLimit = 30_000

function compressor(file: string): (line: Buffer) => Buffer {
  if (file.endsWith('.gz')) return (line) => zlib.gzipSync(line)
  if (file.endsWith('.zst')) return (line) => zlib.zstdCompressSync(line)
  return (line) => line
}

function newSession({ url, clock }: RecordOptions): JmxSession {
  const { url: bare, authentication, password } = splitLogin(url)
  const target = { url: bare, authentication, tls: systemTls, requests: 'full' } as const
  return new JmxSession(target, { clock, secret: () => Promise.resolve(password) })
}

/** Reads one document that can be read again from the file later. */
async function polled(session: JmxSession, { url, signal }: RecordOptions, timeoutMs: number): Promise<Poll> {
  const poll = await session.poll(timeoutMs, signal)
  try {
    parseJson(poll.body.toString())
  } catch (error) {
    throw garbled(url, error)
  }
  return poll
}

/** The first answer; being stopped while it is awaited is no failure of the NameNode. */
async function firstPoll(session: JmxSession, options: RecordOptions): Promise<Poll> {
  const { signal } = options
  try {
    return await polled(session, options, firstLimit)
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
  const session = newSession(options)
  try {
    return await recordBy(session, options)
  } finally {
    await session.close()
  }
}

async function recordBy(
  session: JmxSession,
  options: RecordOptions,
): Promise<{ recorded: number; failed: number }> {
  const { clock, signal, onPoll, every, duration } = options
  const compress = compressor(options.file)
  const startedAt = clock.now()
  const first = await firstPoll(session, options)
  const file = await open(options.file, 'a+')
  let recorded = 0
  let failed = 0
  const keep = async ({ time, body }: Poll): Promise<void> => {
    await file.appendFile(compress(dumpLine(time, body)))
    recorded += 1
    onPoll?.({ recorded, failed })
  }
  try {
    await prepareForMore(file, options.file)
    await keep(first)
    for (;;) {
      // Counted from the start, so that the time a poll takes does not add up; polls that were missed are not made up for.
      const dueAt = startedAt + (Math.floor((clock.now() - startedAt) / every) + 1) * every
      if (duration !== undefined && dueAt - startedAt >= duration) break
      await wait(Math.max(0, dueAt - clock.now()), undefined, { signal })
      try {
        await keep(await polled(session, options, pollLimit(every)))
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
