// Kerberos that does not come about, in plain words. curl passes on what the Kerberos library says.
import { shownUrl } from './jmx-target.ts'
import { PollError, type ProblemKind } from './poll-problem.ts'

type Row = readonly [said: RegExp, kind: ProblemKind, got: string, fix: string]

/** Words of MIT Kerberos, Heimdal and Windows. */
const rows: readonly Row[] = [
  [
    /ticket expired|credentials? (?:have|has) expired|SEC_E_CONTEXT_EXPIRED/i,
    'unauthorized',
    'the ticket has expired',
    'Renew it with kinit as the user that runs nnad; to run for weeks use a keytab (kinit -kt) and renew by cron or k5start.',
  ],
  [
    /clock skew/i,
    'clock',
    'this machine’s clock and the Kerberos server’s differ by more than five minutes',
    'Set this machine’s clock (NTP).',
  ],
  [
    /not found in kerberos database|SEC_E_TARGET_UNKNOWN|server .* unknown/i,
    'unauthorized',
    'the Kerberos server knows no service of that name',
    'Give the address with the host name that is in dfs.web.authentication.kerberos.principal (HTTP/host@REALM), no alias and no number.',
  ],
  [
    /cannot (?:find|contact|resolve).*(?:KDC|realm)|SEC_E_NO_AUTHENTICATING_AUTHORITY|unable to reach any KDC/i,
    'unreachable',
    'the Kerberos server cannot be reached',
    'Check this machine’s network (VPN?) and /etc/krb5.conf.',
  ],
  [
    /no (?:kerberos )?credentials|credentials cache .*not found|no credentials were supplied|SEC_E_NO_CREDENTIALS/i,
    'unauthorized',
    'this session has no ticket',
    'Get one with kinit as the user that runs nnad (klist shows what there is); to run for weeks use a keytab (kinit -kt).',
  ],
]

/** Why there is no cookie after curl has tried: by its messages and the last status that it got. */
export function curlProblem(url: URL, stderr: string, status: string | undefined): PollError {
  const said = stderr
    .split('\n')
    .filter((line) => /gss_|SSPI|InitializeSecurityContext|SPNEGO|^curl: /i.test(line))
    .join(' ')
  const shown = shownUrl(url)
  const row = rows.find(([pattern]) => pattern.test(said))
  if (row !== undefined) {
    const [, kind, got, fix] = row
    return new PollError(kind, `Kerberos did not log in at ${shown}: ${got}.`, fix)
  }
  if (status === '200') {
    return new PollError(
      'unauthorized',
      `Kerberos logged in at ${shown}, but no cookie hadoop.auth came back.`,
      'Ask the NameNode itself: a proxy between may drop its cookies.',
    )
  }
  const got = status === undefined ? 'no answer came' : `it answered ${status}`
  return new PollError(
    'unauthorized',
    `Kerberos did not log in at ${shown}: ${got}.`,
    'Check with klist that the ticket is of the right realm, try curl --negotiate -u : by hand, and see the NameNode’s log.',
  )
}

/** There is no curl, or none that can do it. */
export function curlMissing(url: URL, why: string): PollError {
  return new PollError(
    'unauthorized',
    `To log in by Kerberos at ${shownUrl(url)} nnad needs curl with SPNEGO, ${why}.`,
    'Install curl (its Features in curl --version must name SPNEGO or SSPI), or use the desktop app, which needs none.',
  )
}
