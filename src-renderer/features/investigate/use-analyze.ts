// Starts an analysis of the suspect window, as a job; when the one started here ends, its report opens.
import { useMutation } from '@tanstack/react-query'
import { useCallback, useRef } from 'react'
import { useLocation } from 'wouter'
import type { Job } from '../../../src-shared/contract/jobs.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import { client } from '../../client.ts'
import { lookAtJobs, useEndedJobs } from '../../data/jobs.ts'
import type { NodeOf } from './subject.ts'

interface Analysed extends TimeRange {
  /** In place of the model's own. */
  readonly thresholdOverride?: number | undefined
}

export function useAnalyze(of: NodeOf) {
  const [, navigate] = useLocation()
  const started = useRef<string>(undefined)
  useEndedJobs(
    useCallback(
      ({ id, result }: Job) => {
        if (id === started.current && result !== null) navigate(`/reports/${result.id}`)
      },
      [navigate],
    ),
  )
  return useMutation({
    mutationFn: ({ from, to, thresholdOverride }: Analysed) =>
      client.reports.start({
        ...of,
        from,
        to,
        ...(thresholdOverride === undefined ? {} : { thresholdOverride }),
      }),
    onSuccess: ({ id }) => {
      started.current = id
    },
    onSettled: lookAtJobs,
  })
}
