// Kerberos by curl: it does the SPNEGO exchange with this session's ticket, what comes back is Hadoop's cookie.
import { execFile } from 'node:child_process'
import { X509Certificate, createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { Tls } from '../../../src-shared/contract/watches.ts'
import { cookieIn } from './cookie.ts'
import type { Deadline } from './deadline.ts'
import { curlMissing, curlProblem } from './negotiate-problem.ts'
import { tooLate } from './broken-answer.ts'

interface Outcome {
  readonly stdout: string
  readonly stderr: string
  /** Exit code; undefined where curl could not be started. */
  readonly code: number | undefined
}

function curl(args: readonly string[], signal: AbortSignal): Promise<Outcome> {
  return new Promise((resolve) => {
    const options = { signal, windowsHide: true, env: { ...process.env, LC_ALL: 'C' } }
    // Its own settings (-q) first of all: without them it does what it is told here and nothing else.
    execFile('curl', ['-q', ...args], options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : undefined
      resolve({ stdout, stderr, code })
    })
  })
}

/** SHA-256 of the certificate's public key, as curl's --pinnedpubkey wants it. */
function keyPin(certificate: Buffer): string {
  const key = new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' })
  return `sha256//${createHash('sha256').update(key).digest('base64')}`
}

/** The same demands on the server's certificate as those of the connection that was refused. */
async function tlsArguments(tls: Tls, certificate: Buffer | undefined, folder: string): Promise<string[]> {
  if (tls.fingerprint !== null) {
    // That connection had the pinned certificate: its key is wanted here.
    return certificate === undefined ? [] : ['--insecure', '--pinnedpubkey', keyPin(certificate)]
  }
  if (tls.insecure) return ['--insecure']
  if (tls.ca === null) return []
  const file = path.join(folder, 'ca.pem')
  await writeFile(file, tls.ca)
  return ['--cacert', file]
}

async function mustNegotiate(url: URL, signal: AbortSignal): Promise<void> {
  const { code, stdout } = await curl(['--version'], signal)
  if (code !== 0) throw curlMissing(url, 'which is not there')
  if (!/^Features:.*\b(SPNEGO|SSPI|Kerberos)\b/m.test(stdout))
    throw curlMissing(url, 'which is built without it here')
}

/**
 * The value of the cookie hadoop.auth. Nothing secret is on curl's command line: the ticket is where Kerberos keeps it
 * (KRB5CCNAME). `certificate` is what the server showed, DER. Throws PollError.
 */
export async function negotiateByCurl(
  url: URL,
  tls: Tls,
  certificate: Buffer | undefined,
  deadline: Deadline,
): Promise<string> {
  const { signal } = deadline
  const folder = await mkdtemp(path.join(os.tmpdir(), 'nnad-curl-'))
  try {
    await mustNegotiate(url, signal)
    const seconds = String(Math.ceil(deadline.timeoutMs / 1000))
    const { stdout, stderr, code } = await curl(
      [
        ...['--negotiate', '--user', ':', '--silent', '--verbose', '--max-time', seconds],
        ...['--dump-header', '-', '--output', os.devNull],
        ...(await tlsArguments(tls, certificate, folder)),
        url.href,
      ],
      signal,
    )
    const cookie = cookieIn(
      stdout.split(/\r?\n/).flatMap((line) => /^set-cookie:(.*)/i.exec(line)?.[1] ?? []),
    )
    if (code === 0 && cookie !== undefined && cookie !== '') return cookie
    if (deadline.isOver) throw tooLate(url, deadline.timeoutMs)
    signal.throwIfAborted()
    const status = [...stdout.matchAll(/^HTTP\/\S+ (\d{3})/gm)].at(-1)?.[1]
    throw curlProblem(url, stderr, status)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
