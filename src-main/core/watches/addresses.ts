// The addresses of a watch as a person gave them: checked, and what is shown of them.
import type { WatchInput } from '../../../src-shared/contract/watches.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { type JmxTarget, jmxUrl, shownUrl } from '../collector/jmx-target.ts'
import type { WatchRow } from '../store/watches.ts'

/** What messages and screens call an address. */
export const shownAddress = (text: string): string => shownUrl(jmxUrl(text))

/** Throws BAD_INPUT for an address that is none, or that holds a user or password: those would be kept and shown as they are. */
function checkedUrl(text: string): URL {
  const url = jmxUrl(text)
  if (url.username === '' && url.password === '') return url
  throw new DeclaredError(
    'BAD_INPUT',
    `Wanted an address without user and password, got one with them for ${shownUrl(url)}: choose basic authentication with ` +
      'this user, and keep the password as the secret of the watch.',
  )
}

/** Whom and how to ask, one target per address. Throws BAD_INPUT. */
export function targetsOf({ urls, authentication, tls, requests }: WatchInput): JmxTarget[] {
  return urls.map((text) => ({ url: checkedUrl(text), authentication, tls, requests }))
}

/** Throws BAD_INPUT for addresses that are none, twice there or another watch's, and for a name that another watch has. */
export function checkWatch(input: WatchInput, others: readonly WatchRow[]): void {
  const shown = targetsOf(input).map(({ url }) => shownUrl(url))
  const twice = shown.find((url, index) => shown.indexOf(url) !== index)
  if (twice !== undefined)
    throw new DeclaredError('BAD_INPUT', `Wanted each address once, got ${twice} twice: leave one out.`)
  for (const { id, input: other } of others) {
    const name = `watch ${String(id)} "${other.name}"`
    const taken = other.urls.map(shownAddress).find((url) => shown.includes(url))
    if (taken !== undefined)
      throw new DeclaredError('BAD_INPUT', `${taken} is read by ${name} already: change that one.`)
    if (other.name.toLowerCase() === input.name.toLowerCase())
      throw new DeclaredError('BAD_INPUT', `Wanted a name of its own, got that of ${name}: choose another.`)
  }
}
