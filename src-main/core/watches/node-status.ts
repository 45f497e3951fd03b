// How an address stands of which nothing is known yet.
import type { NodeStatus } from '../../../src-shared/contract/watches.ts'

/** `url`: without user and password. */
export function nodeStatus(url: string, state: 'waiting' | 'paused'): NodeStatus {
  return {
    url,
    state,
    node: null,
    haState: null,
    safeMode: false,
    version: null,
    lastPollAt: null,
    lastGoodAt: null,
    nextPollAt: null,
    answerMs: null,
    answerBytes: null,
    requests: null,
    documents: 0,
    repeats: 0,
    failures: 0,
    skewMs: null,
    problem: null,
  }
}
