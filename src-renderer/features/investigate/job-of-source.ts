// Jobs of the source that is being investigated.
import type { Job } from '../../../src-shared/contract/jobs.ts'
import { isActive, useJobs } from '../../data/jobs.ts'
import type { Subject } from './subject.ts'

/** The latest job of a kind on the subject's source, the one under way, and the one that made a result. */
export function useJobOf({ source }: Subject, kind: Job['kind'], result?: string) {
  const { data: jobs = [] } = useJobs()
  const own = jobs.filter((job) => job.kind === kind && job.sourceId === source.id)
  return {
    latest: own[0],
    active: own.find(isActive),
    maker: result === undefined ? undefined : own.find((job) => job.result?.id === result),
  }
}
