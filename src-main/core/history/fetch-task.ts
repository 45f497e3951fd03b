// What the worker of a fetch is started with, tells and gives.
import type { Engine } from '../../../src-shared/contract/engines.ts'
import type { FetchSummary } from '../../../src-shared/contract/fetches.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import type { Task } from '../worker/task.ts'
import type { EngineTarget } from './engine-target.ts'

export interface FetchInput {
  readonly dataFolder: string
  readonly engine: Pick<Engine, 'name' | 'clusterLabel' | 'mapping'>
  readonly target: EngineTarget
  /** Values of the label instance; undefined: all that are found. */
  readonly instances: readonly string[] | undefined
  /** Epoch ms, both ends included. */
  readonly range: TimeRange
  /** ms between documents; undefined: every scrape. */
  readonly step: number | undefined
  /** This machine's time, epoch ms. */
  readonly at: number
}

export interface FetchProgress {
  /** Hours of history, over all NameNodes. */
  readonly done: number
  readonly total: number
}

export type FetchTask = Task<FetchInput, FetchProgress, FetchSummary>
