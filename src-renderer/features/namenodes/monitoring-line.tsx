// Whether monitoring runs here, since when, its stages, and what the disk says.
import { UnstyledButton } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'
import type { Monitoring } from '../../../src-shared/contract/monitoring.ts'
import { bytesText } from '../../../src-shared/figures.ts'
import { timeText } from '../../../src-shared/zones.ts'
import { Problem } from '../../components/problem.tsx'
import { Tag } from '../../components/tag.tsx'
import classes from './namenodes.module.css'
import { StageTable } from './stage-table.tsx'
import { stageWords } from './stage-text.ts'

interface MonitoringLineProps {
  readonly monitoring: Monitoring
  readonly zone: string
}

const texts: Readonly<
  Record<Monitoring['state'], readonly [state: string, tone: 'good' | 'fair' | 'plain', detail: string]>
> = {
  on: ['on', 'good', ''],
  elsewhere: [
    'elsewhere',
    'fair',
    'another nnad collects into this data folder; this one takes over when it ends',
  ],
  off: ['off', 'fair', 'this process collects nothing; nnad serve and the app do'],
}

export function MonitoringLine({ monitoring, zone }: MonitoringLineProps) {
  const { state, since, stages, disk } = monitoring
  const [isOpen, setOpen] = useState(false)
  const [text, tone, detail] = texts[state]
  const failing = stages.filter(({ error }) => error !== null)
  return (
    <section className={`card ${classes['monitoring'] ?? ''}`} aria-labelledby="monitoring-heading">
      <div className={classes['head']}>
        <h2 id="monitoring-heading">Monitoring</h2>
        <Tag tone={tone}>{text}</Tag>
        <span className="quiet figures">
          {detail}
          {since === null ? '' : `${detail === '' ? '' : '; '}since ${timeText(since, zone)}`}
        </span>
        {/* 0 until retention has looked for the first time. */}
        {disk.bytes > 0 && (
          <span className="quiet figures">
            {`data folder ${bytesText(disk.bytes)} of ${bytesText(disk.budgetBytes)}`}
            {disk.freeBytes === null ? '' : `, ${bytesText(disk.freeBytes)} free on its disk`}
          </span>
        )}
        <UnstyledButton
          className={classes['more']}
          aria-expanded={isOpen}
          aria-controls="monitoring-stages"
          onClick={() => setOpen(!isOpen)}
        >
          <IconChevronRight size={14} data-open={isOpen || undefined} aria-hidden />
          Stages
        </UnstyledButton>
      </div>
      {disk.message !== null && <Problem title="Disk">{disk.message}</Problem>}
      {!isOpen &&
        failing.map(({ stage, error }) => (
          <p key={stage} className={classes['failed']} role="alert">
            {`${stageWords[stage][0]} failed: ${error ?? ''}`}
          </p>
        ))}
      <div id="monitoring-stages" hidden={!isOpen}>
        {isOpen && <StageTable stages={stages} zone={zone} />}
      </div>
    </section>
  )
}
