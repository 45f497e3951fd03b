// Investigate with something to look at: strip, both steps, metrics.
import { MetricCharts } from './metric-charts.tsx'
import { BaselineCard } from './baseline-card.tsx'
import classes from './investigate.module.css'
import { OverviewStrip } from '../overview/overview-strip.tsx'
import { SuspectCard } from './suspect-card.tsx'
import type { Subject } from './subject.ts'
import { useAddressWrite } from './use-address-sync.ts'
import { useInvestigateCommands } from './use-investigate-commands.ts'

/** Writes the address without making the page render at each turn of the wheel. */
function Address({ subject }: { readonly subject: Subject }) {
  useAddressWrite(subject)
  return null
}

function Keys({ subject }: { readonly subject: Subject }) {
  useInvestigateCommands(subject)
  return null
}

export function Investigation({ subject }: { readonly subject: Subject }) {
  return (
    <>
      <Address subject={subject} />
      <Keys subject={subject} />
      <OverviewStrip subject={subject} />
      <div className={classes['steps']}>
        <BaselineCard subject={subject} />
        <SuspectCard subject={subject} />
      </div>
      <MetricCharts subject={subject} />
    </>
  )
}
