// Settings: the model's, the server's, the view's; the system, and the way back to a clean state.
import { Skeleton } from '@mantine/core'
import { useSettings } from '../data/settings.ts'
import { CleanState } from '../features/settings/clean-state.tsx'
import { SettingGroup } from '../features/settings/setting-group.tsx'
import classes from '../features/settings/settings.module.css'
import { SystemFacts } from '../features/settings/system-facts.tsx'

const groups = [
  ['Model', 'model.'],
  ['Server', 'server.'],
  ['View', 'view.'],
] as const

export function SettingsPage() {
  const { data: settings } = useSettings()
  return (
    <div className={classes['page']}>
      <h1>Settings</h1>
      {settings === undefined ? (
        <Skeleton height={620} />
      ) : (
        groups.map(([title, start]) => (
          <SettingGroup key={title} title={title} start={start} settings={settings} />
        ))
      )}
      <SystemFacts />
      <CleanState />
    </div>
  )
}
