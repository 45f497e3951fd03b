// What a rule of the catalogue is made of: data, and tests over the facts.
import type { Remedy } from '../../../src-shared/contract/analysis.ts'
import type { CauseId, CauseRole } from '../../../src-shared/causes.ts'
import type { Facts } from './facts.ts'

/** What a test has found. `text` is a statement for people, with figures, without times, true in either case. */
export interface Seen {
  readonly holds: boolean
  readonly text: string
  /** The column that shows it. */
  readonly metric: string | null
  /** When it began; null where it has no moment. */
  readonly at: number | null
}

/** What a test could not look at, and the setting that would show it. */
export interface Unseen {
  readonly unmeasured: string
  readonly setting: string | null
}

export type Outcome = Seen | Unseen

/** Looks at one thing. */
export type Test = (facts: Facts) => Outcome

/** A test that speaks for a cause where it holds and against it where it does not. */
export interface Clue {
  /** How much it says, beside the other clues of its rule. */
  readonly weight: number
  readonly test: Test
}

/** One entry of the catalogue. */
export interface Rule {
  readonly id: CauseId
  readonly role: CauseRole
  /** The catalogue's number in the notes (`R12`) and where the signature was described, for people. */
  readonly reference: string
  /** All must hold, or there is no finding. The first one's onset is the finding's. */
  readonly needs: readonly Test[]
  readonly clues: readonly Clue[]
  /** Confidence with no clue and with all clues, 0 to 1. */
  readonly confidence: readonly [least: number, most: number]
  /** Findings that explain this one away: with one of them it is left out. */
  readonly unless?: readonly CauseId[]
  /** A noun phrase with the culprit in it: `Recursive content summaries by analyst`. */
  title(facts: Facts): string
  /** What happened, one or two sentences with figures. */
  story(facts: Facts): string
  /** Commands to run next, most telling first. */
  checks(facts: Facts): readonly string[]
  /** `current` is filled in from the configuration by diagnose.ts. */
  remedies(facts: Facts): readonly Omit<Remedy, 'current'>[]
}
