// The main thread of the core answers all the time: no task of it is long while the app works and somebody scrolls.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import test from 'node:test'
import { skipReason } from '../app/open-app.ts'
import { busyDuring, measuring } from '../event-loop/busy-notes.ts'
import { eachPhase } from '../event-loop/month-app.ts'
import { scratchFolder } from '../scratch-folder.ts'

/** The longest task of the main thread, ms. */
const longest = 100

/** A task that is long is so each time; what else the machine does is not. */
const rounds = 3

test('a task that is long is noticed', async () => {
  const scratch = scratchFolder()
  const notes = path.join(scratch.path, 'notes.jsonl')
  try {
    const blocking =
      'setTimeout(() => { const end = performance.now() + 400; while (performance.now() < end); }, 800)'
    const child = spawn(process.execPath, ['-e', `${blocking}; setTimeout(() => undefined, 2000)`], {
      stdio: 'ignore',
      env: { ...process.env, ...measuring(notes) },
    })
    const [tasks = []] = await busyDuring(notes, [child.pid ?? 0], () => once(child, 'exit'))
    assert.ok(Math.max(...tasks) > 380, String(tasks))
  } finally {
    scratch.remove()
  }
})

for (const host of ['served', 'stand-in'] as const) {
  test(
    `no task of the main thread is over ${longest} ms (${host})`,
    { skip: await skipReason(host) },
    async () => {
      await eachPhase(host, async (phase, goThrough) => {
        const told: string[] = []
        let isShort = false
        for (let round = 0; round < rounds && !isShort; round += 1) {
          const { own, idle } = await goThrough()
          assert.ok(own.length > 5 && idle.length > 5, `${phase}: both processes note`)
          // What even a process that does nothing waits for is the machine's doing.
          const [task, machine] = [Math.max(...own), Math.max(...idle)]
          isShort = task <= longest + machine
          told.push(`${task.toFixed(0)} ms beside ${machine.toFixed(0)} ms of an idle process`)
        }
        assert.ok(isShort, `${phase}: ${told.join('; ')}`)
      })
    },
  )
}
