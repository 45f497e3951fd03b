// Work at times of a cron expression. croner only tells the next time; waiting goes by the clock on the wall, in short steps.
import { Cron } from 'croner'
import { DeclaredError, errorText } from '../../../src-shared/errors.ts'
import { localZone } from '../../../src-shared/time.ts'
import { isZone } from '../../../src-shared/zones.ts'
import { type Clock, type Timers, systemTimers } from '../host.ts'
import type { Loop } from './loop.ts'

export interface CronPlan {
  readonly clock: Clock
  /** By default the system's. */
  readonly timers?: Timers | undefined
  /** Five fields; empty or unreadable: never. Asked anew at each step. */
  readonly expression: () => string
  /** IANA name; empty: this computer's. */
  readonly zone: () => string
  /** When it last ran, epoch ms: a time missed since then is made up for. By default the start. */
  readonly since?: number | undefined
  /** See LoopPlan. */
  readonly run: (signal: AbortSignal) => Promise<void>
}

/** The longest step, ms: timers stand still while a computer sleeps, and clocks are set. */
const step = 60_000
/** A missed time older than this is not made up for, ms. */
const forgiven = 86_400_000

/**
 * The first time after `after` (epoch ms) that an expression names; undefined where there is none. Clocks set forward over
 * a time make it come that much later, clocks set back do not make it come twice. Throws BAD_INPUT.
 */
export function nextTime(expression: string, zone: string, after: number): number | undefined {
  const timezone = zone === '' ? localZone() : zone
  if (!isZone(timezone)) {
    throw new DeclaredError(
      'BAD_INPUT',
      `scheduler.zone: wanted an IANA zone such as Europe/Berlin, or nothing for this computer's, got "${zone}".`,
    )
  }
  if (expression.trim() === '') return undefined
  try {
    const cron = new Cron(expression, { paused: true, timezone, mode: '5-part' })
    return cron.nextRun(new Date(after))?.getTime()
  } catch (error) {
    throw new DeclaredError(
      'BAD_INPUT',
      'scheduler.retrain_cron: wanted five fields (minute, hour, day of month, month, day of week) such as ' +
        `"0 2 * * *", or nothing for never, got "${expression}" (${errorText(error).replace(/^CronPattern: /, '')}).`,
      {},
      { cause: error },
    )
  }
}

function knownTime(expression: string, zone: string, after: number): number | undefined {
  try {
    return nextTime(expression, zone, after)
  } catch {
    // Refused where it is set; a file changed by hand must stop nothing else.
    return undefined
  }
}

/**
 * Starts it. Of times that were slept through the latest runs once, on waking, if it is less than a day old. A clock set
 * back, and a changed expression or zone, make it look for the next time from now on.
 */
export function startCron({ clock, timers = systemTimers, expression, zone, since, run }: CronPlan): Loop {
  const controller = new AbortController()
  let seenAt = since ?? clock.now()
  let wanted = { expression: expression(), zone: zone() }
  let dueAt = knownTime(wanted.expression, wanted.zone, seenAt)
  let callOff: (() => void) | undefined
  let running: Promise<void> | undefined

  /** Whether a time has come, or was missed not too long ago. */
  const look = (): boolean => {
    const now = clock.now()
    const current = { expression: expression(), zone: zone() }
    const next = (after: number): number | undefined => knownTime(current.expression, current.zone, after)
    const isSame = current.expression === wanted.expression && current.zone === wanted.zone
    wanted = current
    if (!isSame || now < seenAt) dueAt = next(now)
    seenAt = now
    if (dueAt === undefined || now < dueAt) return false
    const missed = now - dueAt < forgiven ? dueAt : next(now - forgiven)
    dueAt = next(now)
    return missed !== undefined && missed <= now
  }
  const arm = (): void => {
    if (controller.signal.aborted) return
    const wait = Math.min(step, Math.max(0, (dueAt ?? Number.POSITIVE_INFINITY) - clock.now()))
    callOff = timers.after(wait, () => {
      // One that was asked for by hand ends with a look of its own.
      if (running !== undefined) return
      if (look()) void round()
      else arm()
    })
  }
  const round = (): Promise<void> => {
    if (running !== undefined) return running
    if (controller.signal.aborted) return Promise.resolve()
    callOff?.()
    running = run(controller.signal).finally(() => {
      running = undefined
      arm()
    })
    return running
  }
  arm()
  return {
    get nextAt() {
      return running === undefined ? dueAt : undefined
    },
    runNow: round,
    async stop() {
      controller.abort()
      callOff?.()
      await running
    },
  }
}
