// The POST of a webhook: where to, with which log-in.
import { post } from './post.ts'
import { SendProblem } from './send-problem.ts'

/** Where PagerDuty takes events. */
const pagerDutyAddress = 'https://events.pagerduty.com/v2/enqueue'

/** PagerDuty's own hosts (those of its EU region among them), and a relay on this computer. */
const pagerDutyHosts = /^(.+\.pagerduty\.com|localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

/** Where a PagerDuty key may go: the address of a webhook may be that of another service, which must not get it. */
export function pagerDutyTarget(address: string | undefined): string {
  const url = address !== undefined && URL.canParse(address) ? new URL(address) : undefined
  return url !== undefined && pagerDutyHosts.test(url.hostname) ? url.href : pagerDutyAddress
}

export interface WebhookPost {
  /** A secret: it mostly holds a token. */
  readonly address: string
  readonly body: object
  readonly version: string
  readonly signal: AbortSignal
  /** Epoch ms, to read a date that the receiver names. */
  readonly now: number
}

/** The receiver's address. Throws a final problem for one that is no http or https. */
export function webhookUrl(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url !== undefined && ['http:', 'https:'].includes(url.protocol)) return url
  throw new SendProblem(
    'The secret webhook-url is no address that begins with http:// or https://: set it again.',
    {
      isFinal: true,
    },
  )
}

/** User and password of an address go into a header: no request may hold them elsewhere. */
function loginOf({ username, password }: URL): Record<string, string> {
  if (username === '' && password === '') return {}
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return { authorization: `Basic ${Buffer.from(login).toString('base64')}` }
}

/** Resolves once the receiver has said that it took it. Throws SendProblem. */
export async function postWebhook({ address, body, version, signal, now }: WebhookPost): Promise<void> {
  const url = webhookUrl(address)
  const bare = new URL(url)
  bare.username = ''
  bare.password = ''
  const headers = { 'content-type': 'application/json', 'user-agent': `nnad/${version}`, ...loginOf(url) }
  await post({ url: bare, headers, body: JSON.stringify(body), signal, now })
}
