// Fetches as a service: starts them, remembers what they brought.
import type { Fetch, FetchSummary } from '../../../src-shared/contract/fetches.ts'
import { orderedRange } from '../../../src-shared/time.ts'
import type { Host } from '../host.ts'
import type { JobContext, Jobs, StartedJob } from '../jobs.ts'
import { runTask, workerFile } from '../worker/task.ts'
import type { Engines } from './engines.ts'
import type { FetchTask } from './fetch-task.ts'

const fetchWorker = workerFile('fetch-worker', import.meta.url)

/** Fetches remembered. */
const kept = 200

/** What is wanted of an engine; times in epoch ms, both ends included. */
interface FetchRequest {
  /** Id of the engine. */
  readonly engine: number
  /** Values of the label instance; by default all NameNodes that are found. */
  readonly instances?: readonly string[] | undefined
  readonly from: number
  readonly to: number
  /** ms between documents; by default every scrape. */
  readonly step?: number | undefined
  /** Part of a larger work: nobody is told when it ends. */
  readonly quiet?: boolean
}

interface Parts {
  readonly host: Host
  readonly jobs: Jobs
  readonly engines: Engines
}

export class Fetches {
  readonly #host: Host
  readonly #jobs: Jobs
  readonly #engines: Engines
  /** Newest last. */
  readonly #done: Fetch[] = []

  constructor({ host, jobs, engines }: Parts) {
    this.#host = host
    this.#jobs = jobs
    this.#engines = engines
  }

  /**
   * Starts fetching what is not here yet. Throws BAD_INPUT at once for a range that ends before it begins. The outcome rejects
   * with NOT_FOUND for an engine that is not there, or the only NameNode asked for where the engine does not know it; with
   * EngineError where the engine cannot be asked: what came until then is kept, and the next fetch goes on after it.
   */
  start(request: FetchRequest): StartedJob<FetchSummary> {
    const range = orderedRange({ from: request.from, to: request.to })
    const { instances, quiet = false } = request
    const started: StartedJob<FetchSummary> = this.#jobs.start<FetchSummary>({
      kind: 'fetch',
      subject: instances === undefined ? 'all NameNodes' : subjectOf(instances),
      range,
      quiet,
      work: async (context) => {
        const summary = await this.#run(request, context)
        this.#remember({
          id: started.id,
          engineId: request.engine,
          range,
          finishedAt: this.#host.clock.now(),
          summary,
        })
        return summary
      },
      describe: () => ({ kind: 'fetch', id: started.id }),
    })
    return started
  }

  async #run(
    { engine: id, instances, from, to, step }: FetchRequest,
    context: JobContext,
  ): Promise<FetchSummary> {
    const { name, clusterLabel, mapping } = await this.#engines.one(id)
    const input: FetchTask['input'] = {
      dataFolder: this.#host.dataFolder,
      engine: { name, clusterLabel, mapping },
      target: await this.#engines.target(id),
      instances: instances === undefined ? undefined : [...new Set(instances)],
      range: { from, to },
      step,
      at: this.#host.clock.now(),
    }
    return runTask<FetchTask>(fetchWorker, input, {
      signal: context.signal,
      onProgress: ({ done, total }) => context.progress({ done, total, unit: 'hours' }),
    })
  }

  #remember(fetch: Fetch): void {
    this.#done.push(fetch)
    if (this.#done.length > kept) this.#done.shift()
  }

  /** What the latest fetches of an engine brought, newest first. */
  list(engine: number, limit: number): Fetch[] {
    return this.#done
      .filter(({ engineId }) => engineId === engine)
      .toReversed()
      .slice(0, limit)
  }
}

function subjectOf(instances: readonly string[]): string {
  const [first = ''] = instances
  return instances.length <= 1 ? first : `${first} and ${String(instances.length - 1)} more`
}
