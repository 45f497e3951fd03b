// One HTTP request: first who may call, then the screens, the documentation, probes or the contract, and every error as a problem.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { ORPCError } from '@orpc/server'
import { DeclaredError } from '../../src-shared/errors.ts'
import { checkCaller } from './callers.ts'
import type { ApiContext } from './context.ts'
import { contractHandler } from './contract-handler.ts'
import { documentPath, serveDocs } from './docs.ts'
import { jsonBody } from './json-body.ts'
import { health, healthPath, metrics, metricsPath } from './probes.ts'
import { boundaryOf, filePart } from './multipart.ts'
import { isBug, sendProblem } from './problems.ts'
import { apiPrefix, checkRoute } from './routes.ts'
import type { TokenCheck } from './token.ts'
import type { UiFiles } from './ui-files.ts'

interface HandlerParts {
  readonly context: ApiContext
  readonly token: TokenCheck | undefined
  /** `host:port` that Host and Origin may name. */
  readonly allowed: ReadonlySet<string>
  /** The screens. */
  readonly ui: UiFiles
}

const uploadPath = `${apiPrefix}/imports/upload`
/** A body of which nothing comes for so long is given up, ms. */
const stalledMs = 60_000
/** How long the rest of a refused body is still taken, so that its sender gets to read the answer, ms. */
const lingerMs = 5000

const securityHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
}

function urlOf(request: IncomingMessage): URL {
  const target = request.url ?? ''
  if (target.startsWith('/') && URL.canParse(`http://localhost${target}`))
    return new URL(`http://localhost${target}`)
  throw new DeclaredError('BAD_INPUT', `Wanted a path, got "${target}".`)
}

function checkToken(request: IncomingMessage, check: TokenCheck | undefined): void {
  if (check === undefined) return
  const given = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (given !== undefined && check(given)) return
  throw new DeclaredError(
    'UNAUTHORIZED',
    `Wanted the header "Authorization: Bearer …" with this server's token, got ${given === undefined ? 'none' : 'another token'}.`,
  )
}

/** Reads a body; one that stalls loses its connection. */
async function whileArriving<T>(request: IncomingMessage, read: () => Promise<T>): Promise<T> {
  request.setTimeout(stalledMs, () => request.destroy())
  try {
    return await read()
  } finally {
    request.setTimeout(0)
  }
}

async function answerUpload(
  context: ApiContext,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { uploads } = context
  uploads.checkLength(Number(request.headers['content-length'] ?? 0))
  const body: AsyncIterable<Uint8Array> = request.iterator({ destroyOnReturn: false })
  const upload = await whileArriving(request, async () => {
    const boundary = boundaryOf(request.headers['content-type'] ?? '')
    if (boundary === undefined) return uploads.receive(url.searchParams.get('name') ?? '', body)
    const { name, content } = await filePart(body, boundary)
    return uploads.receive(name, content)
  })
  const job = uploads.startImport(context.services, upload)
  response.writeHead(202, { 'Content-Type': 'application/json' })
  response.end(JSON.stringify(job))
}

/** Takes what is left of a body that was refused, for a while: ending at once would reset the connection. */
function linger(request: IncomingMessage): void {
  if (request.complete || request.destroyed) return
  const timer = setTimeout(() => request.destroy(), lingerMs)
  request.once('close', () => clearTimeout(timer))
  request.resume()
}

function mustRead(pathname: string, method: string, response: ServerResponse): void {
  if (method === 'GET' || method === 'HEAD') return
  response.setHeader('Allow', 'GET, HEAD')
  throw new ORPCError('METHOD_NOT_SUPPORTED', { message: `${pathname} takes GET, got ${method}.` })
}

/** Answers requests. */
export function requestHandler({ context, token, allowed, ui }: HandlerParts): RequestListener {
  const { host } = context.core
  const docs = serveDocs(host.version, token !== undefined)
  const callContract = contractHandler(context)

  async function answerFile(pathname: string, method: string, response: ServerResponse): Promise<void> {
    mustRead(pathname, method, response)
    if (await docs(pathname, method, response)) return
    const file = await ui(pathname)
    if (file === undefined) {
      throw new DeclaredError(
        'NOT_FOUND',
        `There is nothing at ${pathname}: /docs lists the calls there are.`,
      )
    }
    response.writeHead(file.status, { ...file.headers, 'Content-Length': file.body.byteLength })
    response.end(method === 'HEAD' ? undefined : file.body)
  }

  async function answerProbe(pathname: string, method: string, response: ServerResponse): Promise<void> {
    mustRead(pathname, method, response)
    const { status, type, text } = pathname === healthPath ? health(context) : await metrics(context)
    response.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(text) })
    response.end(method === 'HEAD' ? undefined : text)
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = request.method ?? ''
    const url = urlOf(request)
    checkCaller(method, request.headers, allowed)
    const isCall = url.pathname === apiPrefix || url.pathname.startsWith(`${apiPrefix}/`)
    if (url.pathname === healthPath) return answerProbe(url.pathname, method, response)
    if (isCall || url.pathname === documentPath || url.pathname === metricsPath) checkToken(request, token)
    if (url.pathname === metricsPath) return answerProbe(url.pathname, method, response)
    if (!isCall) return answerFile(url.pathname, method, response)
    checkRoute(method, url.pathname, response)
    if (url.pathname === uploadPath) return answerUpload(context, url, request, response)
    const body = method === 'GET' ? undefined : await whileArriving(request, () => jsonBody(request))
    await callContract(Object.assign(request, { body }), response)
  }

  return (request, response) => {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value)
    answer(request, response).catch((error: unknown) => {
      const hasHungUp = request.destroyed && !request.complete
      if (isBug(error) && !hasHungUp) host.log(`${request.method ?? ''} ${request.url ?? ''} failed`, error)
      sendProblem(response, error)
      linger(request)
    })
  }
}
