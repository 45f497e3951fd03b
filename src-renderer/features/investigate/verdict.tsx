// Whether the baseline is one: what its rows say, what models that never saw parts of it say, and what to leave out.
import { Skeleton } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { failureOf } from '../../data/failure.ts'
import { useVerdict } from '../../data/models.ts'
import type { Baseline } from '../../state/left-out.ts'
import classes from './baseline.module.css'
import { CheckLine } from './check-line.tsx'
import { verdictHead, verdictText } from './finding-text.ts'
import { Findings } from './findings.tsx'
import { judged, placeOf } from './judgement.ts'
import { LeftOutList } from './left-out-list.tsx'
import { Note } from './note.tsx'
import type { Subject } from './subject.ts'
import { useBaselineCheck } from './use-baseline-check.ts'
import type { Training } from './use-training.ts'

interface VerdictProps {
  readonly subject: Subject
  readonly baseline: Baseline
  readonly training: Training
}

const tones = { good: 'good', fair: 'fair', unusable: 'bad' } as const

export function Verdict({ subject, baseline, training }: VerdictProps) {
  const { of, whole } = subject
  const { window, leftOut } = baseline
  const { data: verdict, error } = useVerdict({ ...of, ...window })
  const checking = useBaselineCheck(subject, training)
  const root = useRef<HTMLDivElement>(null)
  const isChosen = useRef(false)
  // The button that was pressed is gone: whoever has no mouse goes on from here.
  useEffect(() => {
    if (isChosen.current) root.current?.focus()
    isChosen.current = false
  }, [leftOut])
  const choose = (): void => {
    isChosen.current = true
  }
  if (error !== null) return <Note tone="bad">{failureOf(error).message}</Note>
  if (verdict === undefined) return <Skeleton height={42} />
  const judgement = judged(verdict, checking.check.data, leftOut)
  const anywhere = judgement.findings.filter((finding) => placeOf(finding) === undefined)
  return (
    <div ref={root} className={classes['verdict']} role="group" aria-label="Verdict" tabIndex={-1}>
      <Note tone={tones[judgement.level]}>
        <b>{verdictHead(judgement)}</b> {verdictText(verdict, judgement, leftOut.length > 0)}
        {anywhere.map(({ text }) => ` ${text}`)}
        {judgement.level !== 'unusable' && <CheckLine {...{ subject, checking, judgement }} />}
        <Findings {...{ judgement, baseline, whole }} onLeaveOut={choose} />
      </Note>
      <LeftOutList {...{ baseline, whole }} onPutBack={choose} />
    </div>
  )
}
