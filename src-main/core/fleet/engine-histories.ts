// Histories out of a site's engines.
import { DeclaredError } from '../../../src-shared/errors.ts'
import type { FetchSummary } from '../../../src-shared/contract/fetches.ts'
import type { Engines } from '../history/engines.ts'
import type { Fetches } from '../history/fetch.ts'
import type { Histories } from './fleet-parts.ts'

function only({ nodes: [node] }: FetchSummary, instance: string): FetchSummary['nodes'][number] {
  if (node !== undefined) return node
  throw new DeclaredError(
    'NO_DATA',
    `The engine told nothing of ${instance}: look at "nnad engine namenodes".`,
  )
}

/** Engines and fetches as fleets want them; a fleet tells its end, its many fetches do not. */
export function engineHistories(engines: Engines, fetches: Fetches): Histories {
  return {
    nameOf: async (engine) => (await engines.one(engine)).name,
    namenodes: (engine, signal) => engines.namenodes(engine, signal),
    fetch: (engine, instance, { from, to }) => {
      const { id, outcome } = fetches.start({ engine, instances: [instance], from, to, quiet: true })
      return { id, outcome: outcome.then((summary) => only(summary, instance)) }
    },
  }
}
