// Sources as a service: list, one, and which one is meant when nobody said.
import type { Source } from '../../../src-shared/contract/sources.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import type { ReadableDatabase } from './database.ts'
import { type SourceRow, getSource, listNodes, listSources } from './sources.ts'

export class Sources {
  readonly #db: ReadableDatabase

  constructor(db: ReadableDatabase) {
    this.#db = db
  }

  /** All sources, the one with the latest data first. */
  list(): Source[] {
    return listSources(this.#db).map((row) => this.#withNodes(row))
  }

  /** One source. Throws NOT_FOUND. */
  get(id: number): Source {
    return this.#withNodes(getSource(this.#db, id))
  }

  /** The given source, else the one with the latest data. Throws NOT_FOUND, or NO_DATA where there is none. */
  choose(id: number | undefined, what: string): number {
    if (id !== undefined) return getSource(this.#db, id).id
    const latest = listSources(this.#db)[0]
    if (latest !== undefined) return latest.id
    throw new DeclaredError(
      'NO_DATA',
      `No processed data available for ${what}: import a dump first ("nnad import PATH" or POST /api/imports).`,
    )
  }

  #withNodes(row: SourceRow): Source {
    const nodes = listNodes(this.#db, row.id).map((node) => ({
      name: node.name,
      version: node.version,
      haState: node.ha_state,
      documents: node.documents,
      samples: node.samples,
      first: node.first,
      last: node.last,
    }))
    return { ...row, nodes }
  }
}
