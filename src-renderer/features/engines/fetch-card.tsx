// Fetches a range of the chosen NameNodes: from, to, what it comes to, how far it is, what it brought.
import { Button } from '@mantine/core'
import { useState } from 'react'
import type { FoundNameNode } from '../../../src-shared/contract/engines.ts'
import type { Job } from '../../../src-shared/contract/jobs.ts'
import { figure } from '../../../src-shared/figures.ts'
import { counted } from '../../../src-shared/summary/parts.ts'
import { Problem } from '../../components/problem.tsx'
import { useStartFetch } from '../../data/engines.ts'
import { failureOf } from '../../data/failure.ts'
import { isActive, useJobs } from '../../data/jobs.ts'
import type { Zone } from '../../state/use-zone.ts'
import { JobProgress } from '../jobs/job-progress.tsx'
import { documentsOf, lastDay } from './engine-text.ts'
import classes from './engines.module.css'
import { FetchOutcomes } from './fetch-outcomes.tsx'
import { RangeFields } from './range-fields.tsx'

interface FetchCardProps {
  readonly engineId: number
  /** All that are chosen. */
  readonly chosen: readonly FoundNameNode[]
  readonly found: readonly FoundNameNode[]
  readonly zone: Zone
}

/** Fetches under way or waiting, and those that failed since the page was opened. */
function FetchJobs({ started }: { readonly started: ReadonlySet<string> }) {
  const { data: jobs = [] } = useJobs()
  const own = jobs.filter(({ kind, quiet, id }: Job) => kind === 'fetch' && (!quiet || started.has(id)))
  return own
    .filter((job) => isActive(job) || (started.has(job.id) && job.error !== null))
    .map((job) =>
      job.error === null ? (
        <JobProgress key={job.id} job={job} />
      ) : (
        <Problem key={job.id} title="Not all was fetched">
          {job.error.message}
        </Problem>
      ),
    )
}

export function FetchCard({ engineId, chosen, found, zone }: FetchCardProps) {
  const [range, setRange] = useState(() => lastDay(found))
  const [started, setStarted] = useState<ReadonlySet<string>>(new Set())
  const start = useStartFetch(engineId)
  const why =
    chosen.length === 0
      ? 'Choose NameNodes in the table first.'
      : range === undefined
        ? 'Give From and To first.'
        : `At most ${figure(documentsOf(chosen, range))} documents, one per scrape. What is here already is not asked for; gaps stay gaps.`
  const begin = (): void => {
    if (range === undefined) return
    start.mutate(
      { ...range, instances: chosen.map(({ instance }) => instance) },
      { onSuccess: ({ id }) => setStarted((before) => new Set(before).add(id)) },
    )
  }
  return (
    <section className={`card ${classes['fetch'] ?? ''}`} aria-labelledby="fetch-heading">
      <h2 id="fetch-heading">Fetch a range</h2>
      <div className={classes['line']}>
        <RangeFields id="fetch" range={range} zone={zone} onChange={setRange} />
        <Button
          size="xs"
          disabled={chosen.length === 0 || range === undefined}
          loading={start.isPending}
          aria-describedby="fetch-why"
          onClick={begin}
        >
          {chosen.length === 0 ? 'Fetch' : `Fetch ${counted(chosen.length, 'NameNode')}`}
        </Button>
      </div>
      <p className={`quiet figures ${classes['note'] ?? ''}`} id="fetch-why">
        {why}
      </p>
      {start.error !== null && (
        <Problem title="The fetch did not start">{failureOf(start.error).message}</Problem>
      )}
      <FetchJobs started={started} />
      <FetchOutcomes engineId={engineId} zone={zone.name} />
    </section>
  )
}
