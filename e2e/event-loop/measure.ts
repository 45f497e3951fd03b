// `node --import ./e2e/event-loop/measure.ts …`: notes how long the main thread of a process was busy at a stretch.
import { createWriteStream } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { isMainThread } from 'node:worker_threads'
import { measureVariable, resolution } from './busy-notes.ts'

/** Between two notes, ms. */
const every = 100

const file = process.env[measureVariable]

// Threads inherit what their process was started with; what they do is theirs to take long over.
if (isMainThread && file !== undefined) {
  // Not by a call that waits for the disk: what is measured must not be the measuring.
  const notes = createWriteStream(file, { flags: 'a' })
  // Two that are reset by turns: a reset forgets a task that is under way, or has just ended.
  const newer = (): ReturnType<typeof monitorEventLoopDelay> => {
    const delays = monitorEventLoopDelay({ resolution })
    delays.enable()
    return delays
  }
  let [next, other] = [newer(), newer()]
  setInterval(() => {
    // The longest delay between two looks at the loop, one of which it takes anyway; nanoseconds.
    const longest = Math.max(0, Math.max(next.max, other.max) / 1e6 - resolution)
    notes.write(`${JSON.stringify({ at: Date.now(), pid: process.pid, longest })}\n`)
    next.reset()
    ;[next, other] = [other, next]
  }, every).unref()
}
