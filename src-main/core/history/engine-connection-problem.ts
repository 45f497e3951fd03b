// Connections to an engine that fail, in plain words.
import { codeOf, errorText } from '../../../src-shared/errors.ts'
import { certificateProblem } from '../collector/certificate-problem.ts'
import { noTls } from '../collector/connection-problem.ts'
import { PollError } from '../collector/poll-problem.ts'
import { EngineError, type EngineProblemKind } from './engine-problem.ts'

type Words = readonly [kind: EngineProblemKind, got: string, fix: string]

const checkAddress = 'Check host, port and network, and that the server runs.'

const nothingCame: Words = [
  'unreachable',
  'no connection came about',
  'Check host and port, and whether a firewall lies between.',
]

const closed: Words = ['cut-off', 'it closed the connection', checkAddress]

/** By the code of the system's or undici's error. */
const words: Readonly<Record<string, Words>> = {
  ECONNREFUSED: [
    'refused',
    'nothing listens on that port',
    'Check the port (Prometheus: 9090) and that the server runs.',
  ],
  ENOTFOUND: [
    'dns',
    'there is no such host name',
    'Check the name, and that this machine’s DNS knows it (VPN?).',
  ],
  EAI_AGAIN: ['unreachable', 'the host name could not be looked up', 'Check this machine’s network and DNS.'],
  UND_ERR_CONNECT_TIMEOUT: nothingCame,
  ETIMEDOUT: nothingCame,
  EHOSTUNREACH: ['unreachable', 'there is no way to that host', 'Check this machine’s network (VPN?).'],
  ENETUNREACH: ['unreachable', 'there is no way to that network', 'Check this machine’s network (VPN?).'],
  UND_ERR_SOCKET: closed,
  ECONNRESET: closed,
  EPIPE: closed,
  HPE_INVALID_EOF_STATE: closed,
}

/** Words of the collector are about a NameNode's server; here it is the engine's. */
const ofEngine = (text: string): string =>
  text.replaceAll('the NameNode’s own', 'the server’s own').replaceAll('NameNode', 'engine')

/** The problem behind an error before the answer ended. */
export function connectionProblem(error: unknown, url: URL): EngineError {
  const shown = `${url.origin}${url.pathname}`
  const code = codeOf(error)
  const options = { cause: error }
  if (error instanceof EngineError) return error
  if (error instanceof PollError) {
    const kind = error.problem.kind === 'proxy' ? 'proxy' : 'certificate'
    return new EngineError(kind, ofEngine(error.problem.message), ofEngine(error.problem.fix), options)
  }
  if (noTls.test(code)) {
    return new EngineError(
      'tls-on-http',
      `${shown} was asked by HTTPS and does not speak it (${code}).`,
      `Give the address as http://${url.host} , or with the port of HTTPS.`,
      options,
    )
  }
  const known = words[code]
  if (known !== undefined) {
    const [kind, got, fix] = known
    return new EngineError(kind, `${shown} could not be asked: ${got} (${code}).`, fix, options)
  }
  const certificate = error instanceof Error ? certificateProblem(error, code, url) : undefined
  if (certificate !== undefined) return connectionProblem(certificate, url)
  if (/proxy/i.test(errorText(error))) {
    return new EngineError(
      'proxy',
      `${shown} could not be asked by the proxy of HTTP_PROXY or HTTPS_PROXY (${errorText(error)}).`,
      'Check these variables, or name the host in NO_PROXY so that it is asked directly.',
      options,
    )
  }
  if (code.startsWith('HPE_')) {
    return new EngineError(
      'garbage',
      `Wanted an HTTP answer of ${shown}, got something else (${code}).`,
      'Check the port, and whether it wants https://.',
      options,
    )
  }
  return new EngineError(
    'unreachable',
    `${shown} could not be asked: ${errorText(error)}.`,
    checkAddress,
    options,
  )
}
