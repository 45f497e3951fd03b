// The diagnosis of one incident: three cards, its findings with their evidence, who rose, second opinions.
import { ActionIcon } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import type { RefObject } from 'react'
import type { SavedReport } from '../../../src-shared/contract/reports.ts'
import { type Moment, linkedMoments } from '../../../src-shared/summary/moments.ts'
import type { SummaryLink } from '../../../src-shared/summary/parts.ts'
import { formatDuration } from '../../../src-shared/time.ts'
import { CauseCards } from './cause-cards.tsx'
import classes from './diagnosis.module.css'
import { FindingsList } from './findings-list.tsx'
import { type Follow, type Sought, canFollow } from './follow.ts'
import { OpinionsCard } from './opinions-card.tsx'
import { SeverityBadge } from './severity-badge.tsx'
import { UsersCard } from './users-card.tsx'

interface DiagnosisProps {
  readonly place: RefObject<HTMLElement | null>
  readonly report: SavedReport
  /** Position of the incident. */
  readonly shown: number
  /** A finding that is looked for. */
  readonly finding: Sought<number> | undefined
  /** IANA name. */
  readonly zone: string
  readonly onShow: (incident: number) => void
  readonly onFollow: Follow
}

function Steps({ shown, count, onShow }: { shown: number; count: number; onShow: (next: number) => void }) {
  if (count < 2) return null
  return (
    <span className={classes['steps']}>
      <ActionIcon
        variant="default"
        size="sm"
        aria-label="More severe incident"
        disabled={shown === 0}
        onClick={() => onShow(shown - 1)}
      >
        <IconChevronLeft size={15} />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size="sm"
        aria-label="Less severe incident"
        disabled={shown === count - 1}
        onClick={() => onShow(shown + 1)}
      >
        <IconChevronRight size={15} />
      </ActionIcon>
    </span>
  )
}

export function Diagnosis({ place, report, shown, finding, zone, onShow, onFollow }: DiagnosisProps) {
  const { incidents } = report.analysis
  const incident = incidents[shown]
  if (incident === undefined) return null
  const moment: Moment = linkedMoments(report.analysis, zone)
  const links = { canFollow: (link: SummaryLink) => canFollow(report, link), onFollow }
  const { start, end, severity, users, opinions } = incident
  const which =
    incidents.length === 1 ? 'The incident' : `Incident ${String(shown + 1)} of ${String(incidents.length)}`
  return (
    <section ref={place} tabIndex={-1} className={classes['diagnosis']} aria-labelledby="diagnosis-heading">
      <div className={classes['head']}>
        <h2 id="diagnosis-heading" className="figures" aria-live="polite">
          {`${which}: ${moment(start).text} to ${moment(end).text}, ${formatDuration(end - start)}`}
        </h2>
        {severity !== null && (
          <span>
            severity <SeverityBadge severity={severity} />
          </span>
        )}
        <Steps shown={shown} count={incidents.length} onShow={onShow} />
      </div>
      <CauseCards incident={incident} moment={moment} {...links} />
      <FindingsList {...{ incident, finding, moment }} {...links} />
      <div className={classes['beside']}>
        <UsersCard users={users} />
        {opinions.length > 0 && <OpinionsCard opinions={opinions} />}
      </div>
    </section>
  )
}
