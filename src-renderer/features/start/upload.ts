// One upload over HTTP as a bare body: by XMLHttpRequest, since fetch does not tell how much has been sent.
import { ORPCError } from '@orpc/client'
import { Job } from '../../../src-shared/contract/jobs.ts'
import { problemIn } from '../../client.ts'
import { sessionToken } from '../../state/token.ts'
import type { Parcel } from './uploads-of.ts'

interface UploadOptions {
  /** Bytes that have been sent. */
  readonly onSent: (bytes: number) => void
  readonly signal: AbortSignal
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Sends a file; the job imports it. Throws what the core answered as ORPCError, CANCELLED after an abort, else an Error: offline. */
export function upload({ name, content }: Parcel, { onSent, signal }: UploadOptions): Promise<Job> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api/imports/upload?name=${encodeURIComponent(name)}`)
    request.setRequestHeader('content-type', 'application/octet-stream')
    const token = sessionToken()
    if (token !== undefined) request.setRequestHeader('authorization', `Bearer ${token}`)
    request.upload.addEventListener('progress', ({ loaded }) => onSent(loaded))
    request.addEventListener('load', () => {
      const body = jsonOf(request.responseText)
      const job = Job.safeParse(body)
      if (job.success) resolve(job.data)
      else reject(problemIn(body) ?? new Error(`The upload was answered ${String(request.status)}.`))
    })
    request.addEventListener('error', () => reject(new Error('The upload was cut off.')))
    request.addEventListener('abort', () =>
      reject(new ORPCError('CANCELLED', { message: 'Upload cancelled.' })),
    )
    signal.addEventListener('abort', () => request.abort())
    request.send(content)
  })
}
