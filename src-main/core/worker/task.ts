// Runs one piece of heavy work in a worker thread: progress, cancel, and a death that is an error, never a hang.
import { Worker } from 'node:worker_threads'
import { DeclaredError, cancelled, errorText } from '../../../src-shared/errors.ts'
import { type Failure, revived } from './failure.ts'

/** The typed protocol of a worker file: what goes in, what it reports, what comes out. */
export interface Task<Input, Progress, Output> {
  readonly input: Input
  readonly progress: Progress
  readonly output: Output
}

export type FromTask<Progress, Output> =
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'done'; readonly output: Output }
  | { readonly type: 'failed'; readonly failure: Failure }

export interface TaskOptions<Progress> {
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: Progress) => void) | undefined
}

/** How long a cancelled task may take to stop by itself, ms. */
const patience = 5000

/** Where a worker's file is: beside the caller, with the caller's own extension (sources run as .ts, builds as .js). */
export function workerFile(name: string, caller: string): URL {
  return new URL(`./${name}${caller.endsWith('.ts') ? '.ts' : '.js'}`, caller)
}

/**
 * Starts the worker, waits for its outcome. Throws what the task threw, CANCELLED after an abort,
 * WORKER_DIED when it ended without a word (out of memory, killed).
 */
export function runTask<T extends Task<unknown, unknown, unknown>>(
  file: URL,
  input: T['input'],
  options: TaskOptions<T['progress']> = {},
): Promise<T['output']> {
  const { signal, onProgress } = options
  if (signal?.aborted === true) return Promise.reject(cancelled('The work'))
  return new Promise((resolve, reject) => {
    const worker = new Worker(file, { workerData: input })
    let timer: NodeJS.Timeout | undefined
    let isSettled = false
    const onAbort = (): void => {
      worker.postMessage('cancel')
      timer = setTimeout(() => {
        settle(() => reject(cancelled('The work')))
      }, patience)
    }
    const settle = (outcome: () => void): void => {
      if (isSettled) return
      isSettled = true
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
      void worker.terminate().then(outcome, outcome)
    }
    signal?.addEventListener('abort', onAbort)
    worker.on('message', (message: FromTask<T['progress'], T['output']>) => {
      if (message.type === 'progress') onProgress?.(message.progress)
      else if (message.type === 'done') settle(() => resolve(message.output))
      else settle(() => reject(failed(message.failure, signal?.aborted === true)))
    })
    worker.on('error', (error: unknown) => {
      settle(() => reject(died(errorText(error), error)))
    })
    worker.on('exit', (code) => {
      settle(() =>
        reject(signal?.aborted === true ? cancelled('The work') : died(`exit code ${String(code)}`)),
      )
    })
  })
}

/** What a task threw; whoever called it off need not know what it failed of on its way. */
function failed(failure: Failure, isCalledOff: boolean): Error {
  const error = revived(failure)
  const isCancel = error instanceof DeclaredError && error.code === 'CANCELLED'
  return isCalledOff && !isCancel ? cancelled('The work') : error
}

function died(reason: string, cause?: unknown): DeclaredError {
  return new DeclaredError(
    'WORKER_DIED',
    `The worker thread ended before its work was done (${reason}). What it had saved is kept: start it again. ` +
      'If memory ran out, choose a shorter window or fewer files.',
    {},
    { cause },
  )
}
