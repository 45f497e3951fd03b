// One incident as it is read: head, what people say of it, causes with evidence, charts, root cause per metric.
import { useMemo, useRef, useState } from 'react'
import type { KeptIncident } from '../../../src-shared/contract/incidents.ts'
import { linkedMoments, momentOf } from '../../../src-shared/summary/moments.ts'
import type { SummaryLink } from '../../../src-shared/summary/parts.ts'
import { useSources } from '../../data/sources.ts'
import { moveCursor } from '../../state/cursor.ts'
import { useZone } from '../../state/use-zone.ts'
import { CauseCards } from '../report/cause-cards.tsx'
import diagnosis from '../report/diagnosis.module.css'
import { FindingsList } from '../report/findings-list.tsx'
import type { Sought } from '../report/follow.ts'
import { OpinionsCard } from '../report/opinions-card.tsx'
import { RootCauseTable } from '../report/root-cause-table.tsx'
import { UsersCard } from '../report/users-card.tsx'
import { IncidentCharts } from './incident-charts.tsx'
import { IncidentHeadRow } from './incident-head.tsx'
import { IncidentNote } from './incident-note.tsx'
import { reportWindow } from './incident-text.ts'
import classes from './incidents.module.css'
import { useIncidentChange } from './use-incident-change.ts'
import { VerdictChoice } from './verdict-choice.tsx'

/** What is looked for behind a link, and how to follow one. */
function useFollowing({ incident, start, end }: KeptIncident) {
  const charts = useRef<HTMLElement>(null)
  const [metric, setMetric] = useState<Sought<string>>()
  const [finding, setFinding] = useState<Sought<number>>()
  const shown = reportWindow({ start, end })
  const canFollow = (link: SummaryLink): boolean => {
    if ('at' in link) return link.at >= shown.from && link.at <= shown.to
    return 'metric' in link ? incident.metrics.some((one) => one.metric === link.metric) : 'cause' in link
  }
  const onFollow = (link: SummaryLink): void => {
    if ('at' in link) {
      charts.current?.scrollIntoView({ block: 'start' })
      charts.current?.focus({ preventScroll: true })
      moveCursor(link.at)
    } else if ('metric' in link) setMetric({ thing: link.metric, turn: (metric?.turn ?? 0) + 1 })
    else if ('cause' in link) setFinding({ thing: link.cause, turn: (finding?.turn ?? 0) + 1 })
  }
  return { charts, metric, finding, links: { canFollow, onFollow } }
}

export function IncidentView({ kept }: { readonly kept: KeptIncident }) {
  const zone = useZone()
  const { data: sources } = useSources()
  const { charts, metric, finding, links } = useFollowing(kept)
  const change = useIncidentChange(kept, zone.name)
  const { id, incident, start, end } = kept
  const window = useMemo(() => reportWindow({ start, end }), [start, end])
  const moment = linkedMoments({ window }, zone.name)
  return (
    <div className={classes['page']}>
      <IncidentHeadRow incident={kept} zone={zone} change={change} />
      <section className={`card ${classes['handling'] ?? ''}`} aria-label="What people say of it">
        <VerdictChoice
          incident={kept}
          rule={sources?.find((source) => source.id === kept.sourceId)?.baseline}
          isBusy={change.isPending}
          onVerdict={change.judge}
        />
        <IncidentNote key={id} id={id} note={kept.note} />
      </section>
      <section className={diagnosis['diagnosis']} aria-labelledby="diagnosis-heading">
        <h2 id="diagnosis-heading">Why</h2>
        <CauseCards incident={incident} moment={moment} {...links} />
        <FindingsList {...{ incident, finding, moment }} {...links} />
        <div className={diagnosis['beside']}>
          <UsersCard users={incident.users} />
          {incident.opinions.length > 0 && <OpinionsCard opinions={incident.opinions} />}
        </div>
      </section>
      <IncidentCharts place={charts} kept={kept} zone={zone} />
      <section className="card" aria-labelledby="root-cause-heading">
        <h2 id="root-cause-heading">Root cause per metric</h2>
        <RootCauseTable
          label="Root cause per metric"
          parts={incident.metrics}
          moment={momentOf({ window }, zone.name)}
          sought={metric}
        />
      </section>
    </div>
  )
}
