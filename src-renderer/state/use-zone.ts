// The zone of every time on the page: UTC, the NameNode's or this machine's, switched in one place.
import { isZone } from '../../src-shared/zones.ts'
import { localZone } from '../../src-shared/time.ts'
import { useSettings } from '../data/settings.ts'
import { useSources } from '../data/sources.ts'
import { useInvestigation } from './investigation.ts'

export interface Zone {
  /** IANA name. */
  readonly name: string
  /** As people read it: `UTC`, `Europe/Berlin (NameNode)`. */
  readonly label: string
}

/** The zone chosen; UTC while the NameNode's is not known. */
export function useZone(): Zone {
  const { data: settings } = useSettings()
  const { data: sources } = useSources()
  const chosen = useInvestigation(({ source }) => source)
  const mode = settings?.['view.time_zone'] ?? 'utc'
  if (mode === 'local') return { name: localZone(), label: `${localZone()} (this machine)` }
  if (mode === 'utc') return { name: 'UTC', label: 'UTC' }
  const source = sources?.find(({ id }) => id === chosen) ?? sources?.[0]
  const zone = source?.nodes.map((node) => node.zone).find((one) => one !== null && isZone(one))
  return zone === undefined || zone === null
    ? { name: 'UTC', label: 'UTC (the NameNode’s zone is not known)' }
    : { name: zone, label: `${zone} (NameNode)` }
}
