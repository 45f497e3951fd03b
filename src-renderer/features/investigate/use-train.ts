// Starts a training on the baseline, as a job.
import { useMutation } from '@tanstack/react-query'
import type { TimeRange } from '../../../src-shared/time.ts'
import { client } from '../../client.ts'
import { lookAtJobs } from '../../data/jobs.ts'
import type { Subject } from './subject.ts'

export const useTrain = ({ of }: Subject) =>
  useMutation({
    mutationFn: ({ from, to }: TimeRange) =>
      client.models.train({
        headers: { prefer: 'respond-async' },
        body: { ...of, from_ts: from, to_ts: to },
      }),
    onSettled: lookAtJobs,
  })
