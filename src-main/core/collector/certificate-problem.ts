// Certificates that are not accepted, in plain words.
import { errorText } from '../../../src-shared/errors.ts'
import { shownUrl } from './jmx-target.ts'
import { PollError } from './poll-problem.ts'
import { OtherFingerprint } from './tls-options.ts'

const unknownAuthority: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
])

const otherObjections: ReadonlySet<string> = new Set([
  'CERT_UNTRUSTED',
  'CERT_REJECTED',
  'CERT_REVOKED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_CHAIN_TOO_LONG',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'PATH_LENGTH_EXCEEDED',
  'ERR_SSL_NO_CIPHERS_AVAILABLE',
])

/** What is known of a certificate by the error of tls.checkServerIdentity. */
function namesIn(error: object): string {
  const cert: unknown = 'cert' in error ? error.cert : undefined
  const names: unknown =
    typeof cert === 'object' && cert !== null && 'subjectaltname' in cert ? cert.subjectaltname : undefined
  return typeof names === 'string' && names !== '' ? `for ${names}` : 'for other names'
}

/** The problem where the error is about a certificate; undefined where it is about something else. */
export function certificateProblem(error: Error, code: string, url: URL): PollError | undefined {
  const shown = shownUrl(url)
  const problem = (message: string, fix: string): PollError =>
    new PollError('certificate', message, fix, { cause: error })
  if (error instanceof OtherFingerprint) {
    return problem(
      `${shown} has another certificate than the pinned one: its SHA-256 fingerprint is ${error.got}.`,
      'If it was renewed, ask its administrator for the new fingerprint and pin that; if not, somebody may be listening in.',
    )
  }
  if (code === 'CERT_HAS_EXPIRED') {
    return problem(
      `The certificate of ${shown} has expired.`,
      'Have it renewed; check this machine’s clock as well. To go on meanwhile, pin its fingerprint.',
    )
  }
  if (code === 'CERT_NOT_YET_VALID') {
    return problem(
      `The certificate of ${shown} is not valid yet.`,
      'Check this machine’s clock, then the one of the machine that made the certificate.',
    )
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return problem(
      `Wanted a certificate for ${url.hostname}, got one ${namesIn(error)}.`,
      'Give the address with a name that the certificate has, or pin its fingerprint.',
    )
  }
  if (unknownAuthority.has(code)) {
    return problem(
      `The certificate of ${shown} is signed by an authority that this machine does not know (${code}).`,
      'Give the authority’s certificate (PEM) with the NameNode, or pin the fingerprint of the NameNode’s own.',
    )
  }
  if (otherObjections.has(code)) {
    return problem(
      `The certificate of ${shown} is not accepted (${errorText(error)}).`,
      'Have it replaced, or pin its fingerprint.',
    )
  }
  return undefined
}
