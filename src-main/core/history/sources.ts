// Where a vocabulary has what is wanted of a NameNode: the same for all with the same ports, and so worked out once.
import type { Vocabulary } from './dialects.ts'
import type { Sourced } from './mapping.ts'
import { placesOf } from './places.ts'

/** More are not kept: sites have few sets of ports. */
const mostKept = 50

const known = new Map<Vocabulary, Map<string, readonly Sourced[]>>()

/** Every place of a NameNode with these RPC ports, with its sources. */
export function sourcesOf(vocabulary: Vocabulary, ports: readonly string[]): readonly Sourced[] {
  const kept = known.get(vocabulary) ?? new Map<string, readonly Sourced[]>()
  known.set(vocabulary, kept)
  const key = ports.join()
  const found =
    kept.get(key) ?? placesOf(ports).map((place) => ({ place, sources: vocabulary.sources(place) }))
  if (kept.size < mostKept) kept.set(key, found)
  return found
}

/** Regular expressions of all metrics that a vocabulary has for what is wanted, whatever the ports. */
export function metricsOf(vocabulary: Vocabulary): readonly string[] {
  return sourcesOf(vocabulary, ['[0-9]+']).flatMap(({ sources }) => sources.map(({ metric }) => metric))
}
