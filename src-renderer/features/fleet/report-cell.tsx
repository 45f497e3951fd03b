// The report of a run's NameNode: made on demand, opened once it is there.
import { Anchor, Button } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'wouter'
import type { FleetRow } from '../../../src-shared/contract/fleets.ts'
import { tellFailure } from '../../components/tell.tsx'
import { useFleetReport } from '../../data/fleets.ts'
import { isActive, useJobs } from '../../data/jobs.ts'

interface ReportCellProps {
  readonly fleetId: number
  readonly row: FleetRow
}

export function ReportCell({ fleetId, row }: ReportCellProps) {
  const { instance, finding, reportId } = row
  const [started, setStarted] = useState<string>()
  const { data: jobs = [] } = useJobs()
  const report = useFleetReport(fleetId)
  const job = jobs.find(({ id }) => id === started)
  const isMaking = report.isPending || (job !== undefined && isActive(job))
  // The run is asked for again a moment after its report is there.
  const made = reportId ?? (job?.result?.kind === 'report' ? Number(job.result.id) : undefined)
  if (finding === null) return null
  if (made !== undefined && !isMaking)
    return (
      <Anchor
        component={Link}
        href={`/reports/${String(made)}`}
        inherit
        aria-label={`Open report of ${instance}`}
      >
        Open report
      </Anchor>
    )
  const make = (): void =>
    report.mutate(instance, {
      onSuccess: ({ id }) => setStarted(id),
      onError: (error) => tellFailure(`No report of ${instance} was made`, error),
    })
  return (
    <Button
      size="compact-xs"
      variant="default"
      loading={isMaking}
      aria-label={`Make report of ${instance}`}
      onClick={make}
    >
      Make report
    </Button>
  )
}
