// Investigate: what was healthy (step 1), what was slow (step 2), on a node's whole history.
import { Investigation } from '../features/investigate/investigation.tsx'
import classes from '../features/investigate/investigate.module.css'
import {
  FailedInvestigation,
  LoadingInvestigation,
  NothingThere,
} from '../features/investigate/no-investigation.tsx'
import { SourcePicker } from '../features/investigate/source-picker.tsx'
import { subjectOf } from '../features/investigate/subject.ts'
import { useAddressRead } from '../features/investigate/use-address-sync.ts'
import { useHistory, useSources } from '../data/sources.ts'
import { useInvestigation } from '../state/investigation.ts'
import { useMemo } from 'react'

function useSubject() {
  const chosen = useInvestigation((state) => state.source)
  const node = useInvestigation((state) => state.node)
  const sources = useSources()
  const source = chosen === undefined ? sources.data?.[0] : sources.data?.find(({ id }) => id === chosen)
  // Asked for by the chosen id, so that one that is gone gives the core's own words.
  const history = useHistory({ source: chosen ?? source?.id, node })
  const subject = useMemo(
    () => (source === undefined || history.data === undefined ? undefined : subjectOf(source, history.data)),
    [source, history.data],
  )
  return { sources, source, history, subject }
}

function Content({ sources, source, history, subject }: ReturnType<typeof useSubject>) {
  if (subject !== undefined)
    return <Investigation key={`${String(subject.of.source)}/${subject.of.node}`} subject={subject} />
  const error = sources.error ?? history.error
  if (error !== null)
    return (
      <FailedInvestigation
        error={error}
        onRetry={() => void sources.refetch().then(() => history.refetch())}
      />
    )
  if (sources.data?.length === 0) return <NothingThere name={undefined} />
  if (history.data !== undefined && source !== undefined) return <NothingThere name={source.name} />
  return <LoadingInvestigation />
}

export function InvestigatePage() {
  useAddressRead()
  const found = useSubject()
  const { sources, source, subject } = found
  return (
    <div className={classes['page']}>
      <div className={classes['top']}>
        <h1>Investigate</h1>
        {source !== undefined && <SourcePicker sources={sources.data ?? []} {...{ source, subject }} />}
      </div>
      <Content {...found} />
    </div>
  )
}
