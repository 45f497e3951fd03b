// What the replaying NameNode answers: a document, or one of the ways in which NameNodes fail to.
import type { ServerResponse } from 'node:http'

/** How an answer fails: an HTTP status, a pause, half of the bytes, no beans, or somebody else's page. */
export type Fault =
  | { readonly kind: 'status'; readonly status: 401 | 403 | 404 | 500 }
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'cut off' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'html' }

const reasons = {
  401: 'Authentication required',
  403: 'Unauthenticated users are not authorized to access this page.',
  404: 'Not Found',
  500: 'Server Error',
} as const

const jsonHeaders = {
  'content-type': 'application/json; charset=utf8',
  'access-control-allow-origin': '*',
}

const page = (text: string): string =>
  `<html><head><title>${text}</title></head><body><h2>${text}</h2></body></html>\n`

/** An error page as Jetty sends it; 401 asks for Kerberos (Hadoop: KerberosAuthenticationHandler). */
export function sendStatus(response: ServerResponse, status: 401 | 403 | 404 | 500): void {
  const asks = status === 401 ? { 'www-authenticate': 'Negotiate' } : {}
  const headers = { 'content-type': 'text/html;charset=iso-8859-1', ...asks }
  response.writeHead(status, headers).end(page(`Error ${status} ${reasons[status]}`))
}

/** The document's bytes; chunked as Jetty sends answers of this size. */
export function sendDocument(response: ServerResponse, body: Buffer): void {
  response.writeHead(200, jsonHeaders)
  response.write(body.subarray(0, body.length / 2))
  response.end(body.subarray(body.length / 2))
}

/** Half of the document, then the connection breaks. */
export function sendHalf(response: ServerResponse, body: Buffer): void {
  response.writeHead(200, jsonHeaders)
  response.write(body.subarray(0, body.length / 2), () => response.socket?.destroy())
}

/** Answers where the fault leaves no document to send; says whether it did. */
export function sendFault(response: ServerResponse, fault: Fault): boolean {
  if (fault.kind === 'status') sendStatus(response, fault.status)
  // What a query that matches nothing gives.
  else if (fault.kind === 'empty') response.writeHead(200, jsonHeaders).end('{\n  "beans" : [ ]\n}')
  // Log-in portals send pages with status 200.
  else if (fault.kind === 'html')
    response.writeHead(200, { 'content-type': 'text/html' }).end(page('Please log in'))
  else return false
  return true
}
