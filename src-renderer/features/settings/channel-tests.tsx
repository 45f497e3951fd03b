// Sends a test by each channel; what did not arrive says why.
import { Button } from '@mantine/core'
import { type Channel, channels } from '../../../src-shared/contract/notifications.ts'
import type { Settings } from '../../../src-shared/contract/settings.ts'
import { failureOf } from '../../data/failure.ts'
import { useTestChannel } from '../../data/monitoring.ts'
import { useSystem } from '../../data/settings.ts'
import { channelNames, whyOff } from './channel-text.ts'
import classes from './settings.module.css'

interface ChannelTestProps {
  readonly channel: Channel
  /** Why nothing can go by it; undefined where it can. */
  readonly off: string | undefined
}

function ChannelTest({ channel, off }: ChannelTestProps) {
  const test = useTestChannel()
  const { data, error } = test
  const why = `why-${channel}`
  const failure = error === null ? undefined : failureOf(error).message
  // A mail may have arrived with some of its receivers alone.
  const remark = data?.error ?? undefined
  const sent = data === undefined ? '' : `Sent. ${remark ?? ''}`.trim()
  const outcome = failure === undefined ? sent : `Not sent: ${failure}`
  return (
    <li className={classes['test']}>
      <Button
        size="compact-sm"
        variant="default"
        loading={test.isPending}
        disabled={off !== undefined}
        aria-describedby={why}
        onClick={() => test.mutate(channel)}
      >
        {`Send test: ${channelNames[channel]}`}
      </Button>
      <span id={why} aria-live="polite" data-failed={(failure ?? remark) !== undefined || undefined}>
        {off ?? outcome}
      </span>
    </li>
  )
}

export function ChannelTests({ settings }: { readonly settings: Settings }) {
  const { data: system } = useSystem()
  if (system === undefined) return null
  return (
    <section aria-labelledby="channel-tests">
      <h3 id="channel-tests">Try them</h3>
      <ul className={classes['plain']}>
        {channels.map((channel) => (
          <ChannelTest key={channel} channel={channel} off={whyOff(channel, settings, system.isDesktop)} />
        ))}
      </ul>
    </section>
  )
}
