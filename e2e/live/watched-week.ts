// Runs a core that watches NameNodes in fast time while things happen to it.
import { setTimeout as wait } from 'node:timers/promises'
import { inspect } from 'node:util'
import { type Core, openCore } from '../../src-main/core/core.ts'
import { testHost } from '../../src-main/core/fixtures/test-host.ts'
import { Settings } from '../../src-shared/contract/settings.ts'
import { WatchInput } from '../../src-shared/contract/watches.ts'
import { type FastTime, fastTime } from '../fast-time.ts'
import { type Planned, happeningName } from './happenings.ts'
import type { NameNodes } from './namenodes.ts'

export interface WatchedCore extends AsyncDisposable {
  readonly core: Core
  readonly time: FastTime
  /** What the core logged with a cause: bugs. That a NameNode does not answer has none. */
  readonly bugs: readonly string[]
}

/** Opens a core on the folder and watches the NameNodes as one HA pair. */
export async function watchedCore(
  dataFolder: string,
  namenodes: NameNodes,
  time: FastTime,
  changes: Partial<Settings>,
): Promise<WatchedCore> {
  const bugs: string[] = []
  const log = (message: string, error?: unknown): void => {
    if (error !== undefined) bugs.push(inspect([message, error]).slice(0, 2000))
  }
  const core = await openCore(testHost({ dataFolder, clock: time, timers: time, log }))
  core.services.settings.update(changes)
  await core.services.watches.add(WatchInput.parse({ name: 'soak', urls: namenodes.urls }))
  core.watch()
  return { core, time, bugs, [Symbol.asyncDispose]: () => core.close() }
}

/** Starts fast time; a soak's day begins at a fixed one, so that the same hours are watched each time. */
export const soakTime = (speed: number): FastTime => fastTime(Date.UTC(2026, 10, 23, 6), speed)

interface Scene {
  readonly namenodes: NameNodes
  readonly watched: WatchedCore
  /** Dumps that are imported meanwhile. */
  readonly dumps: readonly string[]
}

/** A stretch of real time, epoch ms. */
export interface RealTime {
  readonly from: number
  readonly to: number
}

const realNow = (): number => performance.timeOrigin + performance.now()

/** A clock set back by less than this is waited for: what is polled meanwhile is left out (watches/live-writer.ts), ms. */
const waitedFor = 60_000
/** For the polls that were under way when it was set back, ms. */
const around = 100

/**
 * Lets all that is planned happen, one after another; `onEach` comes after each. Tells when polls were rightly left out: the
 * clock stood before the latest sample.
 */
export async function letHappen(
  plan: readonly Planned[],
  { namenodes, watched: { core, time }, dumps }: Scene,
  onEach: (name: string) => void,
): Promise<readonly RealTime[]> {
  const leftOut: RealTime[] = []
  let imports = 0
  let active = 0
  const begin = async ({ happening, node, lasts }: Planned): Promise<() => Promise<void>> => {
    const done = (): Promise<void> => Promise.resolve()
    switch (happening.kind) {
      case 'fault':
        await namenodes.change(node, { fault: happening.fault })
        return () => namenodes.change(node, { fault: null })
      case 'down':
        await namenodes.stop(node)
        return () => namenodes.start(node)
      case 'restart':
        await namenodes.stop(node)
        await namenodes.restart(node)
        await namenodes.change(node, { isStarting: true })
        await time.wait(lasts / 2)
        await namenodes.start(node)
        return () => namenodes.change(node, { isStarting: false })
      case 'skew':
        await namenodes.change(node, { skewMs: 150_000 })
        return () => namenodes.change(node, { skewMs: 0 })
      case 'repeats':
        await namenodes.change(node, { repeatEvery: 3 })
        return () => namenodes.change(node, { repeatEvery: 0 })
      case 'failover':
        await namenodes.change(active, { haState: 'standby' })
        active = 1 - active
        await namenodes.change(active, { haState: 'active' })
        return done
      case 'import': {
        const dump = dumps[imports % dumps.length]
        imports += 1
        if (dump !== undefined) await core.services.imports.start([dump]).outcome
        return done
      }
      case 'clock':
        time.jump(happening.ms)
        if (happening.ms < 0 && happening.ms >= -waitedFor) {
          const from = realNow()
          leftOut.push({ from: from - around, to: from - happening.ms / time.speed + around })
        }
        return done
    }
  }
  for (const one of plan) {
    await time.wait(one.calm)
    await allPolled(namenodes)
    const end = await begin(one)
    await time.wait(one.lasts)
    await end()
    onEach(happeningName(one.happening))
  }
  return leftOut
}

/** Polls that are well answered between two happenings, at least: a busy machine must not let them run into one another. */
const calmPolls = 4
/** Real ms after which they are not waited for any more. */
const longestCalm = 5000

async function allPolled(namenodes: NameNodes): Promise<void> {
  const polls = (): Promise<readonly number[]> =>
    Promise.all(namenodes.urls.map((_, node) => namenodes.polls(node)))
  const before = await polls()
  const deadline = performance.now() + longestCalm
  const isOver = async (): Promise<boolean> =>
    performance.now() > deadline ||
    (await polls()).every((count, node) => count >= (before[node] ?? 0) + calmPolls)
  while (!(await isOver())) await wait(10)
}
