// Below the settings of notifications: their secrets, a test of each channel, and who was told of what lately.
import type { Settings } from '../../../src-shared/contract/settings.ts'
import { ChannelTests } from './channel-tests.tsx'
import { Deliveries } from './deliveries.tsx'
import { ProductSecrets } from './product-secrets.tsx'
import classes from './settings.module.css'

export function Notifying({ settings }: { readonly settings: Settings }) {
  return (
    <div className={classes['notifying']}>
      <ProductSecrets
        title="Secrets of notifications"
        names={['webhook-url', 'pagerduty-key', 'smtp-password']}
      />
      <ChannelTests settings={settings} />
      <Deliveries />
    </div>
  )
}
