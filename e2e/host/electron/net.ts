// `net`: requests of the main process, by Node. Not shown by it: the system's proxies, its certificates, Chromium's words for errors.
import http from 'node:http'
import https from 'node:https'
import type { Session } from './session.ts'

interface RequestOptions extends http.RequestOptions {
  readonly session: Session
}

function urlOf({ protocol, hostname, port, path }: RequestOptions): string {
  return `${protocol ?? 'https:'}//${hostname ?? ''}${port ? `:${port}` : ''}${path ?? '/'}`
}

/** Asks a server; a redirection is an event, which whoever asks must follow. */
function request({ session, ...options }: RequestOptions): http.ClientRequest {
  const url = urlOf({ session, ...options })
  const asked = (options.protocol === 'http:' ? http : https).request(options)
  if (session.isCancelled(url)) asked.destroy(new Error('net::ERR_BLOCKED_BY_CLIENT'))
  // Before the listeners of whoever asks.
  const emit = asked.emit.bind(asked)
  asked.emit = (event: string | symbol, ...values: unknown[]): boolean => {
    const [response] = values
    if (event === 'response' && response instanceof http.IncomingMessage) {
      const { statusCode = 0, headers } = response
      if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) {
        response.resume()
        return emit('redirect', statusCode, 'GET', new URL(headers.location, url).href)
      }
    }
    return emit(event, ...values)
  }
  return asked
}

export const net = { request }
