// Incidents that monitoring keeps.
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import type { KeptIncident } from '../../src-shared/contract/incidents.ts'
import type { TimeRange } from '../../src-shared/time.ts'
import { client } from '../client.ts'
import { queryClient } from './query-client.ts'

/** How often they are asked for while somebody looks at them, ms. */
const lookMs = 5000

export interface IncidentsOf {
  readonly source?: number | undefined
  readonly state?: 'open' | 'closed' | undefined
}

/** Kept incidents, open ones first, then newest first. */
export const useIncidents = ({ source, state }: IncidentsOf) =>
  useQuery({
    queryKey: ['incidents', 'list', source, state],
    placeholderData: keepPreviousData,
    refetchInterval: lookMs,
    queryFn: ({ signal }) =>
      client.incidents.list(
        {
          ...(source === undefined ? {} : { source }),
          ...(state === undefined ? {} : { state }),
          limit: 1000,
        },
        { signal },
      ),
  })

/** Incidents of a source that reach into a stretch; off without one. */
export const useIncidentsWithin = (source: number, range: TimeRange | undefined) =>
  useQuery({
    queryKey: ['live', 'incidents', source, range],
    enabled: range !== undefined,
    placeholderData: keepPreviousData,
    gcTime: 0,
    queryFn: ({ signal }) =>
      client.incidents.list({ source, from: range?.from ?? 0, to: range?.to ?? 0, limit: 200 }, { signal }),
  })

/** One incident; while it is open it is asked for again and again. */
export const useIncident = (id: number) =>
  useQuery<KeptIncident>({
    queryKey: ['incidents', 'one', id],
    refetchInterval: ({ state }) => (state.data?.state === 'open' ? lookMs : false),
    queryFn: ({ signal }) => client.incidents.get({ id }, { signal }),
  })

type Change = Parameters<typeof client.incidents.update>[0]

/** Acknowledges, mutes, annotates or judges an incident. */
export const useUpdateIncident = () =>
  useMutation({
    mutationFn: (change: Change) => client.incidents.update(change),
    onSuccess: (head) =>
      queryClient.setQueryData<KeptIncident>(['incidents', 'one', head.id], (kept) =>
        kept === undefined ? undefined : { ...kept, ...head },
      ),
    onSettled: () => {
      for (const queryKey of [['incidents'], ['live', 'incidents']])
        void queryClient.invalidateQueries({ queryKey })
    },
  })
