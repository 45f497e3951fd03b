// Starts a training on the baseline, as a job.
import { useMutation } from '@tanstack/react-query'
import { client } from '../../client.ts'
import { lookAtJobs, rememberJob } from '../../data/jobs.ts'
import { baselineInput } from '../../data/models.ts'
import type { Baseline } from '../../state/left-out.ts'
import type { Subject } from './subject.ts'

interface Training {
  readonly baseline: Baseline
  /** For looking, until the next one; otherwise for keeps. */
  readonly isDraft: boolean
}

export const useTrain = ({ of }: Subject) =>
  useMutation({
    mutationFn: async ({ baseline, isDraft }: Training) => {
      const answer = await client.models.train({
        headers: { prefer: 'respond-async' },
        body: { ...of, ...baselineInput(baseline), draft: isDraft },
      })
      return answer.status === 202 ? answer.body : undefined
    },
    onSuccess: (job) => {
      if (job !== undefined) rememberJob(job)
    },
    onError: lookAtJobs,
  })
