// Worker: reads documents ahead of the thread that stores them. Parsing and storing take about as long as each other's
// other half (inflating, compressing), so two threads keep two processors busy.
import { parentPort, workerData } from 'node:worker_threads'
import { failureOf } from '../worker/failure.ts'
import type { AttachmentPart } from './attachments/attachment-part.ts'
import type { FoundDocument, FoundReport } from './found-document.ts'
import { readDocuments } from './read-documents.ts'
import {
  type FromReader,
  type ReaderStart,
  type ToReader,
  type ReadDocument,
  aheadMost,
  withReading,
} from './read-ahead.ts'

/** Documents handed over together, and bytes past which a parcel is closed early. */
const parcelDocuments = 30
const parcelBytes = 16 * 2 ** 20
/** Memory of a usual parcel: each fits those that came back. */
const usualBytes = 4 * 2 ** 20

const port = parentPort
if (port === null) throw new Error('This file runs as a worker thread only.')
const send = (message: FromReader, transfer: ArrayBuffer[] = []): void => port.postMessage(message, transfer)

const controller = new AbortController()
let ahead = 0
/** Memory of parcels that the other thread has taken in: fresh megabytes for each would cost more than the copy. */
const free: ArrayBuffer[] = []
let wake: (() => void) | undefined
port.on('message', (message: ToReader) => {
  if (message === 'cancel') controller.abort()
  else {
    ahead -= 1
    if (message !== 'taken') free.push(message.free)
  }
  wake?.()
})

/** Waits while the other thread lags behind. */
async function mayGoOn(): Promise<void> {
  while (ahead >= aheadMost && !controller.signal.aborted) {
    await new Promise<void>((resolve) => {
      wake = resolve
    })
  }
}

type Parcelled = Omit<ReadDocument, 'text'>

class Parcel {
  #texts: Buffer[] = []
  #documents: Parcelled[] = []
  bytes = 0

  get count(): number {
    return this.#documents.length
  }

  add(found: FoundDocument): void {
    const { text, ...document } = withReading(found)
    this.#texts.push(text)
    this.bytes += text.length
    this.#documents.push(document)
  }

  /** Hands all over in one buffer. */
  async send(): Promise<void> {
    if (this.count === 0) return
    const memory = free.pop()
    const isEnough = memory !== undefined && memory.byteLength >= this.bytes
    const bytes = new Uint8Array(isEnough ? memory : new ArrayBuffer(Math.max(usualBytes, this.bytes)))
    let offset = 0
    for (const text of this.#texts) {
      bytes.set(text, offset)
      offset += text.length
    }
    const documents = this.#documents.map((one, index) => ({
      ...one,
      length: this.#texts[index]?.length ?? 0,
    }))
    this.#texts = []
    this.#documents = []
    this.bytes = 0
    ahead += 1
    send({ type: 'documents', bytes, documents }, [bytes.buffer])
    await mayGoOn()
  }
}

async function sendAttachment(part: AttachmentPart): Promise<void> {
  ahead += 1
  send({ type: 'attachment', part })
  await mayGoOn()
}

async function sendReport(report: FoundReport): Promise<void> {
  ahead += 1
  send({ type: 'report', report })
  await mayGoOn()
}

async function read({ paths, limits, attachments, reports }: ReaderStart): Promise<void> {
  const parcel = new Parcel()
  const found = readDocuments(paths, {
    signal: controller.signal,
    limits,
    onSkipped: (part) => send({ type: 'skipped', part }),
    onProgress: (done, total) => send({ type: 'progress', done, total }),
    ...(attachments ? { onAttachment: sendAttachment } : {}),
    ...(reports ? { onReport: sendReport } : {}),
  })
  try {
    for await (const documents of found) {
      for (const document of documents) {
        parcel.add(document)
        if (parcel.count >= parcelDocuments || parcel.bytes >= parcelBytes) await parcel.send()
      }
    }
  } finally {
    // What was read before a cancel or an error is kept.
    await parcel.send()
  }
}

read(workerData as ReaderStart)
  .then(() => send({ type: 'end' }))
  .catch((error: unknown) => send({ type: 'failed', failure: failureOf(error) }))
