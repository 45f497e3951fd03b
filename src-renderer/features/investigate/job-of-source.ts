// Jobs of the source that is being investigated.
import type { Job } from '../../../src-shared/contract/jobs.ts'
import { overlaps } from '../../charts/plot.ts'
import { isActive, useJobs } from '../../data/jobs.ts'
import type { Subject } from './subject.ts'

/** The latest job of a kind on the subject, and the one that made a result. Sources of one name differ in their times. */
export function useJobOf({ source, whole }: Subject, kind: Job['kind'], result?: string) {
  const { data: jobs = [] } = useJobs()
  const own = jobs.filter(
    (job) =>
      job.kind === kind && job.subject === source.name && (job.range === null || overlaps(job.range, whole)),
  )
  return {
    latest: own[0],
    active: own.find(isActive),
    maker: result === undefined ? undefined : own.find((job) => job.result?.id === result),
  }
}
