// Requests of a page: answered by the app where the scheme is its own; nothing else gets anywhere.
import { z } from 'zod'
import type { Chromium } from '../chromium.ts'
import { appUrl } from './addresses.ts'
import { answerOf } from './session.ts'

const Paused = z.object({
  requestId: z.string(),
  frameId: z.string(),
  resourceType: z.string(),
  request: z.object({
    url: z.string(),
    method: z.string(),
    headers: z.record(z.string(), z.string()),
  }),
})
export type PausedRequest = z.infer<typeof Paused>

/** Answers a session's requests; a navigation that `mayNavigate` refuses comes to nothing. */
export async function interceptRequests(
  chromium: Chromium,
  sessionId: string,
  mayNavigate: (request: PausedRequest) => boolean,
): Promise<void> {
  const fail = (requestId: string, errorReason: string): Promise<unknown> =>
    chromium.send('Fetch.failRequest', { requestId, errorReason }, sessionId)

  async function answer(paused: PausedRequest): Promise<void> {
    const { requestId, resourceType, request } = paused
    if (resourceType === 'Document' && !mayNavigate(paused)) {
      await fail(requestId, 'Aborted')
      return
    }
    const url = appUrl(request.url)
    const response = url === request.url ? undefined : await answerOf(new Request(url, request))
    if (response === undefined) {
      await fail(requestId, 'BlockedByClient')
      return
    }
    const body = Buffer.from(await response.arrayBuffer())
    const fulfilment = {
      requestId,
      responseCode: response.status,
      responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
      body: body.toString('base64'),
    }
    await chromium.send('Fetch.fulfillRequest', fulfilment, sessionId)
  }

  chromium.on(sessionId, 'Fetch.requestPaused', (params) => {
    answer(Paused.parse(params)).catch((error: unknown) => console.error('stand-in: a request failed', error))
  })
  await chromium.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }, sessionId)
}
