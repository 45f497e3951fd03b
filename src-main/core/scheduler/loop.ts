// Work again and again at a distance that does not drift: what takes long or was slept through is not made up for.
import { type Clock, type Timers, systemTimers } from '../host.ts'

export interface LoopPlan {
  readonly clock: Clock
  /** By default the system's. */
  readonly timers?: Timers | undefined
  /** ms from one due time to the next; asked anew each time. */
  readonly every: () => number
  /** Part of `every` (0 to 1) by which the first run is put off at random, so that loops do not run in step; 0: it runs at once. */
  readonly spread?: number
  /** ms by which the first run is put off besides. */
  readonly delay?: number
  /** One round; the signal is given when the loop stops. What it throws is the plan's own to handle. */
  readonly run: (signal: AbortSignal) => Promise<void>
}

export interface Loop {
  /** When the next round is due, epoch ms; undefined while one runs. */
  readonly nextAt: number | undefined
  /** Runs a round now, or waits for the one that runs; never two at once. */
  runNow(): Promise<void>
  /** Asks the round that runs to end and waits for it; no other begins. */
  stop(): Promise<void>
}

/** The longest step, ms: timers stand still while a computer sleeps, and `every` may have changed. */
const step = 15_000
/** How much too early a timer may come, ms: it goes by another clock. */
const early = 50

/**
 * Starts a loop. Due times are the first one plus multiples of `every`. A clock set back, and a change of `every`, make
 * nobody wait longer than one `every`.
 */
export function startLoop({
  clock,
  timers = systemTimers,
  every,
  spread = 0,
  delay = 0,
  run,
}: LoopPlan): Loop {
  const controller = new AbortController()
  let dueAt = clock.now() + delay + Math.random() * spread * every()
  let nextAt: number | undefined = dueAt
  let callOff: (() => void) | undefined
  let running: Promise<void> | undefined

  /** Waits no longer than `left` ms in all, whatever the clock says. */
  const arm = (left = Number.POSITIVE_INFINITY): void => {
    if (controller.signal.aborted) return
    const most = Math.max(every(), delay)
    const toDue = Math.max(0, dueAt - clock.now())
    const wait = Math.min(left, toDue > most + early ? most : toDue)
    const part = Math.min(wait, step)
    nextAt = clock.now() + wait
    callOff = timers.after(part, () => {
      if (part < wait) arm(wait - part)
      else void round(true)
    })
  }
  const round = (isDue: boolean): Promise<void> => {
    if (running !== undefined) return running
    if (controller.signal.aborted) return Promise.resolve()
    callOff?.()
    nextAt = undefined
    running = run(controller.signal).finally(() => {
      running = undefined
      const [now, distance] = [clock.now(), every()]
      const served = isDue && dueAt - now <= Math.min(early, distance / 2) ? Math.max(now, dueAt) : now
      dueAt += (Math.floor((served - dueAt) / distance) + 1) * distance
      arm()
    })
    return running
  }
  arm()
  return {
    get nextAt() {
      // A distance may be a fraction of a millisecond; a time is not.
      return nextAt === undefined ? undefined : Math.round(nextAt)
    },
    runNow: () => round(false),
    async stop() {
      controller.abort()
      callOff?.()
      await running
    },
  }
}
