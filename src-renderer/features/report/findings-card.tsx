// What was found: incidents, and the flagged windows one by one.
import { Tabs } from '@mantine/core'
import type { Incident } from '../../../src-shared/contract/analysis.ts'
import type { SavedReport } from '../../../src-shared/contract/reports.ts'
import { figure } from '../../../src-shared/figures.ts'
import { FlaggedTable } from './flagged-table.tsx'
import { IncidentsTable } from './incidents-table.tsx'

interface FindingsCardProps {
  readonly report: SavedReport
  readonly moment: (time: number) => string
  readonly onShow: (incident: Incident) => void
}

function nothingText(
  { analysis: { windows, model } }: SavedReport,
  moment: (time: number) => string,
): string {
  const [first, ...rest] = windows
  if (first === undefined) return 'No window could be scored.'
  const highest = rest.reduce((best, window) => (window.score > best.score ? window : best), first)
  return `Nothing above the threshold of ${figure(model.threshold)}: the highest score is ${figure(highest.score)}, at ${moment(highest.end)}. A lower threshold can be tried out under the chart.`
}

export function FindingsCard({ report, moment, onShow }: FindingsCardProps) {
  const { incidents, windows } = report.analysis
  const flagged = windows.filter((window) => window.flagged).length
  if (incidents.length === 0) {
    return (
      <section className="card figures" aria-labelledby="findings-heading">
        <h2 id="findings-heading">Incidents</h2>
        <p>{nothingText(report, moment)}</p>
      </section>
    )
  }
  return (
    <section className="card" aria-label="Findings">
      <Tabs defaultValue="incidents" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="incidents">{`Incidents ${figure(incidents.length)}`}</Tabs.Tab>
          <Tabs.Tab value="flagged">{`Flagged windows ${figure(flagged)}`}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="incidents" pt="xs">
          <IncidentsTable incidents={incidents} moment={moment} onShow={onShow} />
        </Tabs.Panel>
        <Tabs.Panel value="flagged" pt="xs">
          <FlaggedTable report={report} moment={moment} />
        </Tabs.Panel>
      </Tabs>
    </section>
  )
}
