// Channels and deliveries in words. Pure.
import type { Channel, Delivery } from '../../../src-shared/contract/notifications.ts'
import type { Settings } from '../../../src-shared/contract/settings.ts'

export const channelNames: Readonly<Record<Channel, string>> = {
  desktop: 'desktop',
  webhook: 'webhook',
  mail: 'mail',
}

function isChannelOn(channel: Channel, settings: Settings): boolean {
  if (channel === 'desktop') return settings['notify.desktop']
  if (channel === 'webhook') return settings['notify.webhook'] !== 'off'
  return settings['notify.mail_to'].trim() !== ''
}

/** Why nothing can go by a channel, here or by these settings; undefined where it can. */
export function whyOff(channel: Channel, settings: Settings, isDesktop: boolean): string | undefined {
  if (channel === 'desktop' && !isDesktop) return 'Only in the desktop app.'
  return isChannelOn(channel, settings) ? undefined : 'Off: set it up above first.'
}

const states: Readonly<Record<Delivery['state'], string>> = {
  waiting: 'waiting',
  sent: 'sent',
  failed: 'failed',
  withheld: 'withheld: more than the settings allow an hour',
}

/** What became of it: `failed after 5 attempts: connection refused`. */
export function deliveryText({ state, attempts, error }: Delivery): string {
  const tries = attempts > 1 ? ` after ${String(attempts)} attempts` : ''
  return `${states[state]}${tries}${error === null ? '' : `: ${error}`}`
}
