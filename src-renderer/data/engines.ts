// Engines: Prometheus-compatible servers, what of a NameNode they have, and fetches out of them.
import { useMutation, useQuery } from '@tanstack/react-query'
import type { Engine, EngineInput } from '../../src-shared/contract/engines.ts'
import type { TimeRange } from '../../src-shared/time.ts'
import { client } from '../client.ts'
import { rememberJob } from './jobs.ts'
import { queryClient } from './query-client.ts'

const key = ['engines', 'list']

/** How long what an engine said of its NameNodes is believed, ms: asking takes it seconds where it has hundreds. */
const believedMs = 300_000

/** All engines, in the order in which they were added. */
export const useEngines = () =>
  useQuery({ queryKey: key, queryFn: ({ signal }) => client.engines.list(undefined, { signal }) })

/** NameNodes whose series an engine has. */
export const useFoundNameNodes = (id: number | undefined) =>
  useQuery({
    queryKey: ['engines', 'namenodes', id],
    queryFn: ({ signal }) => client.engines.namenodes({ id: id ?? 0 }, { signal }),
    enabled: id !== undefined,
    staleTime: believedMs,
  })

/** What each attribute of a NameNode is read from; of the first one found where none is named. */
export const useMapping = (id: number, instance: string | undefined) =>
  useQuery({
    queryKey: ['engines', 'mapping', id, instance],
    queryFn: ({ signal }) =>
      client.engines.mapping({ id, ...(instance === undefined ? {} : { instance }) }, { signal }),
    staleTime: believedMs,
  })

/** What fetches out of an engine brought since the start, newest first. */
export const useFetches = (id: number) =>
  useQuery({
    queryKey: ['engines', 'fetches', id],
    queryFn: ({ signal }) => client.engines.fetches({ id, limit: 200 }, { signal }),
  })

const lookAgain = (): void => {
  for (const stale of [['engines'], ['secrets']]) void queryClient.invalidateQueries({ queryKey: stale })
}

/** An engine as somebody described it. */
export interface EngineSaved {
  /** An existing engine that it changes; undefined: a new one. */
  readonly id: number | undefined
  readonly input: EngineInput
}

/** Adds or changes an engine. */
export const useSaveEngine = () =>
  useMutation({
    mutationFn: ({ id, input }: EngineSaved): Promise<Engine> =>
      id === undefined ? client.engines.add(input) : client.engines.update({ id, ...input }),
    onSuccess: lookAgain,
  })

/** Keeps an engine's own rows in place of those before; done when the page has the mapping that they make. */
export const useSaveMapping = (id: number) =>
  useMutation({
    mutationFn: (mapping: EngineInput['mapping']) => client.engines.update({ id, mapping }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['engines'] }),
  })

/** Removes an engine with its secrets. */
export const useRemoveEngine = () =>
  useMutation({
    mutationFn: (id: number) => client.engines.remove({ id }),
    onSuccess: ({ id }) => {
      queryClient.setQueryData<Engine[]>(key, (engines) => engines?.filter((one) => one.id !== id))
      lookAgain()
    },
  })

/** An engine as it is tried. */
export interface EngineTried {
  readonly engine: EngineInput
  /** An engine whose kept secrets are used. */
  readonly id?: number
  /** Tried, not kept. */
  readonly secret?: string
  /** Values of headers; tried, not kept. */
  readonly headers?: Record<string, string>
}

/** Asks an engine once. */
export const useTestEngine = () =>
  useMutation({ mutationFn: (tried: EngineTried) => client.engines.test(tried) })

/** A range of some NameNodes. */
export interface Fetched extends TimeRange {
  readonly instances: readonly string[]
}

/** Starts a fetch, as a job. */
export const useStartFetch = (id: number) =>
  useMutation({
    mutationFn: ({ instances, from, to }: Fetched) =>
      client.engines.fetch({ id, instances: [...instances], from, to }),
    onSuccess: rememberJob,
  })
