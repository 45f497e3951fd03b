// Where remote write goes and with which log-in: settings and the secret, as a request's address and headers.
import type { Settings as SettingValues } from '../../../src-shared/contract/settings.ts'
import { secretVariable } from '../../../src-shared/contract/secrets.ts'
import type { Host } from '../host.ts'
import { SendProblem } from '../notifications/send-problem.ts'

export interface WriteTarget {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  /** What no message may repeat. */
  readonly secrets: readonly string[]
}

/** What says that samples go to another place, or as another one. */
export function placeOf(settings: SettingValues): string {
  const names = [
    'remote_write.url',
    'remote_write.user',
    'remote_write.tenant',
    'remote_write.instance',
  ] as const
  return JSON.stringify(names.map((name) => settings[name]))
}

function loginOf(settings: SettingValues, secret: string): Record<string, string> {
  if (settings['remote_write.auth'] === 'bearer') return { authorization: `Bearer ${secret}` }
  const login = Buffer.from(`${settings['remote_write.user']}:${secret}`).toString('base64')
  return { authorization: `Basic ${login}` }
}

/** Throws SendProblem where the log-in's secret is missing. */
export async function writeTarget(settings: SettingValues, host: Host): Promise<WriteTarget> {
  const isLogIn = settings['remote_write.auth'] !== 'none'
  const secret = isLogIn ? await host.secrets.read('remote-write') : undefined
  if (isLogIn && secret === undefined) {
    throw new SendProblem(
      `The secret remote-write is not set: set it, by ${secretVariable('remote-write')} where there is no desktop, or remote_write.auth to none.`,
    )
  }
  const tenant = settings['remote_write.tenant']
  return {
    url: new URL(settings['remote_write.url']),
    headers: {
      'content-type': 'application/x-protobuf',
      'content-encoding': 'snappy',
      'user-agent': `nnad/${host.version}`,
      'x-prometheus-remote-write-version': '0.1.0',
      ...(secret === undefined ? {} : loginOf(settings, secret)),
      ...(tenant === '' ? {} : { 'x-scope-orgid': tenant }),
    },
    secrets: secret === undefined ? [] : [secret],
  }
}
