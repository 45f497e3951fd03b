// How the replaying NameNode's HTTP server wants to know who asks, and its cookie (Hadoop: AuthenticationFilter).
import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** What is wanted. SPNEGO's tokens are judged by whoever has the key: the user's name, or undefined for a bad one. */
export type LogInRule =
  | { readonly kind: 'simple'; readonly user?: string }
  | { readonly kind: 'basic'; readonly user: string; readonly password: string }
  | { readonly kind: 'bearer'; readonly token: string; readonly user?: string }
  | { readonly kind: 'spnego'; userOf(token: string): Promise<string | undefined> }

/** Let in with a new cookie, by a cookie that holds, or not: `asks` is the WWW-Authenticate header. */
export type Verdict =
  | { readonly isIn: true; readonly setCookie?: string }
  | { readonly isIn: false; readonly status: 401 | 403; readonly asks: string }

export class LogIn {
  readonly #rule: LogInRule
  readonly #cookies = new Set<string>()
  /** Log-ins by something other than a cookie. */
  count = 0

  constructor(rule: LogInRule) {
    this.#rule = rule
  }

  /** Cookies given so far hold no more. */
  expire(): void {
    this.#cookies.clear()
  }

  async judge({ headers }: IncomingMessage, query: URLSearchParams): Promise<Verdict> {
    const cookie = /(?:^|;\s*)hadoop\.auth=([^;]*)/.exec(headers.cookie ?? '')?.[1]
    if (cookie !== undefined && this.#cookies.has(cookie)) return { isIn: true }
    const user = await this.#userOf(headers.authorization ?? '', query)
    if (user === undefined) {
      const asks = { simple: 'PseudoAuth', basic: 'Basic realm="nn"', bearer: 'Bearer', spnego: 'Negotiate' }
      return { isIn: false, status: this.#rule.kind === 'simple' ? 403 : 401, asks: asks[this.#rule.kind] }
    }
    this.count += 1
    const value = `"u=${user}&p=${user}&t=${this.#rule.kind}&e=99&s=${randomBytes(9).toString('hex')}"`
    this.#cookies.add(value)
    return { isIn: true, setCookie: `hadoop.auth=${value}; Path=/; HttpOnly` }
  }

  async #userOf(authorization: string, query: URLSearchParams): Promise<string | undefined> {
    const rule = this.#rule
    const sent = (scheme: string): string | undefined =>
      authorization.startsWith(`${scheme} `) ? authorization.slice(scheme.length + 1) : undefined
    if (rule.kind === 'simple') {
      const user = query.get('user.name') ?? undefined
      return rule.user === undefined || rule.user === user ? user : undefined
    }
    if (rule.kind === 'basic') {
      const login = Buffer.from(sent('Basic') ?? '', 'base64').toString()
      return login === `${rule.user}:${rule.password}` ? rule.user : undefined
    }
    if (rule.kind === 'bearer') return sent('Bearer') === rule.token ? (rule.user ?? 'bearer') : undefined
    const token = sent('Negotiate')
    return token === undefined ? undefined : rule.userOf(token)
  }
}
