// The process of the core while a spec drives the screens.
import type { ChildProcess } from 'node:child_process'

/** The window's size where a spec does not choose one, CSS pixels. */
export const appSize = { width: 1280, height: 800 } as const

/** Collects what a process prints from now on. */
export function outputOf(child: ChildProcess): () => string {
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (piece: string) => {
      text += piece
    })
  }
  return () => text
}

/** How long a process that was told to end may take, ms. */
const endsWithin = 30_000

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null

/** Waits for a process that was told to end; one that does not is killed, which is an error. */
export async function ended(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return
  const timer = setTimeout(() => child.kill('SIGKILL'), endsWithin)
  await new Promise((resolve) => child.once('exit', resolve))
  clearTimeout(timer)
  if (child.signalCode === 'SIGKILL')
    throw new Error(`The core's process did not end within ${endsWithin} ms.`)
}

/** Ends a process as a crash would. */
export async function killed(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await gone
}
