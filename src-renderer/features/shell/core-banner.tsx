// Says that the core does not answer, until it does again; then everything is asked anew.
import { useEffect, useRef } from 'react'
import { Problem } from '../../components/problem.tsx'
import { failureOf } from '../../data/failure.ts'
import { useJobs } from '../../data/jobs.ts'
import { queryClient } from '../../data/query-client.ts'
import classes from './shell.module.css'

/** Passing, or told by a dialog of its own. */
const untold = new Set(['BUSY', 'UNAUTHORIZED'])

export function CoreBanner() {
  const { isError, error } = useJobs()
  const wasGone = useRef(false)
  useEffect(() => {
    if (isError) wasGone.current = true
    else if (wasGone.current) {
      wasGone.current = false
      void queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'jobs' })
    }
  }, [isError])
  if (!isError) return null
  const { code, message } = failureOf(error)
  if (untold.has(code)) return null
  return (
    <div className={classes['banner']}>
      <Problem>{message} This page keeps what it has and tries again by itself.</Problem>
    </div>
  )
}
