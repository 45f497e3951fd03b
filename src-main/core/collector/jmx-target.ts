// Whom to ask and how: the address of a NameNode's /jmx, the log-in, the certificates, what is asked for.
import type { Authentication, Tls } from '../../../src-shared/contract/watches.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'

/** One NameNode's HTTP server. */
export interface JmxTarget {
  /** Without user and password. */
  readonly url: URL
  readonly authentication: Authentication
  readonly tls: Tls
  /** `sparing`: what the product reads. `full`: the whole document, or what the address' own query names. */
  readonly requests: 'sparing' | 'full'
}

/** ms for which an idle connection is kept: Jetty closes after 60 s (hadoop.http.idle_timeout.ms). */
export const keptAlive = 55_000

/** Certificates as this system trusts them. */
export const systemTls: Tls = { ca: null, fingerprint: null, insecure: false }

/** The /jmx address that a person means: scheme and path may be left out. Throws BAD_INPUT. */
export function jmxUrl(text: string): URL {
  const withScheme = /^[a-z]+:\/\//i.test(text) ? text : `http://${text}`
  const url = URL.canParse(withScheme) ? new URL(withScheme) : undefined
  if (url === undefined || !['http:', 'https:'].includes(url.protocol) || url.hostname === '') {
    throw new DeclaredError(
      'BAD_INPUT',
      `Wanted a NameNode's address such as http://nn1:9870 (Hadoop 3) or http://nn1:50070 (Hadoop 2), got "${text.replace(/^([a-z]+:\/\/)?.*@/i, '$1')}".`,
    )
  }
  if (url.pathname === '/') url.pathname = '/jmx'
  return url
}

/** The address without user, password and query: what messages and logs may show. */
export function shownUrl(url: URL): string {
  return `${url.origin}${url.pathname}`
}

/** The text behind percent signs; a password with a bare one is meant as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Takes user and password out of an address, as a command line has them; without a user nothing is sent. */
export function splitLogin(url: URL): {
  readonly url: URL
  readonly authentication: Authentication
  readonly password: string
} {
  const bare = new URL(url)
  bare.username = ''
  bare.password = ''
  const user = decoded(url.username)
  const authentication: Authentication = user === '' ? { kind: 'none' } : { kind: 'basic', user }
  return { url: bare, authentication, password: decoded(url.password) }
}
