// A watched source, live: what is wrong now, how it stands, its charts.
import { useState } from 'react'
import type { SourceStatus } from '../../../src-shared/contract/monitoring.ts'
import type { Source } from '../../../src-shared/contract/sources.ts'
import { defaultSettings, useSettings } from '../../data/settings.ts'
import type { Zone } from '../../state/use-zone.ts'
import { SourceLine } from '../namenodes/source-line.tsx'
import { LiveBar } from './live-bar.tsx'
import { LiveCharts } from './live-charts.tsx'
import { OpenBanner } from './open-banner.tsx'
import { useLiveView } from './use-live-view.ts'

interface LiveViewProps {
  readonly status: SourceStatus
  readonly source: Source | undefined
  readonly zone: Zone
}

export function LiveSource({ status, source, zone }: LiveViewProps) {
  const { sourceId, roles } = status
  const { data: settings = defaultSettings } = useSettings()
  const everySeconds = settings['namenode.poll_interval_seconds']
  const live = useLiveView(status)
  const [chosen, setChosen] = useState<string>()
  const nodes = source?.nodes.map(({ name }) => name) ?? []
  const active = roles.find(({ haState }) => haState === 'active')?.node
  const node = nodes.find((name) => name === chosen) ?? active ?? roles[0]?.node ?? nodes[0]
  return (
    <>
      <OpenBanner source={sourceId} zone={zone.name} />
      <SourceLine source={status} everySeconds={everySeconds} zone={zone.name} hideIncidents />
      {node === undefined || live.whole === undefined ? (
        <p className="card">
          No rows yet: the charts begin when the first answers have been processed, within a minute or two.
        </p>
      ) : (
        <>
          <LiveBar live={live} nodes={nodes} node={node} onNode={setChosen} />
          <LiveCharts
            key={`${String(sourceId)} ${node}`}
            of={{ source: sourceId, node }}
            role={roles.find((role) => role.node === node)}
            {...{ everySeconds, live, zone }}
          />
        </>
      )}
    </>
  )
}
