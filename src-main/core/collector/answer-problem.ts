// Answers that are no document, in plain words: statuses, pages, other servers.
import type { Authentication } from '../../../src-shared/contract/watches.ts'
import { endsEarly } from './broken-answer.ts'
import { type JmxAnswer, headerOf } from './jmx-connection.ts'
import { type JmxTarget, shownUrl } from './jmx-target.ts'
import { PollError } from './poll-problem.ts'

/** Hadoop's RPC server to whoever speaks HTTP to it (org.apache.hadoop.ipc.Server, RECEIVED_HTTP_REQ_RESPONSE). */
const ipcPort = /Hadoop IPC port/i

/** HttpServer2.hasAdministratorAccess, in the words of every version. */
const adminsOnly = /(?:un)?authorized to access this page/i

const httpPort = 'Give the NameNode’s HTTP port: 9870 on Hadoop 3, 50070 on 2 (dfs.namenode.http-address).'

const startOf = (body: Buffer): string => body.subarray(0, 4096).toString()

/** The page's own words: its title, or its first text. */
function titleOf(page: string): string {
  const title =
    /<title>([^<]{1,120})<\/title>/i.exec(page)?.[1] ?? page.replaceAll(/<[^>]*>/g, ' ').slice(0, 120)
  return title.replaceAll(/\s+/g, ' ').trim()
}

/** What servers ask for by WWW-Authenticate, and what to do where nothing was sent. */
const schemes: readonly (readonly [header: RegExp, name: string, fix: string])[] = [
  [
    /negotiate/i,
    'Kerberos (SPNEGO)',
    'Choose Kerberos as its authentication; to record instead of watching, use assets/record-jmx.sh with curl --negotiate.',
  ],
  [/basic/i, 'a user and password (basic)', 'Give user and password.'],
  [/bearer/i, 'a token (bearer)', 'Choose a token as its authentication.'],
  [/pseudo/i, 'a user name (user.name)', 'Choose a user name as its authentication.'],
  [/^/, 'a log-in', 'Choose how it logs in.'],
]

/** What to do after a 401 though something was sent. */
const otherFixes: Readonly<Record<Exclude<Authentication['kind'], 'none'>, string>> = {
  simple: 'Check the user name, and which kind of log-in the NameNode wants.',
  basic: 'Check user and password, and which kind of log-in the NameNode wants.',
  bearer: 'Check the token: perhaps it has expired.',
  spnego: 'Check that the ticket’s user may read the NameNode’s pages, and the NameNode’s log.',
}

/** The server did not accept who asked. */
export function unauthorized({ status, headers }: JmxAnswer, { url, authentication }: JmxTarget): PollError {
  const offered = String(headers['www-authenticate'] ?? '')
  const [, scheme = '', fix = ''] = schemes.find(([header]) => header.test(offered)) ?? []
  const wanted = `JMX answered ${status} at ${shownUrl(url)}: it wants ${scheme}`
  return authentication.kind === 'none'
    ? new PollError('unauthorized', `${wanted}.`, fix)
    : new PollError(
        'unauthorized',
        `${wanted}, and did not accept what was sent.`,
        otherFixes[authentication.kind],
      )
}

function rpcPort(url: URL): PollError {
  return new PollError(
    'rpc-port',
    `${shownUrl(url)} is a port of Hadoop’s RPC, which clients of HDFS use; it has no /jmx.`,
    httpPort,
  )
}

function redirected(answer: JmxAnswer, url: URL): PollError {
  const location = headerOf(answer.headers, 'location') ?? ''
  const to = URL.canParse(location, url.href) ? new URL(location, url.href) : undefined
  const isSecure = url.protocol === 'http:' && to?.protocol === 'https:' && to.hostname === url.hostname
  const shown = to === undefined ? 'nowhere' : shownUrl(to)
  return new PollError(
    'redirect',
    `JMX answered ${answer.status} at ${shownUrl(url)}: it sends to ${shown}${isSecure ? ', that is to HTTPS' : ''}.`,
    to?.pathname === url.pathname
      ? `Give ${shown} as the address; nothing is sent there before you do.`
      : 'That is a log-in page or another server: give the NameNode’s own address, or a way of logging in that needs no page.',
  )
}

/** The problem of an answer with a status other than 200. */
export function statusProblem(answer: JmxAnswer, target: JmxTarget): PollError {
  const { status } = answer
  const text = startOf(answer.body)
  const at = `JMX answered ${status} at ${shownUrl(target.url)}`
  if (ipcPort.test(text)) return rpcPort(target.url)
  if (status === 401) return unauthorized(answer, target)
  if (status === 403 && answer.headers['www-authenticate'] !== undefined) return unauthorized(answer, target)
  if (status === 403 && adminsOnly.test(text)) {
    return new PollError(
      'forbidden',
      `${at}: it is for administrators only (hadoop.security.instrumentation.requires.admin).`,
      'Ask as a user of dfs.cluster.administrators, or have your user added there.',
    )
  }
  if (status === 403) {
    const said = titleOf(text)
    return new PollError(
      'forbidden',
      `${at}: it forbids this to who asked${said === '' ? '' : ` (“${said}”)`}.`,
      'Ask as another user, or have this one allowed; a Kerberos server says 403 to a ticket that it cannot check.',
    )
  }
  if (status === 404)
    return new PollError('not-found', `${at}: there is no such page.`, `Is it another server? ${httpPort}`)
  if (status === 400 && /https|plain http|tls|ssl/i.test(text)) {
    return new PollError(
      'http-on-tls',
      `${shownUrl(target.url)} speaks HTTPS, and was asked by HTTP.`,
      `Give the address as https://${target.url.host} .`,
    )
  }
  if (status >= 300 && status < 400) return redirected(answer, target.url)
  if (status === 407 || status === 502 || status === 504) {
    return new PollError(
      'proxy',
      `${at}: a proxy between could not pass the request on.`,
      'Check that proxy, or ask without it (NO_PROXY).',
    )
  }
  return new PollError('server-error', `${at}.`, 'See the NameNode’s log.')
}

/** The problem of a body with status 200 that does not begin and end as `{"beans": […]}`. */
export function bodyProblem({ body, headers }: JmxAnswer, { url }: JmxTarget, hasBegun: boolean): PollError {
  const text = startOf(body)
  const wanted = `${shownUrl(url)} answered without beans: wanted {"beans": […]} as a NameNode serves it, got `
  if (hasBegun) return endsEarly(url, body.length)
  if (ipcPort.test(text)) return rpcPort(url)
  if (/^\s*</.test(text) || headerOf(headers, 'content-type')?.startsWith('text/html') === true) {
    return new PollError(
      'html',
      `${wanted}an HTML page (“${titleOf(text)}”).`,
      'A log-in page or another server? Check the address; where a proxy wants a log-in first, ask without it (NO_PROXY).',
    )
  }
  if (text.trim() === '') return new PollError('empty', `${wanted}nothing.`, httpPort)
  return new PollError('garbage', `${wanted}something else.`, `Is it another server? ${httpPort}`)
}

/** A document without a single bean of a NameNode. */
export function noNameNode({ url }: JmxTarget): PollError {
  return new PollError(
    'empty',
    `${shownUrl(url)} answered without beans of a NameNode: another daemon of Hadoop?`,
    httpPort,
  )
}
