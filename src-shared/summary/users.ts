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

/** `operation open`, `operations open and getfileinfo`: those of one user that cost most. */
export function operationsText(own: readonly UserShare[]): string {
  const names = own.slice(0, 2).map(({ operation }) => operation)
  return `${names.length === 1 ? 'operation' : 'operations'} ${names.join(' and ')}`
}

/** `15 % of the added calls and 58 % of the added cost`, of all operations of one user. */
export function partsText(own: readonly UserShare[]): string {
  const sumOf = (parts: readonly number[]): number =>
    Math.min(
      1,
      parts.reduce((sum, part) => sum + part, 0),
    )
  const cost = `${percent(sumOf(own.map(({ share }) => share)))} of the added cost`
  const calls = own.map(({ callShare }) => callShare)
  if (calls.includes(null)) return cost
  return `${percent(sumOf(calls.map((share) => share ?? 0)))} of the added calls and ${cost}`
}
