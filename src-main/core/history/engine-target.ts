// Whom to ask and how: an engine's base address, what goes with every request, the certificates.
import type { Tls } from '../../../src-shared/contract/watches.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'

/** One engine with its secrets; plain data, so that it can be handed to a worker. */
export interface EngineTarget {
  /** Base address with its prefix, without user, password, query and trailing slash. */
  readonly url: string
  /** What goes with every request, authorization included; these are secrets. */
  readonly headers: Readonly<Record<string, string>>
  readonly tls: Tls
}

/** The end of addresses that people copy out of a browser or a data source: pages of Prometheus, its API. */
const beyondBase = /\/(?:api\/v1(?:\/.*)?|graph|query|targets|-\/(?:ready|healthy))?\/*$/

/**
 * The base address that a person means: the scheme may be left out, what is behind the prefix is taken off. Throws BAD_INPUT,
 * also for an address with user and password: those would be kept and shown as they are.
 */
export function engineUrl(text: string): URL {
  const withScheme = /^[a-z]+:\/\//i.test(text) ? text : `http://${text}`
  const url = URL.canParse(withScheme) ? new URL(withScheme) : undefined
  if (url === undefined || !['http:', 'https:'].includes(url.protocol) || url.hostname === '') {
    throw new DeclaredError(
      'BAD_INPUT',
      `Wanted the address of a Prometheus-compatible server such as http://prometheus:9090 or https://mimir/prometheus, got "${text.replace(/^([a-z]+:\/\/)?.*@/i, '$1')}".`,
    )
  }
  if (url.username !== '' || url.password !== '') {
    throw new DeclaredError(
      'BAD_INPUT',
      `Wanted an address without user and password, got one with them for ${url.origin}: choose basic authentication with this user, and keep the password as the secret of the engine.`,
    )
  }
  url.search = ''
  url.hash = ''
  url.pathname = url.pathname.replace(beyondBase, '')
  return url
}

/** The address as it is kept and shown: no trailing slash. */
export const baseText = (url: URL): string => `${url.origin}${url.pathname.replace(/\/+$/, '')}`
