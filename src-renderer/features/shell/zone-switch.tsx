// The one place that says in which zone all times are shown and typed.
import { SegmentedControl } from '@mantine/core'
import type { Settings } from '../../../src-shared/contract/settings.ts'
import { defaultSettings, useSettings, useUpdateSettings } from '../../data/settings.ts'
import { useZone } from '../../state/use-zone.ts'
import classes from './shell.module.css'

type ZoneMode = Settings['view.time_zone']

const modes: readonly { readonly value: ZoneMode; readonly label: string }[] = [
  { value: 'utc', label: 'UTC' },
  { value: 'namenode', label: 'NameNode' },
  { value: 'local', label: 'Local' },
]

export function ZoneSwitch() {
  const { data: settings = defaultSettings } = useSettings()
  const update = useUpdateSettings()
  const zone = useZone()
  const mode = settings['view.time_zone']
  return (
    <div className={classes['zone']} title={`All times are in ${zone.label}`}>
      <SegmentedControl
        size="xs"
        aria-label="Time zone of all times"
        transitionDuration={0}
        data={[...modes]}
        value={mode}
        onChange={(value) => update.mutate({ 'view.time_zone': value })}
      />
      {mode !== 'utc' && <span className={`quiet ${classes['zone-name'] ?? ''}`}>{zone.name}</span>}
    </div>
  )
}
