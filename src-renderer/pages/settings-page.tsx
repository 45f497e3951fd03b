// Settings of monitoring, model, server and view; the system, backups, and the way back to a clean state.
import { Skeleton } from '@mantine/core'
import { isDesktop } from '../client.ts'
import { useSettings } from '../data/settings.ts'
import { CleanState } from '../features/settings/clean-state.tsx'
import { Notifying } from '../features/settings/notifying.tsx'
import { ProductSecrets } from '../features/settings/product-secrets.tsx'
import { SettingGroup } from '../features/settings/setting-group.tsx'
import classes from '../features/settings/settings.module.css'
import { SystemFacts } from '../features/settings/system-facts.tsx'
import { Transfer } from '../features/settings/transfer.tsx'

const groups = [
  ['Collection and schedule', ['namenode.', 'scheduler.']],
  ['Retention', ['retention.']],
  ['Notifications', ['notify.']],
  ['Remote write', ['remote_write.']],
  ['Model', ['model.']],
  ['Server', ['server.']],
  ['View and print', ['view.', 'report.']],
  ...(isDesktop ? ([['Desktop app', ['desktop.', 'update.']]] as const) : []),
] as const

export function SettingsPage() {
  const { data: settings } = useSettings()
  return (
    <div className={classes['page']}>
      <h1>Settings</h1>
      {settings === undefined ? (
        <Skeleton height={620} />
      ) : (
        groups.map(([title, starts]) => (
          <SettingGroup key={title} {...{ title, starts, settings }}>
            {title === 'Notifications' && <Notifying settings={settings} />}
            {title === 'Remote write' && (
              <div className={classes['notifying']}>
                <ProductSecrets title="Secret of remote write" names={['remote-write']} />
              </div>
            )}
          </SettingGroup>
        ))
      )}
      <Transfer />
      <SystemFacts />
      <CleanState />
    </div>
  )
}
