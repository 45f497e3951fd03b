// What each source's model is trained on again: rules, and the stretches that they come to.
import type { Settings } from '../../../src-shared/contract/settings.ts'
import type { BaselinePreview, BaselineRule } from '../../../src-shared/contract/sources.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { type TimeRange, orderedRange } from '../../../src-shared/time.ts'
import { isZone } from '../../../src-shared/zones.ts'
import type { HaState } from '../etl/identity.ts'
import type { Host } from '../host.ts'
import { flaggedStretches, noteRetraining, readRule, writeRule } from '../store/baseline-rules.ts'
import type { WritableDatabase } from '../store/database.ts'
import { getSource } from '../store/sources.ts'
import { rowsByState } from '../store/state-rows.ts'
import { fingerprintOf } from './fingerprint.ts'
import { type Stretches, stretchesOf } from './stretches.ts'

interface Parts {
  readonly db: WritableDatabase
  readonly host: Host
}

/** What a person's training has made. */
interface Learned {
  readonly haState: HaState | null
  /** Of that training. */
  readonly settings: Settings
}

/** Ranges that a rule has at most (src-shared/contract/sources.ts). */
const mostRanges = 100

export class Baselines {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** A source's rule; null where nobody gave one. */
  ruleOf(sourceId: number): BaselineRule | null {
    return readRule(this.#parts.db, sourceId)
  }

  /** Throws NOT_FOUND, BAD_INPUT (an unknown zone, ranges the wrong way round). */
  setRule(sourceId: number, rule: BaselineRule | null): void {
    const { db } = this.#parts
    getSource(db, sourceId)
    if (rule !== null) check(rule)
    writeRule(db, sourceId, rule)
  }

  /**
   * Notes what a person has trained on: from now on that is a source's fixed rule, its hundred longest stretches where there
   * are more, and need not be trained again as long as it comes to the same. A rule that rolls stays.
   */
  learned(sourceId: number, ranges: readonly TimeRange[], { haState, settings }: Learned): void {
    if (this.ruleOf(sourceId)?.kind === 'rolling') return
    const { db, host } = this.#parts
    const longest = ranges
      .toSorted((left, right) => right.to - right.from - (left.to - left.from))
      .slice(0, mostRanges)
      .toSorted((left, right) => left.from - right.from)
    const rule = { kind: 'fixed', ranges: longest.map(({ from, to }) => ({ from, to })) } as const
    writeRule(db, sourceId, rule)
    const now = this.stretchesOf(sourceId, rule)
    const rows = rowsByState(db, sourceId, now.ranges).find((one) => one.haState === haState)
    const isWhole = now.leftOut.length === 0 && ranges.length <= mostRanges
    if (haState === null || rows === undefined || !isWhole) return
    const fingerprint = fingerprintOf(rule, rows, settings)
    noteRetraining(db, sourceId, haState, { fingerprint, finishedAt: host.clock.now() })
  }

  /** The stretches that a rule comes to now; `normal`: those that a person judged so. */
  stretchesOf(sourceId: number, rule: BaselineRule): Stretches {
    const { db, host } = this.#parts
    return stretchesOf(rule, flaggedStretches(db, sourceId), host.clock.now())
  }

  /** What a rule comes to now: flagged stretches left out, and the rows that the training would learn. Throws NOT_FOUND, BAD_INPUT. */
  preview(sourceId: number, rule: BaselineRule): BaselinePreview {
    const { db } = this.#parts
    getSource(db, sourceId)
    check(rule)
    const { ranges, leftOut } = this.stretchesOf(sourceId, rule)
    const states = rowsByState(db, sourceId, ranges)
    const learned = states.find(({ haState }) => haState === 'active') ?? states[0]
    return { ranges: [...ranges], leftOut: [...leftOut], rows: learned?.rows ?? 0 }
  }
}

function check(rule: BaselineRule): void {
  if (rule.kind === 'fixed') {
    for (const range of rule.ranges) orderedRange(range, 'a baseline')
    return
  }
  if (rule.hours === null || isZone(rule.hours.zone)) return
  throw new DeclaredError(
    'BAD_INPUT',
    `Wanted a zone by its IANA name (Europe/Berlin, UTC), got "${rule.hours.zone}": correct it.`,
  )
}
