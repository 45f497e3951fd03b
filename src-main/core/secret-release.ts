// A secret goes only to where it was given for: before it could go elsewhere it is forgotten.
import { secretVariable } from '../../src-shared/contract/secrets.ts'
import type { Settings as SettingValues } from '../../src-shared/contract/settings.ts'
import { DeclaredError } from '../../src-shared/errors.ts'
import type { Secrets } from './host.ts'

/**
 * Forgets a secret that a change would send elsewhere. Throws FORBIDDEN for one of the environment, which nobody here can make
 * forget it, and what the host throws that cannot; then the change must not be made. `advice` begins with a verb.
 */
export async function forgetBefore(secrets: Secrets, name: string, advice: string): Promise<void> {
  if (secrets.keeps) await secrets.remove(name)
  if ((await secrets.read(name)) === undefined) return
  throw new DeclaredError(
    'FORBIDDEN',
    `Wanted to change where the secret ${name} goes, which the environment variable ${secretVariable(name)} gave for another place: ${advice}.`,
  )
}

/** What says where the mail password goes, how, and whose it is. */
const ofMail = ['notify.smtp_host', 'notify.smtp_port', 'notify.smtp_security', 'notify.smtp_user'] as const

/** Whether changes would send the mail password elsewhere; without a server and a user it goes nowhere yet. */
function sendsMailElsewhere(before: SettingValues, changes: Partial<SettingValues>): boolean {
  if (before['notify.smtp_host'] === '' || before['notify.smtp_user'] === '') return false
  return ofMail.some((name) => (changes[name] ?? before[name]) !== before[name])
}

/** What says where the secret of remote write goes, and whose it is. */
const ofRemoteWrite = ['remote_write.url', 'remote_write.auth', 'remote_write.user'] as const

/** Whether changes would send the secret of remote write elsewhere; without an address and a log-in it goes nowhere yet. */
function sendsSamplesElsewhere(before: SettingValues, changes: Partial<SettingValues>): boolean {
  if (before['remote_write.url'] === '' || before['remote_write.auth'] === 'none') return false
  return ofRemoteWrite.some((name) => (changes[name] ?? before[name]) !== before[name])
}

/** The secrets that changes of settings would send elsewhere. */
export function secretsSentElsewhere(
  before: SettingValues,
  changes: Partial<SettingValues>,
): ('smtp-password' | 'remote-write')[] {
  return [
    ...(sendsMailElsewhere(before, changes) ? (['smtp-password'] as const) : []),
    ...(sendsSamplesElsewhere(before, changes) ? (['remote-write'] as const) : []),
  ]
}
