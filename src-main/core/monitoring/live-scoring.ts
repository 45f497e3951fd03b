// Scores what has come since the last time, and opens, continues and closes incidents by it.
import type { IncidentHead } from '../../../src-shared/contract/incidents.ts'
import type { Model } from '../../../src-shared/contract/models.ts'
import type { Host } from '../host.ts'
import type { Models } from '../model/models.ts'
import type { WritableDatabase } from '../store/database.ts'
import { latestIncident, openUnwatched } from '../store/incidents.ts'
import { type ScoredTo, listScored } from '../store/scored.ts'
import { type NodeRow, listNodes } from '../store/sources.ts'
import { watchedSources } from '../store/watches.ts'
import { StandingWorker } from '../worker/standing-worker.ts'
import { workerFile } from '../worker/task.ts'
import { type IncidentChange, type IncidentEvent, closed } from './incident-keeping.ts'
import type { LiveScorings } from './live-scoring-worker.ts'
import type { Look } from './look.ts'
import { nextLook } from './next-look.ts'
import type { Stretch } from './stretch.ts'

const scoringWorker = workerFile('live-scoring-worker', import.meta.url)

interface Parts {
  readonly db: WritableDatabase
  readonly host: Host
  readonly models: Pick<Models, 'inUse' | 'folderOf'>
  /** Called within the transaction that keeps what happened. */
  readonly onIncident: (event: IncidentEvent, incident: IncidentHead, isSilent?: boolean) => void
}

/** A node that was never scored is scored from so long ago on, ms. */
const firstReach = 86_400_000
/** Nobody is told of what was over so long ago: it was imported, or slept through; ms. */
const toldWithin = 86_400_000
/** By so much severity must rise before somebody is told again. */
const worseBy = 10

export class LiveScoring {
  readonly #parts: Parts
  readonly #worker: StandingWorker<LiveScorings>
  /** Up to where each node's rows were looked at, epoch ms. */
  readonly #lookedTo = new Map<number, number>()
  /** What was told of each open incident at last. */
  readonly #told = new Map<number, Pick<IncidentHead, 'severity' | 'cause'>>()

  constructor(parts: Parts) {
    this.#parts = parts
    this.#worker = new StandingWorker(scoringWorker, parts.host.dataFolder)
  }

  /**
   * Scores every watched source once. What fails for one node stops no other; then it throws the first such error. An
   * abort ends it between two looks.
   */
  async run(signal: AbortSignal): Promise<void> {
    const { db } = this.#parts
    const errors: unknown[] = []
    this.#closeUnwatched()
    for (const sourceId of watchedSources(db)) {
      const scored = listScored(db, sourceId)
      for (const node of listNodes(db, sourceId)) {
        if (signal.aborted) return
        const own = scored.filter(({ nodeId }) => nodeId === node.id)
        await this.#scoreNode(node, own, signal).catch((error: unknown) => errors.push(error))
      }
    }
    if (errors.length > 0 && !signal.aborted) throw errors[0]
  }

  /** Who stopped watching a source would else see its incidents open for ever. */
  #closeUnwatched(): void {
    const { db, host } = this.#parts
    const now = host.clock.now()
    for (const id of openUnwatched(db)) {
      db.transaction(() => {
        for (const change of closed(db, id, now)) this.#tell(change, now)
      })
    }
  }

  async #scoreNode(node: NodeRow, scored: readonly ScoredTo[], signal: AbortSignal): Promise<void> {
    const { db, host } = this.#parts
    const to = host.clock.now()
    const looked = this.#lookedTo.get(node.id) ?? scored[0]?.scoredTo ?? to - firstReach
    const { states, last } = await this.#worker.ask('news', {
      nodeId: node.id,
      after: Math.min(looked, to),
      to,
    })
    const open = scored.filter(({ haState }) => latestIncident(db, node.id, haState)?.closed_at === null)
    for (const haState of new Set([...states, ...open.map((one) => one.haState)])) {
      const before = scored.find((one) => one.haState === haState)
      await this.#scoreState(node, haState, before, to, signal)
    }
    if (!signal.aborted && last !== null) this.#lookedTo.set(node.id, last)
  }

  /** Where a node that was never scored in a state begins: after what its model learned, a day ago at most. */
  #beginning({ ranges }: Model, now: number): number {
    const learned = ranges.reduce((latest, { to }) => Math.max(latest, to), 0)
    return Math.min(now, Math.max(learned, now - firstReach))
  }

  async #scoreState(
    node: NodeRow,
    haState: string,
    before: ScoredTo | undefined,
    now: number,
    signal: AbortSignal,
  ): Promise<void> {
    const { db, models } = this.#parts
    const model = models.inUse(node.source_id, haState)
    if (model === undefined) return
    const modelFolder = models.folderOf(model.id)
    const step = {
      ...{ sourceId: node.source_id, model, now },
      look: (stretch: Stretch): Promise<Look> =>
        this.#worker.ask('look', { modelId: model.id, modelFolder, stretch }),
      tell: (changes: readonly IncidentChange[]): void => {
        for (const change of changes) this.#tell(change, now)
      },
    }
    let scored: ScoredTo = before ?? {
      nodeId: node.id,
      haState,
      modelId: model.id,
      scoredTo: this.#beginning(model, now),
      score: null,
      runFrom: null,
    }
    // A clock that was wrong must not keep its NameNode unwatched until that time.
    if (scored.scoredTo > now) scored = { ...scored, scoredTo: now, runFrom: null }
    let hasMore = true
    while (hasMore && !signal.aborted) {
      const next = await nextLook(db, scored, step)
      hasMore = next.hasMore
      scored = next.scored
    }
  }

  #tell({ event, before, incident, isSilent }: IncidentChange, now: number): void {
    const { onIncident, host } = this.#parts
    const { id, severity, cause } = incident
    const told = this.#told.get(id) ?? before ?? incident
    const isWorse =
      (severity ?? 0) >= (told.severity ?? 0) + worseBy || (told.cause === null && cause !== null)
    if (event === 'continued' && !isWorse) {
      this.#told.set(id, told)
      return
    }
    if (event === 'closed') this.#told.delete(id)
    else this.#told.set(id, { severity, cause })
    // An end is for those who were told of the beginning, however late: an alarm that was raised must come down.
    if (event !== 'closed' && now - incident.end > toldWithin) return
    try {
      onIncident(event === 'continued' ? 'worse' : event, incident, isSilent)
    } catch (error) {
      host.log(`Nobody could be told of incident ${String(id)}`, error)
    }
  }

  /** Ends the scoring thread. */
  stop(): Promise<void> {
    return this.#worker.stop()
  }
}
