// What is known of a watched address, in words. Pure.
import type { NodeStatus, Watch } from '../../../src-shared/contract/watches.ts'
import { bytesText, figure } from '../../../src-shared/figures.ts'
import { formatDuration } from '../../../src-shared/time.ts'

/** A length of time from milliseconds up: `43 ms`, `3 s`. */
export function shortTime(ms: number): string {
  return Math.abs(ms) < 1000 ? `${figure(Math.round(ms))} ms` : formatDuration(ms)
}

/** How good a state is: what colours only repeat. */
export type Tone = 'good' | 'fair' | 'bad' | 'plain'

const states: Readonly<Record<NodeStatus['state'], readonly [text: string, tone: Tone]>> = {
  waiting: ['not asked yet', 'plain'],
  ok: ['answers', 'good'],
  starting: ['starting', 'fair'],
  failing: ['failing', 'bad'],
  paused: ['paused', 'plain'],
}

/** An address's state in words. */
export function stateText({ state, failures, safeMode }: NodeStatus): {
  readonly text: string
  readonly tone: Tone
} {
  const [text, tone] = states[state]
  if (state === 'failing' && failures > 1) return { text: `${text}, ${figure(failures)} in a row`, tone }
  return state === 'ok' && safeMode ? { text: `${text}, in safe mode`, tone: 'fair' } : { text, tone }
}

const asked: Readonly<Record<NonNullable<NodeStatus['requests']>, readonly [text: string, why: string]>> = {
  pattern: [
    'one pattern',
    'One pattern query for all of its beans: what is sent is small enough (under 256 kB).',
  ],
  beans: [
    'bean by bean',
    'Bean by bean, without the lists of DataNodes: one pattern query would be over 256 kB.',
  ],
  full: ['whole document', 'The whole document, as this watch is set to: for an archive.'],
}

/** How an address is asked, and why so; undefined until that is known. */
export function askedText({ requests }: Pick<NodeStatus, 'requests'>) {
  if (requests === null) return undefined
  const [text, why] = asked[requests]
  return { text, why }
}

/** `43 ms, 61 kB`; – until it answered. */
export function answerText({ answerMs, answerBytes }: Pick<NodeStatus, 'answerMs' | 'answerBytes'>): string {
  const parts = [
    ...(answerMs === null ? [] : [shortTime(answerMs)]),
    ...(answerBytes === null ? [] : [bytesText(answerBytes)]),
  ]
  return parts.length === 0 ? '–' : parts.join(', ')
}

/** Clocks further apart are worth a word, ms. */
const leastSkew = 2000
/** So many cached answers are no accident, and so large a part of all. */
const leastRepeats = 3
const repeatShare = 0.2

/** Advice on an address that is no failure: polled too often, clocks apart. */
export function adviceOf({ repeats, documents, skewMs }: NodeStatus): readonly string[] {
  const advice: string[] = []
  if (repeats >= leastRepeats && repeats > repeatShare * (documents + repeats))
    advice.push(
      `${figure(repeats)} of ${figure(documents + repeats)} answers repeated the one before: this NameNode's metrics are new less often than it is asked (every 10 s, where *.period of hadoop-metrics2.properties says nothing else). Asked as often as that, it tells the same.`,
    )
  if (skewMs !== null && Math.abs(skewMs) > leastSkew)
    advice.push(
      `Its clock is ${formatDuration(Math.abs(skewMs))} ${skewMs > 0 ? 'ahead of' : 'behind'} this computer's. Samples get this computer's time; logs of the NameNode do not. Check NTP on both.`,
    )
  return advice
}

/** What makes a watch worth a look: none, paused, or how many of its addresses do not answer. */
export function isTroubled({ nodes, paused, secret }: Watch): boolean {
  return !paused && (secret?.isSet === false || nodes.some(({ problem }) => problem !== null))
}

/** `every 10 s`. */
export function everyText(pollSeconds: number | null, usual: number): string {
  return `every ${figure(pollSeconds ?? usual)} s`
}

const logins: Readonly<Record<Watch['authentication']['kind'], string>> = {
  none: 'no log-in',
  simple: 'user.name',
  basic: 'password',
  bearer: 'token',
  spnego: 'Kerberos',
}

/** How it logs in: `user.name=hdfs`, `Kerberos`. */
export function loginText(authentication: Watch['authentication']): string {
  if (authentication.kind === 'simple') return `user.name=${authentication.user}`
  if (authentication.kind === 'basic') return `password of ${authentication.user}`
  return logins[authentication.kind]
}
