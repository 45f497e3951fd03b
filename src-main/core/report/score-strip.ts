// The scores of a long stretch for looking at: a window every so many rows, so that months take seconds.
import type { ScoreSeries } from '../../../src-shared/contract/models.ts'
import { windowStarts } from '../etl/sequences.ts'
import type { TrainedModel } from '../model/model-file.ts'
import type { ReadableDatabase } from '../store/database.ts'
import { ofState } from '../store/history.ts'
import { readFullRows } from '../store/samples.ts'
import { type Timeline, inUsualState, readTimeline } from '../store/timeline.ts'
import { scoreWindows } from './score.ts'

/** Windows scored at most. */
const mostWindows = 3000
/** Rows read at a time: some 100 MB while they are scored. */
const rowsAtOnce = 20_000

export interface ScoreStrip {
  /** Rows from one scored window to the next. */
  readonly every: number
  /** Time of each window's last row, epoch ms, rising. */
  readonly times: Float64Array
  readonly scores: Float64Array
}

/** Windows whose rows can be read at once: groups of first rows, each in order. */
function groupsOf(starts: Int32Array, length: number): number[][] {
  const groups: number[][] = []
  for (const start of starts) {
    const group = groups.at(-1)
    const first = group?.[0]
    if (group === undefined || first === undefined || start + length - first > rowsAtOnce)
      groups.push([start])
    else group.push(start)
  }
  return groups
}

async function scoresOf(
  db: ReadableDatabase,
  nodeId: number,
  model: TrainedModel,
  usual: Timeline,
  group: readonly number[],
): Promise<Float64Array> {
  const first = group[0] ?? 0
  const last = (group.at(-1) ?? 0) + model.facts.architecture.sequenceLength - 1
  const [from = 0, to = 0] = [usual.times[first], usual.times[last]]
  const rows = ofState(readFullRows(db, nodeId, from, to), usual.haStates[first])
  const { scores } = await scoreWindows(
    model,
    rows,
    Int32Array.from(group, (start) => start - first),
  )
  return scores
}

/** Scores a node's range (epoch ms, both ends included), of its usual state only, as a report does. */
export async function scoreStrip(
  db: ReadableDatabase,
  nodeId: number,
  { from, to }: { readonly from: number; readonly to: number },
  model: TrainedModel,
): Promise<ScoreStrip> {
  const length = model.facts.architecture.sequenceLength
  const usual = inUsualState(readTimeline(db, nodeId, from, to))
  const all = windowStarts(usual, length)
  const every = Math.max(1, Math.ceil(all.length / mostWindows))
  const starts = all.filter((_, window) => window % every === 0)
  const scores = new Float64Array(starts.length)
  let done = 0
  for (const group of groupsOf(starts, length)) {
    scores.set(await scoresOf(db, nodeId, model, usual, group), done)
    done += group.length
  }
  return {
    every,
    times: Float64Array.from(starts, (start) => usual.times[start + length - 1] ?? Number.NaN),
    scores,
  }
}

/** At most `points` of them: of neighbours the highest, with its own time. */
export function thinned(
  { times, scores }: Pick<ScoreStrip, 'times' | 'scores'>,
  points: number,
): Pick<ScoreSeries, 'times' | 'scores'> {
  const size = Math.max(1, Math.ceil(scores.length / points))
  const highest: number[] = []
  for (let first = 0; first < scores.length; first += size) {
    let best = first
    for (let one = first + 1; one < Math.min(first + size, scores.length); one += 1) {
      if ((scores[one] ?? 0) > (scores[best] ?? 0)) best = one
    }
    highest.push(best)
  }
  return {
    times: highest.map((window) => times[window] ?? Number.NaN),
    scores: highest.map((window) => scores[window] ?? Number.NaN),
  }
}
