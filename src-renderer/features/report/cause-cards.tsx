// Cause, first symptom, impact of an incident, each in a card. Nothing is called a cause that is only a symptom.
import type { Incident } from '../../../src-shared/contract/analysis.ts'
import { type SummaryLink, type SummaryText, plainText } from '../../../src-shared/summary/parts.ts'
import type { Moment } from '../../../src-shared/summary/moments.ts'
import { type CardText, causeCard, impactCard, symptomCard } from './card-texts.ts'
import classes from './diagnosis.module.css'
import type { Follow } from './follow.ts'
import { LinkedText } from './linked-text.tsx'

interface CauseCardsProps {
  readonly incident: Incident
  readonly moment: Moment
  readonly canFollow: (link: SummaryLink) => boolean
  readonly onFollow: Follow
}

export function CauseCards({ incident, moment, ...links }: CauseCardsProps) {
  const cards: readonly (readonly [kind: string, card: CardText])[] = [
    ['cause', causeCard(incident, moment)],
    ['symptom', symptomCard(incident, moment)],
    ['impact', impactCard(incident)],
  ]
  const line = (parts: SummaryText) => <LinkedText parts={parts} {...links} />
  return (
    <div className={classes['cards']}>
      {cards.map(([kind, { title, lead, grade, details }]) => (
        <section key={kind} className="card" data-kind={kind} aria-label={title}>
          <h3>{title}</h3>
          <p className={classes['lead']}>{line(lead)}</p>
          {grade.length > 0 && <p className="quiet">{line(grade)}</p>}
          {details.map((detail) => (
            <p key={plainText(detail)}>{line(detail)}</p>
          ))}
        </section>
      ))}
    </div>
  )
}
