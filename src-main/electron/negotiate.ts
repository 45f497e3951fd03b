// Log-in by Kerberos with Chromium's own Negotiate, in a session that keeps nothing on disk.
import { session } from 'electron'

/** How long the log-in may take, ms. */
const longest = 15_000

/**
 * The value of the cookie hadoop.auth that a server gives after the log-in; undefined where it came back without one. The ticket
 * is the system's; it goes to this host alone.
 */
export async function negotiate(url: URL): Promise<string | undefined> {
  const own = session.fromPartition(`negotiate-${url.host}`)
  own.allowNTLMCredentialsForDomains(url.hostname)
  // An old cookie would do without the log-in.
  await own.clearStorageData({ storages: ['cookies'] })
  const answer = await own.fetch(url.href, {
    credentials: 'include',
    redirect: 'error',
    signal: AbortSignal.timeout(longest),
  })
  await answer.body?.cancel()
  const [cookie] = await own.cookies.get({ url: url.href, name: 'hadoop.auth' })
  return cookie === undefined || cookie.value === '' ? undefined : cookie.value
}
