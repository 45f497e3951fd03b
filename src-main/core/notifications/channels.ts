// The channels: which are wanted, what each lacks, and sending by them within a limit of time.
import type { Settings as SettingValues } from '../../../src-shared/contract/settings.ts'
import type { Channel } from '../../../src-shared/contract/notifications.ts'
import { type Host, type Secrets, systemTimers } from '../host.ts'
import { type IncidentMessage, factLines } from './incident-message.ts'
import { sendMail } from './mail.ts'
import { SendProblem, problemWithout } from './send-problem.ts'
import { jsonBody, pagerDutyBody, slackBody } from './webhook-bodies.ts'
import { pagerDutyTarget, postWebhook } from './webhook.ts'

/** What a channel needs to send one message. */
export interface Sending {
  readonly host: Host
  readonly settings: SettingValues
  readonly message: IncidentMessage
  readonly deliveryId: number
  /** Gives up; the reason is a SendProblem. */
  readonly signal: AbortSignal
}

/** How long one attempt may take, ms. */
const longest: Readonly<Record<Channel, number>> = { desktop: 15_000, webhook: 15_000, mail: 45_000 }

/** Whether a person wants to be told by a channel. */
export function isWanted(channel: Channel, settings: SettingValues, host: Host): boolean {
  if (channel === 'desktop') return settings['notify.desktop'] && host.notify !== undefined
  if (channel === 'webhook') return settings['notify.webhook'] !== 'off'
  return settings['notify.mail_to'].trim() !== ''
}

async function unset(secrets: Secrets, ...names: readonly string[]): Promise<string[]> {
  const values = await Promise.all(names.map((name) => secrets.read(name)))
  return names.filter((_, index) => values[index] === undefined).map((name) => `the secret ${name}`)
}

/** Settings and secrets that a channel lacks, for people; none: it can send. */
export async function missingFor(channel: Channel, settings: SettingValues, host: Host): Promise<string[]> {
  if (channel === 'desktop') {
    if (host.notify === undefined) return ['the desktop app, whose messages these are']
    return settings['notify.desktop'] ? [] : ['notify.desktop']
  }
  if (channel === 'webhook') {
    const format = settings['notify.webhook']
    if (format === 'off') return ['notify.webhook']
    return unset(host.secrets, format === 'pagerduty' ? 'pagerduty-key' : 'webhook-url')
  }
  const names = ['notify.mail_to', 'notify.mail_from', 'notify.smtp_host'] as const
  const isLogIn = settings['notify.smtp_user'] !== ''
  return [
    ...names.filter((name) => settings[name].trim() === ''),
    ...(isLogIn ? await unset(host.secrets, 'smtp-password') : []),
  ]
}

async function showOnDesktop({ host, message }: Sending): Promise<null> {
  const { subject, address } = message
  try {
    await host.notify?.({ title: subject, body: factLines(message), address })
    return null
  } catch (error) {
    throw problemWithout(error, [])
  }
}

async function sendWebhook({ host, settings, message, signal }: Sending): Promise<null> {
  const format = settings['notify.webhook']
  const [address, key] = await Promise.all([
    host.secrets.read('webhook-url'),
    host.secrets.read('pagerduty-key'),
  ])
  const body =
    format === 'pagerduty'
      ? pagerDutyBody(message, key ?? '')
      : format === 'slack'
        ? slackBody(message)
        : jsonBody(message, host.version)
  const target = format === 'pagerduty' ? pagerDutyTarget(address) : (address ?? '')
  try {
    await postWebhook({ address: target, body, version: host.version, signal, now: host.clock.now() })
    return null
  } catch (error) {
    throw problemWithout(
      error,
      [address, key].filter((secret) => secret !== undefined),
    )
  }
}

async function sendByMail({ host, settings, message, deliveryId }: Sending): Promise<string | null> {
  const isLogIn = settings['notify.smtp_user'] !== ''
  const password = isLogIn ? await host.secrets.read('smtp-password') : undefined
  try {
    return await sendMail({ message, deliveryId, settings, password })
  } catch (error) {
    throw problemWithout(error, password === undefined ? [] : [password])
  }
}

const senders: Readonly<Record<Channel, (sending: Sending) => Promise<string | null>>> = {
  desktop: showOnDesktop,
  webhook: sendWebhook,
  mail: sendByMail,
}

async function sendIfSetUp(channel: Channel, sending: Sending): Promise<string | null> {
  const missing = await missingFor(channel, sending.settings, sending.host)
  if (missing.length === 0) return senders[channel](sending)
  throw new SendProblem(`The channel is not set up. Missing: ${missing.join(', ')}.`, { isFinal: true })
}

/**
 * Sends a message; returns what went wrong for some receivers where others have it, else null. Throws SendProblem, after so
 * many seconds at the latest.
 */
export async function sendBy(channel: Channel, sending: Sending): Promise<string | null> {
  const { host, signal } = sending
  const limit = new AbortController()
  const ms = longest[channel]
  const callOff = (host.timers ?? systemTimers).after(ms, () =>
    limit.abort(new SendProblem(`No answer came within ${String(ms / 1000)} s.`)),
  )
  const either = AbortSignal.any([signal, limit.signal])
  const aborted = new Promise<never>((_, reject) => {
    either.addEventListener('abort', () => reject(problemWithout(either.reason, [])), { once: true })
  })
  try {
    // Not every channel can be stopped, nor a keyring that waits to be unlocked; nobody waits for what goes on.
    return await Promise.race([sendIfSetUp(channel, { ...sending, signal: either }), aborted])
  } finally {
    callOff()
  }
}
