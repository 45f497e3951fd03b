// undici's part of a connection: kept alive, TLS as the target wants it, through the proxy of the environment.
import { TLSSocket } from 'node:tls'
import { Client, type Dispatcher, EnvHttpProxyAgent, buildConnector } from 'undici'
import { errorText } from '../../../src-shared/errors.ts'
import { directHosts, isBySocks, isDirect } from './direct-hosts.ts'
import { type JmxTarget, keptAlive, shownUrl } from './jmx-target.ts'
import { PollError } from './poll-problem.ts'
import { pinProblem, tlsOptions } from './tls-options.ts'

/** ms until a connection is given up. */
const longestConnect = 10_000

function checkedTlsOptions({ tls }: JmxTarget): ReturnType<typeof tlsOptions> {
  try {
    return tlsOptions(tls)
  } catch (error) {
    throw new PollError(
      'certificate',
      `The certificate of an own authority cannot be read (${errorText(error)}).`,
      'Give it as PEM: text that begins with -----BEGIN CERTIFICATE-----.',
      { cause: error },
    )
  }
}

/** One connection at a time; `onConnect` is told each, with the server's certificate (DER) where it has one. */
export function newAgent(
  target: JmxTarget,
  onConnect: (certificate: Buffer | undefined) => void,
): Dispatcher {
  const { tls, url } = target
  // Behind such a proxy nothing here sees the certificate.
  if (tls.fingerprint !== null && isBySocks() && !isDirect(url.hostname))
    throw new PollError(
      'proxy',
      `${shownUrl(url)} cannot be asked: its certificate is pinned, and cannot be checked behind the SOCKS proxy of HTTPS_PROXY.`,
      'Name its host in NO_PROXY, take an HTTP proxy, or give the certificate of its authority in the place of the fingerprint.',
    )
  const options = { ...checkedTlsOptions(target), timeout: longestConnect, maxCachedSessions: 0 }
  const watched =
    (connect: buildConnector.connector): buildConnector.connector =>
    (wanted, callback) => {
      connect(wanted, (...[error, socket]) => {
        if (error !== null) {
          callback(error, null)
          return
        }
        // A proxy's own certificate is not the pinned one. Hosts are compared with their ports: of [::1] a name alone is ::1.
        const isTarget = socket instanceof TLSSocket && wanted.host === url.host
        const problem = isTarget ? pinProblem(tls.fingerprint, socket) : undefined
        onConnect(isTarget ? socket.getPeerCertificate().raw : undefined)
        if (problem === undefined) {
          callback(null, socket)
          return
        }
        socket.destroy()
        callback(problem, null)
      })
    }
  try {
    return new EnvHttpProxyAgent({
      connect: buildConnector({ ...options, allowH2: false }),
      requestTls: options,
      noProxy: directHosts(),
      allowH2: false,
      factory: (origin, { connect, ...rest }: Client.Options) =>
        new Client(origin, {
          ...rest,
          keepAliveTimeout: keptAlive,
          ...(typeof connect === 'function' && { connect: watched(connect) }),
        }),
    })
  } catch (error) {
    throw new PollError(
      'proxy',
      `${shownUrl(url)} cannot be asked: the proxy of HTTP_PROXY or HTTPS_PROXY has no address that can be read.`,
      'Set these variables to an address such as http://proxy:3128, or remove them.',
      { cause: error },
    )
  }
}
