// Whether tfjs-node can be used on this machine. Found out in a process of its own: a native library that does not fit
// takes its process down.
import { type ExecFileException, execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { workerFile } from '../worker/task.ts'

/** What a trial came to: null for an end by itself without an error. */
interface Trial {
  readonly failure: ExecFileException | null
  readonly stdout: string
  readonly stderr: string
}

/** Ends a trial early. */
export interface TrialOptions {
  readonly signal?: AbortSignal | undefined
  /** ms, 30 s by default: a library of hundreds of MB is read from a slow disk in that. */
  readonly limit?: number
}

/**
 * Why tfjs-node does not train here, in words that follow its name, or undefined where it does. Takes seconds where it
 * is installed. Ended by the signal it is one more objection: who gave the signal does not ask for the reason.
 */
export async function tfjsNodeObjection(options: TrialOptions = {}): Promise<string | undefined> {
  try {
    createRequire(import.meta.url).resolve('@tensorflow/tfjs-node')
  } catch {
    return 'is not installed'
  }
  const { signal, limit = 30_000 } = options
  const { failure, stdout, stderr } = await trial(limit, signal)
  if (failure === null) return undefined
  const verb = stdout.includes('started') ? 'does not compute' : 'does not start'
  if (failure.killed === true) return `is installed, but ${verb} within ${String(limit / 1000)} s`
  const lines = stderr.split('\n').map((line) => line.trim())
  const end = failure.signal ?? `it ends with status ${String(failure.code)}`
  const reason = lines.find((line) => /^[A-Za-z]*Error\b/.test(line)) ?? end
  return `is installed, but ${verb} (${reason})`
}

function trial(limit: number, signal: AbortSignal | undefined): Promise<Trial> {
  const program = fileURLToPath(workerFile('tfjs/tfjs-node-trial', import.meta.url))
  // In Electron the executable is Electron, which this makes a plain Node.
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
  const options = { env, signal, timeout: limit, killSignal: 'SIGKILL' } as const
  return new Promise((resolve) => {
    execFile(process.execPath, [program], options, (failure, stdout, stderr) =>
      resolve({ failure, stdout, stderr }),
    )
  })
}
