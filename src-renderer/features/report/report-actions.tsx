// What can be done with a report: export, compare, look closer, delete.
import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useLocation } from 'wouter'
import type { SavedReport } from '../../../src-shared/contract/reports.ts'
import { hullOf } from '../../../src-shared/time.ts'
import { useInvestigation } from '../../state/investigation.ts'
import { useCommands } from '../commands/use-commands.ts'
import { deleteReport } from '../reports/delete-report.ts'
import { CompareWith } from './compare-with.tsx'
import { ExportMenu } from './export-menu.tsx'
import { notHereReason } from './not-here.ts'
import classes from './report.module.css'

/** Puts a report's windows, and the threshold where one was given, on Investigate. */
function takeToInvestigate({ analysis }: SavedReport, source: number): void {
  const { model, window } = analysis
  useInvestigation.getState().open({
    source,
    node: analysis.source.node,
    baseline: hullOf(model.ranges),
    suspect: window,
    view: undefined,
    thresholdOverride: model.threshold === model.modelThreshold ? undefined : model.threshold,
  })
}

export function ReportActions({ report }: { readonly report: SavedReport }) {
  const [, go] = useLocation()
  const name = `report ${String(report.id)}`
  const investigate = (): void => {
    if (report.sourceId === null) return
    takeToInvestigate(report, report.sourceId)
    go('/investigate')
  }
  const removeIt = (): void => {
    void deleteReport(report.id)
    go('/reports')
  }
  useCommands([
    {
      id: 'report-investigate',
      label: 'Open report in Investigate',
      group: 'Report',
      keys: 'I',
      run: investigate,
    },
    { id: 'report-delete', label: 'Delete report', group: 'Report', run: removeIt },
  ])
  return (
    <div className={classes['actions']}>
      <Tooltip label="Delete; can be undone" openDelay={400}>
        <ActionIcon variant="default" size={30} aria-label={`Delete ${name}`} onClick={removeIt}>
          <IconTrash size={16} />
        </ActionIcon>
      </Tooltip>
      <Button
        variant="default"
        size="xs"
        onClick={investigate}
        {...(report.sourceId === null ? { disabled: true, title: notHereReason } : {})}
      >
        Open in Investigate
      </Button>
      <CompareWith id={report.id} from={report.analysis.window.from} />
      <ExportMenu id={report.id} />
    </div>
  )
}
