// What was found: incidents, and the flagged windows one by one.
import { Tabs } from '@mantine/core'
import { useState } from 'react'
import type { Incident } from '../../../src-shared/contract/analysis.ts'
import type { SavedReport } from '../../../src-shared/contract/reports.ts'
import { figure } from '../../../src-shared/figures.ts'
import { FlaggedTable } from './flagged-table.tsx'
import type { Sought } from './follow.ts'
import { IncidentsTable } from './incidents-table.tsx'

interface FindingsCardProps {
  readonly report: SavedReport
  readonly moment: (time: number) => string
  /** A metric of an incident that is looked for. */
  readonly sought: Sought<{ readonly incident: number; readonly metric: string }> | undefined
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

type Tab = 'incidents' | 'flagged'

export function FindingsCard({ report, moment, sought, onShow }: FindingsCardProps) {
  const [tab, setTab] = useState<Tab>('incidents')
  const [turn, setTurn] = useState(0)
  if (sought !== undefined && sought.turn !== turn) {
    setTurn(sought.turn)
    setTab('incidents')
  }
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
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(next) => setTab(next === 'flagged' ? 'flagged' : 'incidents')}
      >
        <Tabs.List>
          <Tabs.Tab value="incidents">{`Incidents ${figure(incidents.length)}`}</Tabs.Tab>
          <Tabs.Tab value="flagged">{`Flagged windows ${figure(flagged)}`}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="incidents" pt="xs">
          <IncidentsTable {...{ incidents, moment, sought, onShow }} />
        </Tabs.Panel>
        <Tabs.Panel value="flagged" pt="xs">
          <FlaggedTable report={report} moment={moment} />
        </Tabs.Panel>
      </Tabs>
    </section>
  )
}
