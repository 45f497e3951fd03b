// The worker's side of standing-worker.ts.
import { parentPort, workerData } from 'node:worker_threads'
import { failureOf } from './failure.ts'
import type { FromStanding, Standing, ToStanding } from './standing-worker.ts'

/** Makes what the requests share once from what the worker was started with, then answers each request with it. */
export function serveRequests<S extends Standing<unknown, unknown, unknown>>(
  prepare: (start: S['start']) => (request: S['request']) => S['answer'],
): void {
  const port = parentPort
  if (port === null) throw new Error('This file runs as a worker thread only.')
  const answer = prepare(workerData as S['start'])
  const send = (message: FromStanding<S['answer']>): void => port.postMessage(message)
  port.on('message', ({ id, request }: ToStanding<S['request']>) => {
    try {
      send({ id, answer: answer(request) })
    } catch (error) {
      send({ id, failure: failureOf(error) })
    }
  })
}
