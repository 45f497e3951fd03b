// One of the two reports: what it is, how much it found.
import { Anchor } from '@mantine/core'
import { Link } from 'wouter'
import type { ReportHead } from '../../../src-shared/contract/reports.ts'
import { percent } from '../../../src-shared/figures.ts'
import { rangeText } from '../../../src-shared/zones.ts'
import classes from './compare.module.css'

interface SideHeadProps {
  readonly side: 'Left' | 'Right'
  readonly head: ReportHead
  /** Part of its windows above the threshold. */
  readonly flagged: number
  readonly zone: string
}

export function SideHead({ side, head, flagged, zone }: SideHeadProps) {
  const { id, title, sourceName, from, to, incidents, leading, note } = head
  const [line = ''] = note.split('\n')
  return (
    <section className={`card figures ${classes['side'] ?? ''}`} aria-label={`${side}: report ${String(id)}`}>
      <p className="quiet">{`${side}: report ${String(id)}, ${sourceName}, ${rangeText(from, to, zone)}`}</p>
      <h2>
        <Anchor component={Link} href={`/reports/${String(id)}`} inherit>
          {title}
        </Anchor>
      </h2>
      <p>
        {`${String(incidents)} ${incidents === 1 ? 'incident' : 'incidents'}, ${percent(flagged)} of the windows above the threshold`}
        {leading !== null && `; leading: ${leading}`}
      </p>
      {line !== '' && <p className="quiet">{`Note: ${line}`}</p>}
    </section>
  )
}
