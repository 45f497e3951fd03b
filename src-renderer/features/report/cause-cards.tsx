// Cause, first symptom, impact and what to do next of the worst incident: only where diagnosis has said something.
import type { Incident } from '../../../src-shared/contract/analysis.ts'
import { figure, metricFigure, percent } from '../../../src-shared/figures.ts'
import { hasRisen, timesNormal } from '../../../src-shared/summary.ts'
import { formatDuration } from '../../../src-shared/time.ts'
import classes from './report.module.css'

interface CauseCard {
  readonly title: string
  readonly kind: 'cause' | 'symptom' | 'impact' | 'next'
  readonly lead: string
  readonly details: readonly string[]
}

/** Parts below this are no symptom. */
const leastPart = 0.05

function symptomCard({ metrics }: Incident, moment: (time: number) => string): CauseCard[] {
  const [first, second] = metrics
    .filter((part) => part.contribution >= leastPart && hasRisen(part))
    .toSorted((left, right) => (left.peakAt ?? 0) - (right.peakAt ?? 0))
  if (first === undefined || first.peakAt === null) return []
  return [
    {
      title: 'First symptom',
      kind: 'symptom',
      lead: `${first.metric}, peak at ${moment(first.peakAt)}`,
      details:
        second?.peakAt === null || second === undefined
          ? []
          : [`then ${second.metric}, ${moment(second.peakAt)}`],
    },
  ]
}

function impactCard({ start, end, metrics, users }: Incident): CauseCard {
  const processing = metrics.find(({ metric }) => metric === 'RpcProcessingTimeAvgTime')
  const times = processing === undefined ? null : timesNormal(processing)
  const height =
    processing === undefined || times === null
      ? []
      : [
          `processing time up to ${metricFigure(processing.metric, processing.peak)}, ${figure(times)} times normal`,
        ]
  return {
    title: 'Impact',
    kind: 'impact',
    lead: formatDuration(end - start),
    details: [
      ...height,
      ...users.map(
        ({ user, operation, share }) => `${user}, ${operation}: ${percent(share)} of the added lock cost`,
      ),
    ],
  }
}

function cardsOf(incident: Incident, moment: (time: number) => string): CauseCard[] {
  const [cause] = incident.causes
  const causeCards: CauseCard[] =
    cause === undefined
      ? []
      : [
          {
            title: 'Cause',
            kind: 'cause',
            lead: cause.title,
            details: [`confidence ${percent(cause.confidence)}`, ...cause.evidence],
          },
        ]
  const nextCards: CauseCard[] =
    cause === undefined || cause.remedy === ''
      ? []
      : [{ title: 'Do next', kind: 'next', lead: cause.remedy, details: [] }]
  return [...causeCards, ...symptomCard(incident, moment), impactCard(incident), ...nextCards]
}

interface CauseCardsProps {
  readonly incident: Incident | undefined
  readonly moment: (time: number) => string
}

export function CauseCards({ incident, moment }: CauseCardsProps) {
  if (incident === undefined || (incident.causes.length === 0 && incident.users.length === 0)) return null
  return (
    <div className={classes['causeCards']}>
      {cardsOf(incident, moment).map(({ title, kind, lead, details }) => (
        <section key={title} className="card" data-kind={kind} aria-label={title}>
          <h2>{title}</h2>
          <p>{lead}</p>
          {details.map((detail) => (
            <p key={detail} className="quiet">
              {detail}
            </p>
          ))}
        </section>
      ))}
    </div>
  )
}
