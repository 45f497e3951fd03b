// What the scheduler does, and who was told of what.
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Stage } from '../../src-shared/contract/monitoring.ts'
import type { Channel } from '../../src-shared/contract/notifications.ts'
import { client } from '../client.ts'
import { queryClient } from './query-client.ts'

const key = ['monitoring']

/** How often its state is asked for while the page is seen, ms. */
const lookMs = 4000

/** Stages, sources and disk; asked for again and again. */
export const useMonitoring = () =>
  useQuery({
    queryKey: key,
    queryFn: ({ signal }) => client.monitoring.get(undefined, { signal }),
    refetchInterval: lookMs,
  })

/** How many incidents are open, on all watched sources. */
export function useOpenIncidents(): number {
  const { data } = useMonitoring()
  return data?.sources.reduce((sum, { openIncidents }) => sum + openIncidents, 0) ?? 0
}

/** Asks for the sources anew when monitoring has found one that was not there before. */
export function useSourcesFound(): void {
  const { data } = useMonitoring()
  const ids = data?.sources.map(({ sourceId }) => sourceId).join()
  useEffect(() => {
    if (ids !== undefined && ids !== '') void queryClient.invalidateQueries({ queryKey: ['sources'] })
  }, [ids])
}

/** What a stage that ends makes stale. */
const madeStale: Readonly<Record<Stage, readonly (readonly string[])[]>> = {
  collect: [['watches']],
  process: [['watches'], ['sources'], ['samples'], ['live']],
  score: [['incidents'], ['live']],
  retrain: [['models', 'list'], ['sources'], ['live']],
  retain: [['system'], ['sources']],
}

/** Runs a stage now, out of its turn. */
export const useRunStage = () =>
  useMutation({
    mutationFn: (stage: Stage) => client.monitoring.run({ stage }),
    onSuccess: (monitoring) => queryClient.setQueryData(key, monitoring),
    onSettled: (_monitoring, _error, stage) => {
      for (const queryKey of madeStale[stage]) void queryClient.invalidateQueries({ queryKey })
    },
  })

/** How often deliveries are asked for while they are shown, ms. */
const deliveriesMs = 5000

/** The latest notifications, newest first. */
export const useDeliveries = () =>
  useQuery({
    queryKey: ['deliveries'],
    queryFn: ({ signal }) => client.notifications.list({ limit: 20 }, { signal }),
    refetchInterval: deliveriesMs,
  })

/** Sends a test by one channel. */
export const useTestChannel = () =>
  useMutation({
    mutationFn: (channel: Channel) => client.notifications.test({ channel }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['deliveries'] }),
  })
