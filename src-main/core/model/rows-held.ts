// How many rows a training of a source could use now: asked for every few seconds, counted where there are new ones.
import { type HaState, isServing } from '../etl/identity.ts'
import type { Host } from '../host.ts'
import type { Baselines } from '../retraining/baselines.ts'
import type { Settings } from '../settings.ts'
import type { ReadableDatabase } from '../store/database.ts'
import { rowsByState } from '../store/state-rows.ts'
import { latestSample } from '../store/samples.ts'

/** The rows of one state that a source's rule comes to, all of them where it has no rule. */
export interface RowsHeld {
  readonly haState: HaState
  /** The node that has most of them. */
  readonly node: string
  readonly rowsHeld: number
  /** Rows missing before a training; 0: enough. */
  readonly rowsNeeded: number
}

/** Rows from which on the product trains by itself: an hour at 10 s. */
export const firstTraining = 360

const always = { from: 0, to: Number.MAX_SAFE_INTEGER }

/** A count counts anew after so long: rows of before the latest one may have come, too, ms. */
const countedFor = 10_000

interface Parts {
  readonly host: Host
  readonly db: ReadableDatabase
  readonly settings: Settings
  readonly baselines: Baselines
}

interface Counted {
  readonly key: string
  readonly at: number
  readonly rows: readonly RowsHeld[]
}

export class RowsHeldCounter {
  readonly #parts: Parts
  readonly #counted = new Map<number, Counted>()

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Each state that a NameNode serves in, the most rows first. Counted anew where a row, or another rule, has come. */
  of(sourceId: number): readonly RowsHeld[] {
    const { db, host, settings, baselines } = this.#parts
    const at = host.clock.now()
    const rule = baselines.ruleOf(sourceId)
    const length = settings.all()['model.sequence_length']
    const key = JSON.stringify([rule, length, latestSample(db, sourceId)])
    const known = this.#counted.get(sourceId)
    if (known?.key === key && Math.abs(at - known.at) < countedFor) return known.rows
    const needed = rule?.kind === 'rolling' ? Math.max(length, firstTraining) : length
    const ranges = rule === null ? [always] : baselines.stretchesOf(sourceId, rule).ranges
    const rows = rowsByState(db, sourceId, ranges)
      .filter(({ haState }) => isServing(haState))
      .map(({ haState, node, rows: rowsHeld }) => ({
        haState,
        node: node.name,
        rowsHeld,
        rowsNeeded: Math.max(0, needed - rowsHeld),
      }))
    this.#counted.set(sourceId, { key, at, rows })
    return rows
  }
}
