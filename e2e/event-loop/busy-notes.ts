// How long main threads were busy at a stretch: how processes are made to note it, and what they have noted.
import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'

/** The variable that names the file of notes. */
export const measureVariable = 'NNAD_EVENT_LOOP'

/** How often the loop is looked at, ms. */
export const resolution = 5

const measureFile = new URL('measure.ts', import.meta.url).href

/** A task is in a note of the 200 ms after it; a little more than that, ms. */
const untilNoted = 300

const Note = z.object({ at: z.number(), pid: z.number(), longest: z.number() })

/** What the environment of a Node process must hold so that it notes in a file how long its main thread is busy. */
export function measuring(file: string): Readonly<Record<string, string>> {
  return { NODE_OPTIONS: `--import=${measureFile}`, [measureVariable]: file }
}

/** Starts a process that does nothing and notes it in a file: what its loop is late by is the machine's doing. */
export function idleProcess(file: string): ChildProcess {
  return spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], {
    stdio: 'ignore',
    env: { ...process.env, ...measuring(file) },
  })
}

/** Longest stretches (ms) that the main thread of a process was busy for, one for each 100 ms, while `work` ran. */
export async function busyDuring(
  file: string,
  pids: readonly number[],
  work: () => Promise<unknown>,
): Promise<readonly (readonly number[])[]> {
  await wait(untilNoted)
  const from = Date.now()
  await work()
  const to = Date.now()
  await wait(untilNoted)
  const notes = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => Note.parse(JSON.parse(line)))
    .filter(({ at }) => at > from && at <= to + untilNoted)
  return pids.map((pid) => notes.filter((note) => note.pid === pid).map(({ longest }) => longest))
}
