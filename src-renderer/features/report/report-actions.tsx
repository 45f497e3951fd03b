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
import classes from './report.module.css'
import { useExport } from './use-export.ts'

/** Puts a report's windows, and the threshold where one was given, on Investigate. */
function takeToInvestigate({ analysis }: SavedReport): void {
  const { source, model, window } = analysis
  useInvestigation.getState().open({
    source: source.id,
    node: source.node,
    baseline: hullOf(model.ranges),
    suspect: window,
    view: undefined,
    thresholdOverride: model.threshold === model.modelThreshold ? undefined : model.threshold,
  })
}

export function ReportActions({ report }: { readonly report: SavedReport }) {
  const [, go] = useLocation()
  const exporting = useExport(report.id)
  const name = `report ${String(report.id)}`
  const investigate = (): void => {
    takeToInvestigate(report)
    go('/investigate')
  }
  const removeIt = (): void => {
    void deleteReport(report.id)
    go('/reports')
  }
  useCommands([
    {
      id: 'report-export-pdf',
      label: 'Export report as PDF',
      group: 'Report',
      keys: 'E',
      run: () => exporting.mutate('pdf'),
    },
    {
      id: 'report-export-html',
      label: 'Export report as HTML',
      group: 'Report',
      run: () => exporting.mutate('html'),
    },
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
      <Button variant="default" size="xs" onClick={investigate}>
        Open in Investigate
      </Button>
      <CompareWith id={report.id} from={report.analysis.window.from} />
      <ExportMenu exporting={exporting} />
    </div>
  )
}
