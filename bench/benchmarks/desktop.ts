// The desktop app's start, to a window that one can use, beside the start of a bare window with a page of one heading, and what
// both take when they idle. Both on the stand-in for Electron, whose own start is part of either. Then the main thread at work: how
// long it was busy at a stretch.
import { rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { openStandIn } from '../../e2e/app/stand-in-app.ts'
import { processFacts } from '../../e2e/live/process-facts.ts'
import { preparedData } from '../../e2e/app/prepared-data.ts'
import { eachPhase } from '../../e2e/event-loop/month-app.ts'
import { productFolder, startProgram } from '../../e2e/nnad-command.ts'
import { type Case, type Table, medianOf } from '../table.ts'

const rounds = 5

/** How long an app is left alone before its memory is looked at, ms. */
const settling = 5_000

/** How long the start, and a task of the main thread, may take at most. */
const wanted = { ms: 1500, busyMs: 100 } as const

const mains = {
  'bare window': 'e2e/host/bare-main.ts',
  nnad: 'dist/src-main/electron/main.js',
} as const

interface Start {
  /** From the process's start to a heading that is drawn, ms. */
  readonly ms: number
  /** Resident memory of the main process, MB; only where it was waited for. */
  readonly resident: number
}

async function start(main: string, dataFolder: string, isIdling: boolean): Promise<Start> {
  const startedAt = performance.now()
  const app = await openStandIn(dataFolder, { main: path.join(productFolder, main) })
  try {
    await app.page.locator('h1').first().waitFor()
    await app.page.evaluate('new Promise((resolve) => requestAnimationFrame(() => resolve(0)))')
    const ms = performance.now() - startedAt
    if (isIdling) await wait(settling)
    return { ms, resident: processFacts(app.corePid).resident / 1e6 }
  } finally {
    await app.stop()
  }
}

/** The longest task of the main thread in each 100 ms of work on the stand-in, beside a process that does nothing. */
async function mainThread(): Promise<Table> {
  const idle: number[] = []
  const cases: Case[] = []
  const beyond = new Map<string, number>()
  await eachPhase('stand-in', async (name, goThrough) => {
    const noted = await goThrough()
    idle.push(...noted.idle)
    cases.push({ name, runs: noted.own })
    // What even a process that does nothing waits for is the machine's doing.
    beyond.set(name, Math.max(0, Math.max(...noted.own) - Math.max(...noted.idle)))
  })
  return {
    title: 'Main thread of the desktop app: the longest task in each 100 ms, on the stand-in for Electron',
    baseline: 'idle process',
    cases: [...cases, { name: 'idle process', runs: idle }],
    facts: {},
    targets: [...beyond].map(([name, ms]) => ({
      what: `longest task while ${name}, beyond the idle process's, ms`,
      atMost: wanted.busyMs,
      got: Math.round(ms),
    })),
  }
}

export async function benchmark(): Promise<readonly Table[]> {
  const build = await startProgram(process.execPath, ['.ci/build.js'], { cwd: productFolder }).outcome
  if (build.code !== 0) throw new Error(`the build failed:\n${build.stdout}${build.stderr}`)
  return [await starts(), await mainThread()]
}

async function starts(): Promise<Table> {
  const data = await preparedData('reported')
  try {
    const runs = new Map<string, number[]>()
    const memory = new Map<string, number>()
    for (let round = 0; round <= rounds; round += 1) {
      for (const [name, main] of Object.entries(mains)) {
        const isLast = round === rounds
        const { ms, resident } = await start(main, data.path, isLast)
        // The first reads everything from the disk.
        if (round > 0) runs.set(name, [...(runs.get(name) ?? []), ms])
        if (isLast) memory.set(name, resident)
      }
    }
    const cases = [...runs].map(([name, durations]): Case => ({
      name,
      runs: durations,
      more: { 'idle main process, MB': Math.round(memory.get(name) ?? 0) },
    }))
    return {
      title:
        'Desktop: from the start of the process to a heading that is drawn, on the stand-in for Electron',
      baseline: 'bare window',
      cases,
      facts: {},
      targets: [
        {
          what: 'start to a window that one can use, ms',
          atMost: wanted.ms,
          got: Math.round(medianOf(runs.get('nnad') ?? [])),
        },
      ],
    }
  } finally {
    data.remove()
    rmSync(`${data.path}.window`, { recursive: true, force: true })
  }
}
