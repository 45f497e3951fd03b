// Certificates of the replaying NameNode (fixtures/make-certificates.sh).
import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'

/** Who they are: in order, expired, for another host, not valid yet, signed by nobody. */
export const certificateNames = ['good', 'expired', 'other-host', 'future', 'self'] as const
export type CertificateName = (typeof certificateNames)[number]

const pem = (name: string): string =>
  readFileSync(path.join(import.meta.dirname, 'fixtures', `${name}.pem`), 'utf8')

/** The authority that signed all but one of them, PEM. */
export const ownAuthority = pem('ca')

/** Certificate and key for a server. */
export const certificate = (name: CertificateName): { readonly cert: string; readonly key: string } => ({
  cert: pem(name),
  key: pem(`${name}.key`),
})

/** SHA-256 fingerprint, hex with colons. */
export const fingerprintOf = (name: CertificateName): string => new X509Certificate(pem(name)).fingerprint256
