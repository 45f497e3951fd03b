// The worker's side of standing-worker.ts.
import { parentPort, workerData } from 'node:worker_threads'
import { failureOf } from './failure.ts'
import type { FromStanding, Operations, ToStanding } from './standing-worker.ts'

/**
 * Makes the operations once from what the worker was started with, then answers each request by one of them. An
 * operation that awaits lets others run meanwhile.
 */
export function serveRequests(prepare: (start: unknown) => Operations): void {
  const port = parentPort
  if (port === null) throw new Error('This file runs as a worker thread only.')
  const operations = prepare(workerData)
  const send = (message: FromStanding): void => port.postMessage(message)
  const answer = async ({ id, operation, request }: ToStanding): Promise<void> => {
    try {
      send({ id, answer: await operations[operation]?.(request as never) })
    } catch (error) {
      send({ id, failure: failureOf(error) })
    }
  }
  port.on('message', (message: ToStanding) => void answer(message))
}
