// Who may call at all: requests that name this server and that no foreign page has made (DNS rebinding, CSRF).
import type { IncomingHttpHeaders } from 'node:http'
import { DeclaredError } from '../../src-shared/errors.ts'

const isLoopbackV4 = /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/

/** Whether an address to listen on can be reached from this machine alone. */
export function isLoopback(address: string): boolean {
  return address === 'localhost' || address === '::1' || address === '[::1]' || isLoopbackV4.test(address)
}

/** `host` or `host:port` in one form: lower case, the port left out where it is http's own. */
function authorityOf(text: string): string | undefined {
  if (!/^[\w.\-:[\]]+$/.test(text) || !URL.canParse(`http://${text}`)) return undefined
  return new URL(`http://${text}`).host
}

/**
 * What Host and Origin may name: this machine's own names with the port, and the hosts allowed, with the server's port
 * or none unless they bring their own. Throws BAD_INPUT for one that is no host.
 */
export function allowedAuthorities(port: number, hosts: readonly string[]): ReadonlySet<string> {
  const own = ['localhost', '127.0.0.1', '[::1]'].map((host) => `${host}:${port}`)
  const more = hosts.flatMap((host) => (/:\d+$/.test(host) ? [host] : [host, `${host}:${port}`]))
  return new Set(
    [...own, ...more].map((text) => {
      const authority = authorityOf(text)
      if (authority !== undefined) return authority
      throw new DeclaredError(
        'BAD_INPUT',
        `Wanted a host or host:port to allow, got "${text}": correct --allow-host.`,
      )
    }),
  )
}

const isReading = (method: string): boolean => method === 'GET' || method === 'HEAD'

/** Refuses (FORBIDDEN) a request to another name, from another page's origin, or made by another site's page. */
export function checkCaller(
  method: string,
  headers: IncomingHttpHeaders,
  allowed: ReadonlySet<string>,
): void {
  const host = authorityOf(headers.host ?? '')
  if (host === undefined || !allowed.has(host)) {
    throw new DeclaredError(
      'FORBIDDEN',
      `The request names the host "${headers.host ?? ''}", this server answers as ${[...allowed].join(', ')}: ` +
        'call it by one of these, or start it with --allow-host.',
    )
  }
  const { origin } = headers
  const site = headers['sec-fetch-site'] ?? 'none'
  if (origin !== undefined) checkOrigin(origin, allowed)
  else if (!isReading(method) && site !== 'none' && site !== 'same-origin') {
    throw new DeclaredError(
      'FORBIDDEN',
      'A page of another site made this request: only pages of this server may.',
    )
  }
}

function checkOrigin(origin: string, allowed: ReadonlySet<string>): void {
  const url = URL.canParse(origin) ? new URL(origin) : undefined
  const isWeb = url?.protocol === 'http:' || url?.protocol === 'https:'
  if (url !== undefined && isWeb && allowed.has(url.host)) return
  throw new DeclaredError(
    'FORBIDDEN',
    `A page of "${origin}" made this request: only pages of this server may, or of a host given with --allow-host.`,
  )
}
