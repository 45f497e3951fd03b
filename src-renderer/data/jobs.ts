// Jobs: asked for often while one runs, now and then otherwise (which also tells whether the core is still there).
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { Job } from '../../src-shared/contract/jobs.ts'
import { client } from '../client.ts'
import { queryClient } from './query-client.ts'

const busyMs = 300
const idleMs = 3000

export const isActive = (job: Job): boolean => job.finishedAt === null

/** Whether a check was asked for: its job is known a moment later. */
const isChecking = (): boolean => queryClient.isFetching({ queryKey: ['checks'] }) > 0

/** The latest jobs, newest first; `isError` where the core does not answer. */
export const useJobs = () =>
  useQuery({
    queryKey: ['jobs'],
    // So many that trainings and checks that start by themselves do not hide the others.
    queryFn: ({ signal }) => client.jobs.list({ limit: 100 }, { signal }),
    refetchInterval: ({ state }) => (state.data?.some(isActive) === true || isChecking() ? busyMs : idleMs),
    retry: false,
  })

/** Keys of queries. What a model says is asked for by its id: a new one makes none of it stale. */
const madeStale: Readonly<Record<Job['kind'], readonly (readonly string[])[]>> = {
  import: [['sources'], ['samples'], ['models'], ['checks'], ['reports'], ['system']],
  train: [['models', 'list'], ['system']],
  analyze: [['reports'], ['fleets'], ['system']],
  check: [],
  fetch: [['sources'], ['samples'], ['models'], ['checks'], ['engines', 'fetches'], ['system']],
  fleet: [['fleets'], ['sources'], ['samples'], ['models'], ['system']],
}

/** Calls `on` for each job that has ended since the page was opened, once, after what it changed was made stale. */
export function useEndedJobs(on: (job: Job) => void): void {
  const { data: jobs } = useJobs()
  const known = useRef<Set<string>>(undefined)
  useEffect(() => {
    if (jobs === undefined) return
    // Jobs that had ended before the page was opened are no news.
    known.current ??= new Set(jobs.filter((job) => !isActive(job)).map(({ id }) => id))
    for (const job of jobs) {
      if (isActive(job) || known.current.has(job.id)) continue
      known.current.add(job.id)
      for (const queryKey of madeStale[job.kind]) void queryClient.invalidateQueries({ queryKey })
      on(job)
    }
  }, [jobs, on])
}

/** Asks for the jobs now: one has just been started. */
export const lookAtJobs = () => queryClient.invalidateQueries({ queryKey: ['jobs'] })

/** Shows a job that has just been started at once, then asks for all. */
export function rememberJob(job: Job): void {
  queryClient.setQueryData<Job[]>(['jobs'], (jobs = []) => [job, ...jobs.filter(({ id }) => id !== job.id)])
  void lookAtJobs()
}

export const useCancelJob = () =>
  useMutation({ mutationFn: (id: string) => client.jobs.cancel({ id }), onSettled: lookAtJobs })
