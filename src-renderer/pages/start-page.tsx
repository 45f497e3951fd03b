// Start: ways in, what an import brought, what is here already.
import { Skeleton } from '@mantine/core'
import { useImports } from '../data/imports.ts'
import { useReports } from '../data/reports.ts'
import { useSources } from '../data/sources.ts'
import { FirstSteps } from '../features/start/first-steps.tsx'
import { ImportHistory } from '../features/start/import-history.tsx'
import { ImportStatus } from '../features/start/import-status.tsx'
import { KeptSources } from '../features/start/kept-sources.tsx'
import { MakeDump } from '../features/start/make-dump.tsx'
import classes from '../features/start/start.module.css'
import { WaysIn } from '../features/start/ways-in.tsx'

export function StartPage() {
  const { data: sources, isPending } = useSources()
  const { data: imports } = useImports()
  const { data: reports } = useReports()
  const isEmpty = sources?.length === 0
  return (
    <div className={classes['page']}>
      <h1>Start</h1>
      <WaysIn />
      <ImportStatus />
      {isPending && <Skeleton height={120} />}
      {(isEmpty || reports?.length === 0) && <FirstSteps />}
      {sources !== undefined && !isEmpty && <KeptSources sources={sources} />}
      {imports !== undefined && imports.length > 0 && <ImportHistory imports={imports} />}
      {sources !== undefined && <MakeDump key={String(isEmpty)} isOpen={isEmpty} />}
    </div>
  )
}
