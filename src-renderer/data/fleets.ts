// Fleet runs: all NameNodes of an engine, each judged over one window.
import { useMutation, useQuery } from '@tanstack/react-query'
import type { FleetBaseline, FleetHead } from '../../src-shared/contract/fleets.ts'
import type { TimeRange } from '../../src-shared/time.ts'
import { client } from '../client.ts'
import { lookAtJobs, rememberJob } from './jobs.ts'
import { queryClient } from './query-client.ts'

/** How often a run is asked for while it is under way, ms. */
const lookMs = 1000

/** Whether a run goes on by itself. */
export const isUnderWay = ({ state }: FleetHead): boolean => state === 'waiting' || state === 'running'

const lookAgain = () => queryClient.invalidateQueries({ queryKey: ['fleets'] })

/** The latest runs, newest first. */
export const useFleets = () =>
  useQuery({
    queryKey: ['fleets', 'list'],
    queryFn: ({ signal }) => client.fleets.list({ limit: 100 }, { signal }),
    refetchInterval: ({ state }) => (state.data?.some(isUnderWay) === true ? lookMs : false),
  })

/** One run with its NameNodes, the most severe first. */
export const useFleet = (id: number) =>
  useQuery({
    queryKey: ['fleets', 'one', id],
    queryFn: ({ signal }) => client.fleets.get({ id }, { signal }),
    refetchInterval: ({ state }) => (state.data !== undefined && isUnderWay(state.data) ? lookMs : false),
  })

/** A run as somebody described it. */
export interface FleetStarted extends TimeRange {
  readonly engine: number
  /** undefined: all that are found. */
  readonly instances: readonly string[] | undefined
  readonly baseline: FleetBaseline
  readonly keepData: boolean
}

const begun = (): void => {
  void lookAtJobs()
  void lookAgain()
}

/** Starts a run, as a job. */
export const useStartFleet = () =>
  useMutation({
    mutationFn: ({ instances, ...rest }: FleetStarted) =>
      client.fleets.start({ ...rest, ...(instances === undefined ? {} : { instances: [...instances] }) }),
    onSuccess: begun,
  })

/** Goes on with a run that was stopped. */
export const useResumeFleet = () =>
  useMutation({ mutationFn: (id: number) => client.fleets.resume({ id }), onSuccess: begun })

/** Deletes the results of a run. */
export const useRemoveFleet = () =>
  useMutation({ mutationFn: (id: number) => client.fleets.remove({ id }), onSuccess: lookAgain })

/** Makes a report of a run's NameNode, as a job. */
export const useFleetReport = (id: number) =>
  useMutation({
    mutationFn: (instance: string) => client.fleets.report({ id, instance }),
    onSuccess: rememberJob,
  })
