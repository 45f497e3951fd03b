// Who asks, towards one NameNode: headers, user.name, and the cookie that Hadoop gives for them.
import type { Host } from '../host.ts'
import { unauthorized } from './answer-problem.ts'
import { cookieIn } from './cookie.ts'
import type { Deadline } from './deadline.ts'
import type { JmxAnswer, JmxConnection } from './jmx-connection.ts'
import { type JmxTarget, shownUrl } from './jmx-target.ts'
import { negotiateByCurl } from './negotiate.ts'
import { PollError } from './poll-problem.ts'

interface Parts {
  readonly secret: () => Promise<string | undefined>
  readonly negotiate?: Host['negotiate']
}

export class Login {
  readonly #target: JmxTarget
  readonly #parts: Parts
  #cookie: string | undefined
  #authorization: string | undefined

  constructor(target: JmxTarget, parts: Parts) {
    this.#target = target
    this.#parts = parts
  }

  /** Reads the secret, once per poll. Throws PollError where it is not set. */
  async prepare(): Promise<void> {
    const { authentication } = this.#target
    if (authentication.kind !== 'basic' && authentication.kind !== 'bearer') return
    const secret = await this.#parts.secret()
    if (secret === undefined) throw this.#noSecret(authentication.kind)
    const isHeader = authentication.kind === 'basic' || /^[\x21-\x7e]+$/.test(secret.trim())
    if (!isHeader) {
      throw new PollError(
        'unauthorized',
        `The token for ${shownUrl(this.#target.url)} holds characters that no token has.`,
        'Set it anew: one line, without blanks.',
      )
    }
    this.#authorization =
      authentication.kind === 'basic'
        ? `Basic ${Buffer.from(`${authentication.user}:${secret}`).toString('base64')}`
        : `Bearer ${secret.trim()}`
  }

  headers(): Record<string, string> {
    return {
      ...(this.#authorization !== undefined && { authorization: this.#authorization }),
      ...(this.#cookie !== undefined && { cookie: `hadoop.auth=${this.#cookie}` }),
    }
  }

  /** The address with the user's name in it, where that is how they log in. */
  named(url: URL): URL {
    const { authentication } = this.#target
    if (authentication.kind !== 'simple') return url
    const named = new URL(url)
    named.searchParams.set('user.name', authentication.user)
    return named
  }

  /** Keeps the cookie that an answer sets, or forgets it. */
  keep({ headers }: JmxAnswer): void {
    const cookie = cookieIn(headers['set-cookie'])
    if (cookie !== undefined) this.#cookie = cookie === '' ? undefined : cookie
  }

  /**
   * After a refusal: whether it is worth asking once more, because the cookie was old or Kerberos has just been done.
   * Throws PollError where Kerberos fails.
   */
  async renew(answer: JmxAnswer, connection: JmxConnection, deadline: Deadline): Promise<boolean> {
    const hadCookie = this.#cookie !== undefined
    if (answer.status !== 401 && !(answer.status === 403 && hadCookie)) return false
    this.#cookie = undefined
    if (this.#target.authentication.kind !== 'spnego') return hadCookie
    this.#cookie = await this.#negotiated(answer, connection, deadline)
    return true
  }

  async #negotiated(answer: JmxAnswer, connection: JmxConnection, deadline: Deadline): Promise<string> {
    const { tls } = this.#target
    // The browser engine trusts what the system trusts: it would fail at an own authority, and pay no heed to a pinned certificate.
    const isOwnTrust = tls.ca !== null || tls.fingerprint !== null || tls.insecure
    const negotiate = isOwnTrust ? undefined : this.#parts.negotiate
    if (!/negotiate/i.test(String(answer.headers['www-authenticate'])))
      throw unauthorized(answer, this.#target)
    // Any page will do; this is a small one.
    const url = new URL(this.#target.url)
    url.search = '?get=java.lang:type=Runtime::StartTime'
    if (negotiate === undefined) return negotiateByCurl(url, tls, connection.certificate, deadline)
    const cookie = await negotiate(url)
    if (cookie !== undefined) return cookie
    throw new PollError(
      'unauthorized',
      `Kerberos did not log in at ${shownUrl(url)}: no cookie came back.`,
      'Check with klist that this session has a ticket (kinit), and that the NameNode’s host belongs to the realm.',
    )
  }

  #noSecret(kind: 'basic' | 'bearer'): PollError {
    const what = kind === 'basic' ? 'password' : 'token'
    return new PollError(
      'unauthorized',
      `Wanted a ${what} for ${shownUrl(this.#target.url)}, got none: it is not set.`,
      `Set the ${what} of this NameNode, or change how it logs in.`,
    )
  }
}
