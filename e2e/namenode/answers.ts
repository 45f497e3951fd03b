// What the replaying NameNode answers: a document, or one of the ways in which NameNodes fail to.
import type { ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'

/**
 * How an answer fails: an HTTP status, a pause, few bytes at a time, half of the bytes, no beans, somebody else's page,
 * bytes that are no JSON, more bytes than anybody wants, another address, another server, nothing at all, a connection that
 * the network resets in the middle of an answer. Two are
 * whole documents: of a NameNode that starts, and of one whose clock is wrong.
 */
export const Fault = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('status'), status: z.literal([401, 403, 404, 500]) }),
  z.object({ kind: z.literal('slow'), ms: z.number() }),
  z.object({ kind: z.literal('drip'), ms: z.number() }),
  z.object({
    kind: z.enum([
      'cut off',
      'ends early',
      'empty',
      'html',
      'garbage',
      'rpc port',
      'no http',
      'hang up',
      'reset',
      'starting',
    ]),
  }),
  z.object({ kind: z.literal('huge'), bytes: z.number() }),
  z.object({ kind: z.literal('redirect'), location: z.string() }),
  z.object({ kind: z.literal('skew'), ms: z.number() }),
])
export type Fault = z.infer<typeof Fault>

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

/** An error page as Jetty sends it; 401 asks for Kerberos (Hadoop: KerberosAuthenticationHandler) or what else is wanted. */
export function sendStatus(
  response: ServerResponse,
  status: 401 | 403 | 404 | 500,
  asks = status === 401 ? 'Negotiate' : undefined,
): void {
  const headers = {
    'content-type': 'text/html;charset=iso-8859-1',
    ...(asks !== undefined && { 'www-authenticate': asks }),
  }
  response.writeHead(status, headers).end(page(`Error ${status} ${reasons[status]}`))
}

/** The document's bytes; chunked as Jetty sends answers of this size. */
function sendDocument(response: ServerResponse, body: Buffer): void {
  response.writeHead(200, jsonHeaders)
  response.write(body.subarray(0, body.length / 2))
  response.end(body.subarray(body.length / 2))
}

/** Half of the document, then the connection breaks, or ends as if this were all. */
export function sendHalf(response: ServerResponse, body: Buffer, breaks = true): void {
  response.writeHead(200, jsonHeaders)
  const half = body.subarray(0, body.length / 2)
  if (breaks) response.write(half, () => response.socket?.destroy())
  else response.end(half)
}

/** The whole document, a hundredth at a time. */
async function sendDrops(response: ServerResponse, body: Buffer, ms: number): Promise<void> {
  response.writeHead(200, jsonHeaders)
  const size = Math.ceil(body.length / 100)
  for (let at = 0; at < body.length && !response.destroyed; at += size) {
    response.write(body.subarray(at, at + size))
    await wait(ms, undefined, { ref: false })
  }
  response.end()
}

/** The beginning of the document, then the connection is reset. */
function sendReset(response: ServerResponse, body: Buffer): void {
  response.writeHead(200, jsonHeaders)
  response.write(body.subarray(0, 1000), () => response.socket?.resetAndDestroy())
}

function sendHuge(response: ServerResponse, bytes: number): void {
  response.writeHead(200, jsonHeaders)
  response.write('{"beans":[{"name":"Hadoop:service=NameNode,name=NameNodeInfo","LiveNodes":"')
  const piece = Buffer.alloc(2 ** 20, 'x')
  let left = bytes
  const more = (): void => {
    while (left > 0 && !response.destroyed) {
      left -= piece.length
      if (!response.write(piece)) {
        response.once('drain', more)
        return
      }
    }
    if (!response.destroyed) response.end('"}]}')
  }
  more()
}

/** Hadoop's RPC server to an HTTP request (org.apache.hadoop.ipc.Server, RECEIVED_HTTP_REQ_RESPONSE). */
const ofRpcPort =
  'HTTP/1.1 404 Not Found\r\nContent-type: text/plain\r\n\r\n' +
  'It looks like you are making an HTTP request to a Hadoop IPC port. ' +
  'This is not the correct port for the web interface on this daemon.\r\n'

/** Answers where the fault leaves no document to send; says whether it did. */
export function sendFault(response: ServerResponse, fault: Fault): boolean {
  if (fault.kind === 'status') sendStatus(response, fault.status)
  // What a query that matches nothing gives.
  else if (fault.kind === 'empty') response.writeHead(200, jsonHeaders).end('{\n  "beans" : [ ]\n}')
  // Log-in portals send pages with status 200.
  else if (fault.kind === 'html')
    response.writeHead(200, { 'content-type': 'text/html' }).end(page('Please log in'))
  else if (fault.kind === 'garbage') response.writeHead(200, jsonHeaders).end(Buffer.alloc(5000, '\0\x07ab'))
  else if (fault.kind === 'huge') sendHuge(response, fault.bytes)
  else if (fault.kind === 'redirect') response.writeHead(302, { location: fault.location }).end()
  else if (fault.kind === 'rpc port') response.socket?.end(ofRpcPort)
  else if (fault.kind === 'no http') response.socket?.end('220 mail.example ESMTP\r\n')
  else if (fault.kind === 'hang up') response.socket?.destroy()
  else return false
  return true
}

/** Sends the document, spoiled as the fault says. */
export function sendSpoiled(response: ServerResponse, fault: Fault | undefined, body: Buffer): void {
  if (fault?.kind === 'drip') void sendDrops(response, body, fault.ms)
  else if (fault?.kind === 'reset') sendReset(response, body)
  else if (fault?.kind === 'cut off' || fault?.kind === 'ends early')
    sendHalf(response, body, fault.kind === 'cut off')
  else sendDocument(response, body)
}
