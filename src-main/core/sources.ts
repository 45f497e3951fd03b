// Sources as a service: list, one, and which one is meant when nobody said.
import type { Source } from '../../src-shared/contract/sources.ts'
import { DeclaredError } from '../../src-shared/errors.ts'
import type { Baselines } from './retraining/baselines.ts'
import type { ReadableDatabase } from './store/database.ts'
import { type SourceRow, countHeld, getSource, listNodes, listSources } from './store/sources.ts'

export class Sources {
  readonly #db: ReadableDatabase
  readonly #baselines: Baselines

  constructor(db: ReadableDatabase, baselines: Baselines) {
    this.#db = db
    this.#baselines = baselines
  }

  /** All sources, the one with the latest data first. */
  list(): Source[] {
    return listSources(this.#db).map((row) => this.#withNodes(row))
  }

  /** The id of the source with the latest data; undefined where there is none. */
  latest(): number | undefined {
    return listSources(this.#db)[0]?.id
  }

  /** One source. Throws NOT_FOUND. */
  get(id: number): Source {
    return this.#withNodes(getSource(this.#db, id))
  }

  /** What a source is called. Throws NOT_FOUND. */
  nameOf(id: number): string {
    return getSource(this.#db, id).name
  }

  /** The given source, else the one with the latest data. Throws NOT_FOUND, or NO_DATA where there is none. */
  choose(id: number | undefined, what: string): number {
    if (id !== undefined) return getSource(this.#db, id).id
    const latest = this.latest()
    if (latest !== undefined) return latest
    throw new DeclaredError(
      'NO_DATA',
      `No processed data available for ${what}: import a dump first ("nnad import PATH" or POST /api/imports).`,
    )
  }

  #withNodes({ id, key, name }: SourceRow): Source {
    const nodes = listNodes(this.#db, id).map((node) => ({
      name: node.name,
      version: node.version,
      haState: node.ha_state,
      zone: node.zone,
      ...countHeld(this.#db, node.id),
      first: node.first,
      last: node.last,
    }))
    const times = nodes.flatMap(({ first, last }) => (first === null || last === null ? [] : [first, last]))
    return {
      id,
      key,
      name,
      documents: nodes.reduce((sum, node) => sum + node.documents, 0),
      samples: nodes.reduce((sum, node) => sum + node.samples, 0),
      first: times.length === 0 ? null : Math.min(...times),
      last: times.length === 0 ? null : Math.max(...times),
      nodes,
      baseline: this.#baselines.ruleOf(id),
    }
  }
}
