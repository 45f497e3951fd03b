// What an import brought, and the next step.
import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { Job } from '../../../src-shared/contract/jobs.ts'
import { useImports } from '../../data/imports.ts'
import { useSources } from '../../data/sources.ts'
import { navigate } from '../../state/address.ts'
import { useInvestigation } from '../../state/investigation.ts'
import { useZone } from '../../state/use-zone.ts'
import { attachmentTexts, broughtText, spanText } from './import-text.ts'
import { OpenedReports } from './opened-reports.tsx'
import { Skipped } from './skipped.tsx'
import classes from './start.module.css'

export function ImportOutcome({ job }: { readonly job: Job }) {
  const { data: imports } = useImports()
  const { data: sources = [] } = useSources()
  const zone = useZone()
  const choose = useInvestigation((state) => state.choose)
  const next = useRef<HTMLButtonElement>(null)
  const done = imports?.find(({ id }) => String(id) === job.result?.id)
  const isThere = done !== undefined
  useEffect(() => {
    if (isThere) next.current?.focus()
  }, [isThere])
  if (done === undefined) return null
  const { summary } = done
  const source = summary.sources[0]?.id ?? summary.attachments[0]?.source
  const [report] = summary.reports
  return (
    <section className={`card ${classes['outcome'] ?? ''}`} aria-label="Imported">
      <div>
        <h2 className={classes['title']}>Imported {job.subject}</h2>
        <p className={`figures ${classes['text'] ?? ''}`}>{broughtText(summary, sources)}</p>
        <p className={`figures quiet ${classes['text'] ?? ''}`}>{spanText(summary, zone.name)}</p>
        {attachmentTexts(summary, zone.name).map((text, index) => (
          <p key={index} className={`figures quiet ${classes['text'] ?? ''}`}>
            {text}
          </p>
        ))}
        <OpenedReports reports={summary.reports} />
        <Skipped summary={summary} />
      </div>
      <Button
        ref={next}
        onClick={() => {
          if (source !== undefined) choose(source)
          navigate(
            source === undefined && report !== undefined ? `/reports/${String(report.id)}` : '/investigate',
          )
        }}
      >
        {source === undefined && report !== undefined ? 'Open report' : 'Investigate'}
      </Button>
    </section>
  )
}
