// Who rose, in words.
import type { UserShare } from '../contract/analysis.ts'
import { figure, percent } from '../figures.ts'

/** A user with less than this part of the added cost does not stand out. */
const leastShare = 0.25

/** The user to name: first by added cost, where the part is large enough to stand out. */
export function culpritOf(users: readonly UserShare[]): UserShare | undefined {
  const [first] = users
  return first !== undefined && first.share >= leastShare ? first : undefined
}

/** `55.1 a second, usually 2`; empty where it was not kept. */
export function rateText({ perSecond, usualPerSecond }: UserShare): string {
  if (perSecond === null) return ''
  const usual = usualPerSecond === null || usualPerSecond === 0 ? 'none' : figure(usualPerSecond)
  return `${figure(perSecond)} a second, usually ${usual}`
}

/** `15 % of the added calls, 58 % of the added cost`. */
export function partsText({ share, callShare }: UserShare): string {
  const cost = `${percent(share)} of the added cost`
  return callShare === null ? cost : `${percent(callShare)} of the added calls and ${cost}`
}
