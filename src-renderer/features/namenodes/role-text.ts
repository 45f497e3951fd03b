// How a source stands per HA role: what it is judged by, and how it looks now. Pure.
import type { RoleStatus } from '../../../src-shared/contract/monitoring.ts'
import { figure } from '../../../src-shared/figures.ts'
import { formatDuration } from '../../../src-shared/time.ts'
import type { Tone } from './watch-text.ts'

export interface RoleText {
  readonly text: string
  readonly tone: Tone
}

/** Rows as a length of time at one row every 10 s; polls may be further apart, so it is said with `about`. */
function lengthText(rows: number, everySeconds: number): string {
  return formatDuration(rows * everySeconds * 1000)
}

/** `score 0.42 of 1.31`, or what is still missing before there can be one. */
export function roleText(role: RoleStatus, everySeconds: number): RoleText {
  const { modelId, score, threshold, rowsNeeded, rowsHeld } = role
  if (modelId === null) {
    if (rowsNeeded === 0)
      return { text: `no model yet; ${figure(rowsHeld)} rows are enough to train one`, tone: 'fair' }
    return {
      text: `no model yet: ${figure(rowsNeeded)} more rows needed, about ${lengthText(rowsNeeded, everySeconds)}`,
      tone: 'plain',
    }
  }
  if (score === null || threshold === null) return { text: 'has a model; not scored yet', tone: 'plain' }
  const isAbove = score > threshold
  return {
    text: `score ${figure(score)}, ${isAbove ? 'above' : 'below'} the threshold of ${figure(threshold)}`,
    tone: isAbove ? 'bad' : 'good',
  }
}
