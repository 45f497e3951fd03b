// The worker's side of task.ts.
import { parentPort, workerData } from 'node:worker_threads'
import { failureOf } from './failure.ts'
import type { FromTask, Task } from './task.ts'

/** Progress goes out at most this often, ms: the latest wins. */
const reportEvery = 50

/** Runs `work` on the input this worker was started with and reports its outcome. */
export function serveTask<T extends Task<unknown, unknown, unknown>>(
  work: (
    input: T['input'],
    on: { readonly signal: AbortSignal; readonly progress: (progress: T['progress']) => void },
  ) => Promise<T['output']>,
): void {
  const port = parentPort
  if (port === null) throw new Error('This file runs as a worker thread only.')
  const send = (message: FromTask<T['progress'], T['output']>): void => port.postMessage(message)
  const controller = new AbortController()
  // The only message that a task gets is its cancel.
  port.on('message', () => controller.abort())
  let reportedAt = Number.NEGATIVE_INFINITY
  const progress = (value: T['progress']): void => {
    const now = performance.now()
    if (now - reportedAt < reportEvery) return
    reportedAt = now
    send({ type: 'progress', progress: value })
  }
  // Work that throws before its first await must fail as a rejection does.
  const start = async (): Promise<T['output']> =>
    work(workerData as T['input'], { signal: controller.signal, progress })
  start()
    .then((output) => send({ type: 'done', output }))
    // Also where an outcome cannot be sent.
    .catch((error: unknown) => send({ type: 'failed', failure: failureOf(error) }))
}
