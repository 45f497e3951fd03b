// The two steps, as they are called on the strip and on their cards.
import type { Step } from '../../state/investigation.ts'

/** What stands on a window and before its card's heading. */
export const stepNumbers: Readonly<Record<Step, string>> = { baseline: '1', suspect: '2' }

export const stepNames: Readonly<Record<Step, string>> = {
  baseline: 'Window 1, baseline',
  suspect: 'Window 2, suspect',
}
