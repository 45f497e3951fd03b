// One POST to a receiver of people's own: straight or by the environment's proxy, never redirected, its answer judged.
import { errorText } from '../../../src-shared/errors.ts'
import { directHosts } from '../collector/direct-hosts.ts'
import { SendProblem, cutText } from './send-problem.ts'

export interface Post {
  /** Without user and password: they go into a header. */
  readonly url: URL
  /** Beside content-length. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
  readonly signal: AbortSignal
  /** Epoch ms, to read a date that the receiver names. */
  readonly now: number
}

/** What Retry-After asks for: seconds, or a date. */
function retryAfterMs(header: string | string[] | undefined, now: number): number {
  const text = String(header ?? '')
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now
  return Number.isFinite(ms) ? Math.max(0, ms) : 0
}

/** As much of an answer as is ever shown; the rest is not waited for. */
async function startOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const most = 4096
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    chunks.push(chunk)
    size += chunk.length
    if (size >= most) break
  }
  return Buffer.concat(chunks).subarray(0, most).toString()
}

function refusal(host: string, status: number, text: string, wait: number): SendProblem {
  const said = cutText(text)
  const answer = `${host} answered ${String(status)}${said === '' ? '' : `: ${said}`}`
  if (status >= 300 && status < 400) {
    return new SendProblem(`${host} answered ${String(status)} and leads elsewhere: set the final address.`, {
      isFinal: true,
    })
  }
  const isPassing = status === 408 || status === 429 || status >= 500
  return new SendProblem(answer, { isFinal: !isPassing, retryAfterMs: wait })
}

/** Resolves once the receiver has said that it took it. Throws SendProblem. */
export async function post({ url, headers, body, signal, now }: Post): Promise<void> {
  // Loaded by whoever posts: no start waits for it.
  const { EnvHttpProxyAgent, request } = await import('undici')
  const dispatcher = new EnvHttpProxyAgent({ noProxy: directHosts() })
  try {
    const answer = await request(url, { method: 'POST', headers, body, dispatcher, signal })
    const text = await startOf(answer.body)
    if (answer.statusCode >= 200 && answer.statusCode < 300) return
    throw refusal(url.host, answer.statusCode, text, retryAfterMs(answer.headers['retry-after'], now))
  } catch (error) {
    if (error instanceof SendProblem) throw error
    throw new SendProblem(
      `${url.host} could not be reached (${errorText(error)}): check the address, the network and the proxy.`,
      {},
      { cause: error },
    )
  } finally {
    // Few messages an hour: a connection kept open would be dead by the next.
    await dispatcher.destroy()
  }
}
