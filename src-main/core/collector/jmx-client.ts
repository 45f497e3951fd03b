// One GET of a NameNode's /jmx, with errors that say what to do.
import { DeclaredError, errorText } from '../../../src-shared/errors.ts'

/** Larger answers are no NameNode's: a full document is under half a megabyte. */
const largestAnswer = 64 * 2 ** 20

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

/** The address without user and password: what messages and logs may show. */
export function shownUrl(url: URL): string {
  return `${url.origin}${url.pathname}`
}

function refused(url: URL, status: number): DeclaredError {
  const advice: Record<number, string> = {
    401: 'it wants a log-in (Kerberos): record with assets/record-jmx.sh and its option for curl --negotiate.',
    403: 'it is for administrators only (hadoop.security.instrumentation.requires.admin): ask for that right.',
    404: 'is this the NameNode’s HTTP port (9870 on Hadoop 3, 50070 on 2)?',
  }
  return new DeclaredError(
    'UNREADABLE',
    `JMX answered ${String(status)} at ${shownUrl(url)}: ${advice[status] ?? 'see the NameNode’s log.'}`,
  )
}

function unreachable(url: URL, error: unknown): DeclaredError {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return new DeclaredError(
    'UNREADABLE',
    `${shownUrl(url)} could not be reached (${errorText(cause)}): check host, port and network, and that the NameNode runs.`,
    {},
    { cause: error },
  )
}

async function readLimited(response: Response, url: URL): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  const body: AsyncIterable<Uint8Array> | undefined = response.body ?? undefined
  if (body === undefined) return Buffer.alloc(0)
  for await (const chunk of body) {
    size += chunk.length
    if (size > largestAnswer)
      throw new DeclaredError(
        'TOO_LARGE',
        `${shownUrl(url)} sent more than 64 MiB: that is no /jmx document.`,
      )
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** The text behind percent signs; a password with a bare one is meant as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The document's bytes as served. Throws UNREADABLE or TOO_LARGE; `timeoutMs` covers the whole answer. */
export async function fetchJmx(url: URL, timeoutMs: number, signal?: AbortSignal): Promise<Buffer> {
  const limit = AbortSignal.timeout(timeoutMs)
  // fetch refuses an address that holds a password: it goes into the header instead.
  const bare = new URL(url)
  bare.username = ''
  bare.password = ''
  const login = `${decoded(url.username)}:${decoded(url.password)}`
  const headers: Record<string, string> =
    url.username === '' ? {} : { authorization: `Basic ${Buffer.from(login).toString('base64')}` }
  try {
    const response = await fetch(bare, {
      headers,
      signal: signal === undefined ? limit : AbortSignal.any([limit, signal]),
    })
    if (!response.ok) throw refused(url, response.status)
    return await readLimited(response, url)
  } catch (error) {
    throw error instanceof DeclaredError ? error : unreachable(url, error)
  }
}
