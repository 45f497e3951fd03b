// A clock and timers that run many times faster than real time, and a clock that can be made to jump: for soaks.
import type { Clock, Timers } from '../src-main/core/host.ts'

/** Time of a host: `now` may jump as a clock that is set does; `after` never does, as timers do not. */
export interface FastTime extends Clock, Timers {
  /** How many times faster than real time. */
  readonly speed: number
  /** Sets the clock forward, as waking from sleep does, or back where negative; ms. */
  jump(ms: number): void
  /** Resolves after so many ms of this time. */
  wait(ms: number): Promise<void>
}

/** Starts at an epoch ms. `after` keeps no process alive, as the system's timers of the host do. */
export function fastTime(base: number, speed: number): FastTime {
  const startedAt = performance.now()
  let jumped = 0
  const after = (ms: number, run: () => void): (() => void) => {
    const timer = setTimeout(run, ms / speed).unref()
    return () => clearTimeout(timer)
  }
  return {
    speed,
    now: () => Math.round(base + jumped + (performance.now() - startedAt) * speed),
    after,
    jump: (ms) => {
      jumped += ms
    },
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms / speed)),
  }
}
