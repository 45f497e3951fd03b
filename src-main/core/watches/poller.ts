// Polls one NameNode at its times and hands over what it answers; knows how the NameNode stands.
import type { NodeStatus, PollProblem } from '../../../src-shared/contract/watches.ts'
import { pollLimit } from '../collector/deadline.ts'
import { problemOf } from '../collector/poll-problem.ts'
import type { JmxSession, Poll } from '../collector/jmx-session.ts'
import type { Host } from '../host.ts'
import { type Loop, startLoop } from '../scheduler/loop.ts'
import { backedOff } from './back-off.ts'
import type { Keeper } from './keeper.ts'
import type { Kept } from './keeping.ts'
import { nodeStatus } from './node-status.ts'

interface Parts {
  readonly host: Host
  readonly keeper: Keeper
  readonly session: JmxSession
  readonly watchId: number
  /** Without user, password and query. */
  readonly url: string
  /** ms between polls as they are set now. */
  readonly every: () => number
  /** Part of that (0 to 1) by which the first poll is put off at random. */
  readonly spread: number
}

/**
 * A NameNode's view of its metrics is new after their period and a millisecond (bench/recordings/NOTES.md): whoever asks at exactly the
 * period gets the answer before once more, four times out of ten, at this many periods one time out of twenty.
 */
const pastCache = 1.02

/**
 * Problems of this machine: the NameNode is none the worse for being asked as ever. Not among them: the keeping thread's death,
 * which an answer of this NameNode may have brought about, again and again, for all.
 */
const ownProblems: ReadonlySet<string> = new Set(['disk-full', 'read-only', 'storage', 'internal'])

const clockProblem: PollProblem = {
  kind: 'clock',
  message: 'This computer’s clock was set back: it is earlier than at the latest document.',
  fix: 'Nothing needs to be done: documents are stored again once that time has passed.',
}

export class Poller {
  readonly #parts: Parts
  readonly #loop: Loop
  #status: NodeStatus
  /** Failures that were the NameNode's, in a row, and the part of the distance that they take off at random. */
  #refusals = 0
  #jitter = 0

  constructor(parts: Parts) {
    this.#parts = parts
    this.#status = nodeStatus(parts.url, 'waiting')
    const { clock, timers } = parts.host
    this.#loop = startLoop({
      clock,
      timers,
      every: () => backedOff(pastCache * parts.every(), this.#refusals, this.#jitter),
      spread: parts.spread,
      run: (signal) => this.#poll(signal),
    })
  }

  get status(): NodeStatus {
    return { ...this.#status, nextPollAt: this.#loop.nextAt ?? null }
  }

  /** Polls now, out of turn, or waits for the poll under way. */
  pollNow(): Promise<void> {
    return this.#loop.runNow()
  }

  async #poll(signal: AbortSignal): Promise<void> {
    const { host, session, every } = this.#parts
    this.#status = { ...this.#status, lastPollAt: host.clock.now() }
    try {
      const poll = await session.poll(pollLimit(every()), signal)
      this.#answered(poll, await this.#keep(poll))
    } catch (error) {
      if (!signal.aborted) this.#failed(problemOf(error), error)
    }
  }

  #keep({ time, body }: Poll): Promise<Kept> {
    const { keeper, watchId, url, every } = this.#parts
    return keeper.keep({ watchId, url, pollMs: every(), time, body })
  }

  #answered({ time, body, answerMs, requests, skewMs }: Poll, kept: Kept): void {
    const before = this.#status
    this.#status = {
      ...before,
      node: kept.node ?? before.node,
      haState: kept.haState,
      safeMode: kept.safeMode,
      version: kept.version ?? before.version,
      answerMs,
      answerBytes: body.length,
      requests,
      skewMs: skewMs ?? before.skewMs,
      documents: before.documents + (kept.fate === 'stored' ? 1 : 0),
      repeats: before.repeats + (kept.fate === 'repeat' ? 1 : 0),
    }
    if (kept.problem !== null) {
      this.#failed(kept.problem)
      return
    }
    if (before.state === 'failing') this.#log(`answers again after ${String(before.failures)} failed polls`)
    this.#refusals = 0
    this.#status = {
      ...this.#status,
      state: kept.isStarting ? 'starting' : 'ok',
      lastGoodAt: time,
      failures: 0,
      problem: kept.fate === 'behind' ? clockProblem : null,
    }
  }

  #failed(problem: PollProblem, error?: unknown): void {
    const { state, failures, problem: before } = this.#status
    if (ownProblems.has(problem.kind)) this.#refusals = 0
    else {
      this.#refusals += 1
      this.#jitter = Math.random()
    }
    const isBug = problem.kind === 'internal'
    if (state !== 'failing' || before?.kind !== problem.kind)
      this.#log(`${problem.message} ${problem.fix}`.trim(), isBug ? error : undefined)
    this.#status = { ...this.#status, state: 'failing', failures: failures + 1, problem }
  }

  #log(message: string, error?: unknown): void {
    this.#parts.host.log(`${this.#parts.url}: ${message}`, ...(error === undefined ? [] : [error]))
  }

  /** Ends the poll under way and waits for its end. */
  async stop(): Promise<void> {
    await this.#loop.stop()
    await this.#parts.session.close()
  }
}
