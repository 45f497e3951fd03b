// TLS towards a NameNode: whose certificates are trusted, and how one pinned certificate is recognised.
import { X509Certificate } from 'node:crypto'
import tls, { type ConnectionOptions, type SecureContext, type TLSSocket } from 'node:tls'
import type { Tls } from '../../../src-shared/contract/watches.ts'

/** What this system trusts besides what Node brings along; Node before 22.15 cannot tell. */
function trusted(): string[] {
  const { getCACertificates } = tls as Partial<Pick<typeof tls, 'getCACertificates'>>
  if (getCACertificates === undefined) return [...tls.rootCertificates]
  return [...new Set([...getCACertificates('default'), ...getCACertificates('system')])]
}

let systemContext: SecureContext | undefined

function contextOf({ ca }: Tls): SecureContext {
  if (ca !== null) {
    // OpenSSL passes over what is no certificate; this throws.
    new X509Certificate(ca)
    return tls.createSecureContext({ ca: [...trusted(), ca] })
  }
  // Hundreds of certificates are parsed once for all NameNodes.
  systemContext ??= tls.createSecureContext({ ca: trusted() })
  return systemContext
}

/** Whether any certificate gets through the handshake: pinned ones are judged after it, insecure ones never. */
export const acceptsAll = ({ fingerprint, insecure }: Tls): boolean => insecure || fingerprint !== null

/** Options of tls.connect. Throws where the own CA is no PEM. */
export function tlsOptions(target: Tls): Pick<ConnectionOptions, 'rejectUnauthorized' | 'secureContext'> {
  return acceptsAll(target) ? { rejectUnauthorized: false } : { secureContext: contextOf(target) }
}

const digits = (fingerprint: string): string => fingerprint.replaceAll(':', '').toLowerCase()

/** The certificate is not the pinned one. */
export class OtherFingerprint extends Error {
  /** SHA-256 of the certificate that came, hex with colons. */
  readonly got: string

  constructor(got: string) {
    super('the fingerprint differs')
    this.name = 'OtherFingerprint'
    this.got = got
  }
}

/** An error where a certificate is pinned and the server has another one. */
export function pinProblem(pinned: string | null, socket: TLSSocket): OtherFingerprint | undefined {
  if (pinned === null) return undefined
  const { fingerprint256 } = socket.getPeerCertificate()
  return digits(fingerprint256) === digits(pinned) ? undefined : new OtherFingerprint(fingerprint256)
}
