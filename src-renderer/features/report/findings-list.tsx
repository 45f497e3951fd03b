// The findings of an incident: causes, then symptoms, then impacts; each opens into its evidence.
import type { Incident } from '../../../src-shared/contract/analysis.ts'
import type { Moment } from '../../../src-shared/summary/moments.ts'
import type { SummaryLink } from '../../../src-shared/summary/parts.ts'
import classes from './diagnosis.module.css'
import { FindingRow } from './finding-row.tsx'
import type { Follow, Sought } from './follow.ts'

interface FindingsListProps {
  readonly incident: Incident
  /** A finding that is looked for. */
  readonly finding: Sought<number> | undefined
  readonly moment: Moment
  readonly canFollow: (link: SummaryLink) => boolean
  readonly onFollow: Follow
}

/** Nothing where no rule speaks. */
export function FindingsList({ incident: { start, causes }, finding, ...links }: FindingsListProps) {
  if (causes.length === 0) return null
  return (
    <section className="card figures" aria-labelledby="evidence-heading">
      <h3 id="evidence-heading">
        Findings{' '}
        <span className={classes['subtitle']}>causes, then symptoms, then impacts; the likeliest first</span>
      </h3>
      <ul className={classes['findings']}>
        {causes.map((cause, index) => (
          <FindingRow
            key={`${String(start)} ${cause.id}`}
            isLikeliest={index === 0}
            soughtTurn={finding?.thing === index ? finding.turn : 0}
            cause={cause}
            {...links}
          />
        ))}
      </ul>
    </section>
  )
}
