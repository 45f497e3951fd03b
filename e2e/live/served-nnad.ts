// `nnad serve` as a process, with calls of its REST API.
import type { TestContext } from 'node:test'
import { type RunningCommand, printed, startNnad } from '../nnad-command.ts'

export interface ServedNnad {
  readonly running: RunningCommand
  readonly url: string
  /** The answer's JSON; throws with the problem's text where the status is no good one. */
  call<T>(method: string, address: string, body?: unknown, headers?: Record<string, string>): Promise<T>
}

/** Starts it on a data folder and a free port; it is killed with the test. */
export async function serveNnad(
  context: TestContext,
  data: string,
  env: Readonly<Record<string, string>> = {},
): Promise<ServedNnad> {
  const running = startNnad(context, ['serve', '--port', '0', '--data', data], { env })
  const text = await printed(running, /nnad serves at \S+,/)
  const url = /at (\S+),/.exec(text)?.[1] ?? ''
  return {
    running,
    url,
    async call<T>(method: string, address: string, body?: unknown, headers: Record<string, string> = {}) {
      const answer = await fetch(`${url}/api${address}`, {
        method,
        headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const got = await answer.text()
      if (!answer.ok) throw new Error(`${method} ${address}: ${String(answer.status)} ${got}`)
      return JSON.parse(got) as T
    },
  }
}
