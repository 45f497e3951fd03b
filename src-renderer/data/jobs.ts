// Jobs: asked for often while one runs, now and then otherwise (which also tells whether the core is still there).
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { Job } from '../../src-shared/contract/jobs.ts'
import { client } from '../client.ts'
import { queryClient } from './query-client.ts'

const busyMs = 300
const idleMs = 3000

export const isActive = (job: Job): boolean => job.finishedAt === null

/** The latest jobs, newest first; `isError` where the core does not answer. */
export const useJobs = () =>
  useQuery({
    queryKey: ['jobs'],
    queryFn: ({ signal }) => client.jobs.list({ limit: 20 }, { signal }),
    refetchInterval: ({ state }) => (state.data?.some(isActive) === true ? busyMs : idleMs),
    refetchIntervalInBackground: true,
    retry: false,
  })

const madeStale: Readonly<Record<Job['kind'], readonly string[]>> = {
  import: ['sources', 'samples', 'models', 'system'],
  train: ['models', 'system'],
  analyze: ['reports', 'system'],
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
      for (const part of madeStale[job.kind]) void queryClient.invalidateQueries({ queryKey: [part] })
      on(job)
    }
  }, [jobs, on])
}

/** Asks for the jobs now: one has just been started. */
export const lookAtJobs = () => queryClient.invalidateQueries({ queryKey: ['jobs'] })

export const useCancelJob = () =>
  useMutation({ mutationFn: (id: string) => client.jobs.cancel({ id }), onSettled: lookAtJobs })
