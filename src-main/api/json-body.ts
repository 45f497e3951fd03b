// The JSON body of a request, of limited size: oRPC's own reader holds any body whole, forms and files too.
import type { IncomingMessage } from 'node:http'
import { ORPCError } from '@orpc/server'
import { DeclaredError, errorText } from '../../src-shared/errors.ts'

const mostBodyBytes = 2 ** 20

function tooLarge(): DeclaredError {
  return new DeclaredError('TOO_LARGE', `Wanted a JSON body of at most ${mostBodyBytes} bytes, got more.`, {
    maxBytes: mostBodyBytes,
  })
}

/** The body's value; an empty object for an empty body. Throws TOO_LARGE, BAD_INPUT, and 415 for a type that is not JSON. */
export async function jsonBody(request: IncomingMessage): Promise<unknown> {
  if (Number(request.headers['content-length'] ?? 0) > mostBodyBytes) throw tooLarge()
  const pieces: Buffer[] = []
  let bytes = 0
  const body: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false })
  for await (const piece of body) {
    bytes += piece.length
    if (bytes > mostBodyBytes) throw tooLarge()
    pieces.push(piece)
  }
  if (bytes === 0) return {}
  const type = request.headers['content-type'] ?? 'application/json'
  if (!/^application\/json\s*(?:;|$)/i.test(type)) {
    const message = `Wanted a body of the type application/json, got ${type}: send the header Content-Type: application/json.`
    throw new ORPCError('UNSUPPORTED_MEDIA_TYPE', { message })
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces)))
  } catch (cause) {
    throw new DeclaredError(
      'BAD_INPUT',
      `Wanted a JSON body, got one that is broken: ${errorText(cause)}.`,
      {},
      { cause },
    )
  }
}
