// Connections that fail, in plain words.
import type { errors } from 'undici'
import { codeOf, errorText } from '../../../src-shared/errors.ts'
import { certificateProblem } from './certificate-problem.ts'
import { shownUrl } from './jmx-target.ts'
import { PollError, type ProblemKind } from './poll-problem.ts'

type Words = readonly [kind: ProblemKind, got: string, fix: string]

const checkAddress = 'Check host, port and network, and that the NameNode runs.'

/** By the code of the system's or undici's error. */
const words: Readonly<Record<string, Words>> = {
  ECONNREFUSED: [
    'refused',
    'nothing listens on that port',
    'Check the port (9870 on Hadoop 3, 50070 on 2) and that the NameNode runs.',
  ],
  ENOTFOUND: [
    'dns',
    'there is no such host name',
    'Check the name, and that this machine’s DNS knows it (VPN?).',
  ],
  EAI_AGAIN: ['dns', 'the host name could not be looked up', 'Check this machine’s network and DNS.'],
  UND_ERR_CONNECT_TIMEOUT: [
    'timeout',
    'no connection came about',
    'Check host and port, and whether a firewall lies between.',
  ],
  ETIMEDOUT: [
    'timeout',
    'no connection came about',
    'Check host and port, and whether a firewall lies between.',
  ],
  EHOSTUNREACH: ['unreachable', 'there is no way to that host', 'Check this machine’s network (VPN?).'],
  ENETUNREACH: ['unreachable', 'there is no way to that network', 'Check this machine’s network (VPN?).'],
  ENETDOWN: ['unreachable', 'this machine’s network is down', 'Check this machine’s network.'],
  EADDRNOTAVAIL: [
    'unreachable',
    'this machine has no free port or no such network',
    'Check this machine’s network.',
  ],
  EACCES: ['unreachable', 'this machine does not allow the connection', 'Check this machine’s firewall.'],
  EMFILE: [
    'unreachable',
    'this process has too many files open',
    'Raise the limit of open files (ulimit -n).',
  ],
}

/** Codes of TLS handshakes that met something else. */
export const noTls =
  /^ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|RECORD_LAYER_FAILURE)|^EPROTO$/

/** The proxy's own part in the failure. */
function proxyProblem(error: Error, url: URL): PollError | undefined {
  if (!/proxy/i.test(`${error.name} ${error.message}`)) return undefined
  const status = /\((\d{3})\)/.exec(error.message)?.[1]
  const got =
    status === '407'
      ? 'it wants a user and password'
      : status === undefined
        ? 'it could not be used'
        : `it answered ${status}`
  return new PollError(
    'proxy',
    `${shownUrl(url)} could not be reached by the proxy of HTTP_PROXY or HTTPS_PROXY: ${got}.`,
    'Check these variables, or name the host in NO_PROXY so that it is asked directly.',
    { cause: error },
  )
}

/** By its name: only who asks has loaded undici. */
const isNoHttp = (error: unknown): error is errors.HTTPParserError =>
  error instanceof Error && error.name === 'HTTPParserError'

/** TLS' alert records begin like this: whoever sent one expected a TLS handshake. */
const isTlsAlert = (error: errors.HTTPParserError): boolean =>
  'data' in error && typeof error.data === 'string' && error.data.startsWith('\x15\x03')

/** Whether the other side closed the connection, or it broke, without saying anything. */
export function isClosed(error: unknown): boolean {
  return ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE', 'HPE_INVALID_EOF_STATE'].includes(codeOf(error))
}

/** The problem where a port that was asked by HTTP speaks TLS. */
export function wantsTls(url: URL, cause: unknown): PollError {
  return new PollError(
    'http-on-tls',
    `${shownUrl(url)} speaks HTTPS, and was asked by HTTP.`,
    `Give the address as https://${url.host} .`,
    { cause },
  )
}

/** The problem behind an error before the answer began. */
export function connectionProblem(error: unknown, url: URL): PollError {
  const shown = shownUrl(url)
  const code = codeOf(error)
  const cause = { cause: error }
  if (isNoHttp(error)) {
    if (isTlsAlert(error)) return wantsTls(url, error)
    return new PollError(
      'garbage',
      `Wanted an HTTP answer of ${shown}, got something else (${error.code}).`,
      'Check the port: is it the NameNode’s HTTP port (9870 on Hadoop 3, 50070 on 2)?',
      cause,
    )
  }
  if (noTls.test(code)) {
    return new PollError(
      'tls-on-http',
      `${shown} was asked by HTTPS and does not speak it (${code}).`,
      `Give the address as http://${url.host} , or with the port of HTTPS (9871 on Hadoop 3, 50470 on 2).`,
      cause,
    )
  }
  const known = words[code]
  if (known !== undefined) {
    const [kind, got, fix] = known
    return new PollError(kind, `${shown} could not be reached: ${got} (${code}).`, fix, cause)
  }
  if (!(error instanceof Error))
    return new PollError('unreachable', `${shown} could not be reached: ${errorText(error)}.`, checkAddress)
  if (isClosed(error)) {
    return new PollError(
      'unreachable',
      `${shown} closed the connection without an answer (${errorText(error)}).`,
      'Check that the port is the NameNode’s HTTP port, and the NameNode’s log.',
      cause,
    )
  }
  return (
    certificateProblem(error, code, url) ??
    proxyProblem(error, url) ??
    new PollError('unreachable', `${shown} could not be reached: ${errorText(error)}.`, checkAddress, cause)
  )
}
