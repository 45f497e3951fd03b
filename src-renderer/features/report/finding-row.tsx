// One finding of the diagnosis, and what it rests on.
import { useEffect, useId, useRef, useState } from 'react'
import type { Cause } from '../../../src-shared/contract/analysis.ts'
import { confidenceText } from '../../../src-shared/summary/grades.ts'
import { type SummaryLink, say } from '../../../src-shared/summary/parts.ts'
import type { Moment } from '../../../src-shared/summary/moments.ts'
import { signsText } from './card-texts.ts'
import { CauseActions } from './cause-actions.tsx'
import classes from './diagnosis.module.css'
import { EvidenceList } from './evidence-list.tsx'
import { Expander } from './expander.tsx'
import type { Follow } from './follow.ts'
import { LinkedText } from './linked-text.tsx'

interface FindingRowProps {
  readonly cause: Cause
  /** Open at first; its story stands in the card above. */
  readonly isLikeliest: boolean
  /** Rises when this finding is looked for. */
  readonly soughtTurn: number
  readonly moment: Moment
  readonly canFollow: (link: SummaryLink) => boolean
  readonly onFollow: Follow
}

const roleNames: Readonly<Record<Cause['role'], string>> = {
  cause: 'Cause',
  symptom: 'Symptom',
  impact: 'Impact',
}

export function FindingRow({ cause, isLikeliest, soughtTurn, moment, ...links }: FindingRowProps) {
  const [isOpen, setOpen] = useState(isLikeliest || soughtTurn > 0)
  const [turn, setTurn] = useState(soughtTurn)
  const row = useRef<HTMLLIElement>(null)
  const detail = useId()
  const { role, title, confidence, since, story } = cause
  if (turn !== soughtTurn) {
    setTurn(soughtTurn)
    if (soughtTurn > 0) setOpen(true)
  }
  useEffect(() => {
    if (soughtTurn === 0) return
    row.current?.scrollIntoView({ block: 'start' })
    row.current?.querySelector('button')?.focus({ preventScroll: true })
  }, [soughtTurn])
  return (
    <li ref={row} className={classes['finding']} data-kind={role}>
      <div className={classes['findingHead']}>
        <Expander
          isOpen={isOpen}
          controls={detail}
          label={`${roleNames[role]} ${title}`}
          onToggle={() => setOpen(!isOpen)}
        >
          <span className={classes['role']}>{roleNames[role]}</span> <b>{title}</b>
        </Expander>
        <span className="quiet">
          {confidenceText(confidence)}; {signsText(cause)};{' '}
          <LinkedText parts={say`since ${moment(since)}`} {...links} />
        </span>
      </div>
      <div id={detail} hidden={!isOpen}>
        {isOpen && (
          <div className={classes['findingBody']}>
            <div>
              {!isLikeliest && story !== '' && <p>{story}</p>}
              <EvidenceList cause={cause} moment={moment} {...links} />
            </div>
            <CauseActions cause={cause} />
          </div>
        )}
      </div>
    </li>
  )
}
