// What a report is, in its head: number, windows, NameNode, title, what can be done with it.
import { Title } from '@mantine/core'
import type { SavedReport } from '../../../src-shared/contract/reports.ts'
import { dayText, rangeText, timeText } from '../../../src-shared/zones.ts'
import type { Zone } from '../../state/use-zone.ts'
import { EditableTitle } from './editable-title.tsx'
import { ReportActions } from './report-actions.tsx'
import { notHereText } from './not-here.ts'
import classes from './report.module.css'

interface ReportHeadProps {
  readonly report: SavedReport
  readonly zone: Zone
}

function factsOf({ id, createdAt, receivedAt, analysis }: SavedReport, zone: Zone): string[] {
  const { source, window, model } = analysis
  const day = dayText(window.from, zone.name)
  // Of the window's own day only the clock.
  const baselines = model.ranges.map(({ from, to }) => rangeText(from, to, zone.name).replace(`${day} `, ''))
  const cluster = source.name === source.node || source.node.startsWith(source.name) ? '' : `${source.name}, `
  return [
    `Report ${String(id)}, made ${timeText(createdAt, zone.name)}`,
    ...(receivedAt === null ? [] : [`opened from a file ${timeText(receivedAt, zone.name)}`]),
    `window ${rangeText(window.from, window.to, zone.name)}`,
    `baseline ${baselines.join(' and ')}`,
    `times in ${zone.label}`,
    `NameNode ${cluster}${source.node}`,
    source.version === null ? 'Hadoop version unknown' : `Hadoop ${source.version}`,
  ]
}

export function ReportHead({ report, zone }: ReportHeadProps) {
  const { id, title } = report
  return (
    <header>
      <ul className={`quiet figures ${classes['facts'] ?? ''}`}>
        {factsOf(report, zone).map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      <div className={classes['headRow']}>
        <EditableTitle id={id} title={title}>
          <Title order={1}>{title}</Title>
        </EditableTitle>
        <ReportActions report={report} />
      </div>
      {report.sourceId === null && <p className={`card ${classes['notHere'] ?? ''}`}>{notHereText}</p>}
    </header>
  )
}
