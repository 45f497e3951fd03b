// Documents read by a thread of its own, while this one stores those before them.
import { Worker } from 'node:worker_threads'
import { DeclaredError, errorText } from '../../../src-shared/errors.ts'
import { type Reading, readingOf } from '../etl/reading.ts'
import { type Failure, revived } from '../worker/failure.ts'
import { workerFile } from '../worker/task.ts'
import type { AttachmentPart } from './attachments/attachment-part.ts'
import type { FoundDocument, FoundReport, ImportLimits, ReadOptions, SkippedPart } from './found-document.ts'

/** A found document as storing needs it: its text and its reading. */
export interface ReadDocument extends Omit<FoundDocument, 'jmx'> {
  readonly reading: Reading
}

/** The parsed document ends here: it would cost more to keep or to hand over than to parse. */
export function withReading({ jmx, ...rest }: FoundDocument): ReadDocument {
  return { ...rest, reading: readingOf(jmx, rest.time) }
}

export interface ReaderStart {
  readonly paths: readonly string[]
  /** Whether files of evidence are wanted. */
  readonly attachments: boolean
  /** Whether reports of others are wanted. */
  readonly reports: boolean
  readonly limits: Partial<ImportLimits>
}

/** Cancel, or: a part of an attachment, a report, or a parcel, has been taken in; a parcel's memory goes back for the next one. */
export type ToReader = 'cancel' | 'taken' | { readonly free: ArrayBuffer }

export type FromReader =
  | {
      readonly type: 'documents'
      /** The texts one after another. */
      readonly bytes: Uint8Array<ArrayBuffer>
      readonly documents: readonly (Omit<ReadDocument, 'text'> & { readonly length: number })[]
    }
  | { readonly type: 'attachment'; readonly part: AttachmentPart }
  | { readonly type: 'report'; readonly report: FoundReport }
  | { readonly type: 'skipped'; readonly part: SkippedPart }
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | { readonly type: 'end' }
  | { readonly type: 'failed'; readonly failure: Failure }

/** Parcels that the reader may be ahead. */
export const aheadMost = 4

function unpacked({ bytes, documents }: Extract<FromReader, { type: 'documents' }>): ReadDocument[] {
  let offset = 0
  return documents.map(({ length, ...document }) => {
    const text = Buffer.from(bytes.buffer, offset, length)
    offset += length
    return { ...document, text }
  })
}

/** Messages of the worker as they come; its death is a failure among them. */
async function* messagesOf(worker: Worker): AsyncGenerator<FromReader, void, undefined> {
  const queue: FromReader[] = []
  let wake: (() => void) | undefined
  const add = (message: FromReader): void => {
    queue.push(message)
    wake?.()
  }
  const dead = (reason: string): void => {
    const message = `The thread that reads the dump ended (${reason}). What it had read is kept: start the import again.`
    const failure = { code: 'WORKER_DIED' as const, message, data: {}, stack: undefined }
    add({ type: 'failed', failure })
  }
  worker.on('message', add)
  worker.on('error', (error: unknown) => dead(errorText(error)))
  worker.on('exit', (code) => dead(`exit code ${String(code)}`))
  for (;;) {
    const message = queue.shift()
    if (message !== undefined) yield message
    else {
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
}

/** As `readDocuments`, with the documents' readings instead of the documents; a batch's texts end with the next batch. */
export async function* readAhead(
  paths: readonly string[],
  options: ReadOptions,
): AsyncGenerator<readonly ReadDocument[], void, undefined> {
  const { signal, limits = {} } = options
  if (signal?.aborted === true) throw new DeclaredError('CANCELLED', 'Importing was cancelled.')
  const start: ReaderStart = {
    paths,
    limits,
    attachments: options.onAttachment !== undefined,
    reports: options.onReport !== undefined,
  }
  const worker = new Worker(workerFile('reading-worker', import.meta.url), { workerData: start })
  const onAbort = (): void => worker.postMessage('cancel' satisfies ToReader)
  signal?.addEventListener('abort', onAbort)
  try {
    for await (const message of messagesOf(worker)) {
      if (message.type === 'end') return
      if (message.type === 'failed') throw revived(message.failure)
      if (message.type === 'skipped') options.onSkipped(message.part)
      else if (message.type === 'attachment') {
        await options.onAttachment?.(message.part)
        worker.postMessage('taken' satisfies ToReader)
      } else if (message.type === 'report') {
        await options.onReport?.(message.report)
        worker.postMessage('taken' satisfies ToReader)
      } else if (message.type === 'progress') options.onProgress?.(message.done, message.total)
      else {
        yield unpacked(message)
        const back: ToReader = { free: message.bytes.buffer }
        worker.postMessage(back, [back.free])
      }
    }
  } finally {
    signal?.removeEventListener('abort', onAbort)
    await worker.terminate()
  }
}
