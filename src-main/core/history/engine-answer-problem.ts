// Answers of an engine that are no result, in plain words: statuses, pages, refused queries, limits.
import { EngineError, PointLimit, tooSlow } from './engine-problem.ts'

/** An answer, read to its end. */
export interface HttpAnswer {
  readonly status: number
  readonly contentType: string
  /** Where it sends to; empty: nowhere. */
  readonly location: string
  /** ms that it asks to be waited; 0 where it does not. */
  readonly waitMs: number
  readonly body: Buffer
}

const prefixes =
  'Give the base address with its prefix: Mimir’s is usually /prometheus, that of a VictoriaMetrics cluster /select/0/prometheus, that of a Prometheus behind a proxy what its --web.route-prefix says.'

/** Servers' words for a query that was too large, and the number of points a series that they allow. */
const limits: readonly (readonly [
  words: RegExp,
  pointsOf: (match: RegExpExecArray, step: number) => number | null,
])[] = [
  [/maximum resolution of ([\d,]+) points/i, ([, points = '']) => Number(points.replaceAll(',', ''))],
  [/cannot exceed -search\.maxPointsPerTimeseries=(\d+)/i, ([, points = '']) => Number(points)],
  [
    /exceeds the limit \(query length: [^,]+, limit: ([\dywdhms.]+)\)/i,
    ([, text = ''], step) => stepsIn(text, step),
  ],
  [
    /too many samples|too many (?:points|series|chunks|bytes)|fetched too many|max(?:imum)? number of (?:samples|series|chunks)|exceeds? -search\.max|exceeded .*limit|limit .*exceeded|response (?:too large|size)/i,
    () => null,
  ],
]

const unitMs: Readonly<Record<string, number>> = {
  y: 365 * 86_400_000,
  w: 7 * 86_400_000,
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: 1000,
}

/** How many steps (ms) a duration in Go's or Prometheus' writing has room for: at least one. */
function stepsIn(text: string, step: number): number | null {
  let ms = 0
  for (const [, count = '', unit = ''] of text.matchAll(/([\d.]+)([ywdhms])/g))
    ms += Number(count) * (unitMs[unit] ?? 0)
  return ms > 0 && step > 0 ? Math.max(1, Math.floor(ms / step)) : null
}

/** The error that a text of the server is where it says that the query was too large; undefined for others. */
export function limitIn(text: string, url: URL, step: number): PointLimit | undefined {
  for (const [words, pointsOf] of limits) {
    const match = words.exec(text)
    if (match !== null)
      return new PointLimit(
        pointsOf(match, step),
        `${url.origin} did not answer a query of this size: ${quoted(text)}`,
      )
  }
  return undefined
}

const quoted = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim().slice(0, 300)
  return line === '' ? 'it said nothing.' : `“${line}”.`
}

/** The page's own words: its title, or its first text. */
function titleOf(page: string): string {
  const title =
    /<title>([^<]{1,120})<\/title>/i.exec(page)?.[1] ?? page.replaceAll(/<[^>]*>/g, ' ').slice(0, 120)
  return title.replaceAll(/\s+/g, ' ').trim()
}

const isPage = ({ body, contentType }: HttpAnswer): boolean =>
  contentType.startsWith('text/html') || /^\s*</.test(body.subarray(0, 100).toString())

function notApi(answer: HttpAnswer, shown: string): EngineError {
  const text = answer.body.subarray(0, 4096).toString()
  return isPage(answer)
    ? new EngineError(
        'html',
        `Wanted an answer of Prometheus’ API at ${shown}, got an HTML page (“${titleOf(text)}”).`,
        `A log-in page, or another prefix? ${prefixes}`,
      )
    : new EngineError(
        'garbage',
        `Wanted an answer of Prometheus’ API at ${shown}, got something else (${quoted(text).slice(0, 100)}).`,
        `Is it another server? ${prefixes}`,
      )
}

/** What the server says went wrong: the field `error` of its JSON, or its text. */
function saidIn(answer: HttpAnswer): string {
  const text = answer.body.subarray(0, 4096).toString()
  if (isPage(answer)) return titleOf(text)
  const error = /"error"\s*:\s*"((?:[^"\\]|\\.){0,1000})/.exec(text)?.[1]
  return (error ?? text).replaceAll('\\"', '"').replaceAll('\\n', ' ')
}

/** A server's or a proxy's words for a query that took too long; storage says so with 422. */
const isTooLate = (status: number, said: string): boolean =>
  status === 408 || status === 504 || (status !== 400 && /timed?[ -]?out|deadline exceeded/i.test(said))

/** The error of an answer with a status other than 2xx. `step` of the query, ms; 0 where it has none. */
export function statusProblem(answer: HttpAnswer, url: URL, step: number): EngineError | PointLimit {
  const { status, waitMs } = answer
  const shown = `${url.origin}${url.pathname}`
  const said = saidIn(answer)
  const at = `${shown} answered ${String(status)}: ${quoted(said)}`
  const isJson = /^\s*\{/.test(answer.body.subarray(0, 100).toString())
  if (status === 401 || status === 407) {
    return /org ?id/i.test(said)
      ? new EngineError(
          'unauthorized',
          at,
          'It wants a tenant: add the header X-Scope-OrgID with the tenant’s name.',
        )
      : new EngineError(
          'unauthorized',
          at,
          'Check how this engine is logged in to: user and password, token, or headers.',
        )
  }
  if (status === 403)
    return new EngineError(
      'forbidden',
      at,
      'Ask as another user or tenant, or have this one allowed to read.',
    )
  if (status === 404 && !isJson) {
    return new EngineError('not-found', `There is no Prometheus API at ${shown} (404).`, prefixes)
  }
  if (status >= 300 && status < 400) {
    const to = URL.canParse(answer.location, url.href) ? new URL(answer.location, url.href) : undefined
    return new EngineError(
      'redirect',
      `${shown} answered ${String(status)}: it sends to ${to === undefined ? 'nowhere' : `${to.origin}${to.pathname}`}.`,
      'Give that server’s own address with its prefix; nothing is sent there before you do. If it is a log-in page, log in by headers or a token.',
    )
  }
  if (status === 400 && /https server|plain http|tls|ssl/i.test(said)) {
    return new EngineError(
      'http-on-tls',
      `${shown} speaks HTTPS, and was asked by HTTP.`,
      `Give the address as https://${url.host}${url.pathname} .`,
    )
  }
  const limit = status === 429 ? undefined : limitIn(said, url, step)
  if (limit !== undefined) return limit
  if (status === 429)
    return new EngineError('busy', at, 'It is asked too often: wait, or have its limit raised.', { waitMs })
  if (status === 413) return new PointLimit(null, at)
  if (status === 405 || status === 414 || status === 501)
    return new EngineError(
      'forbidden',
      at,
      'It takes neither a POST nor a GET of this length: have POST allowed for the API’s addresses.',
    )
  if (isTooLate(status, said)) return new EngineError('timeout', at, tooSlow, { waitMs })
  if (status >= 500)
    return new EngineError('server-error', at, 'See the server’s log, and that of any proxy between.', {
      waitMs,
    })
  if (isPage(answer)) return notApi(answer, shown)
  return new EngineError('bad-query', at, 'Check the query in the mapping of this engine.')
}

/** The error of a body with status 200 that is no JSON of the API. */
export const bodyProblem = (answer: HttpAnswer, url: URL): EngineError =>
  notApi(answer, `${url.origin}${url.pathname}`)
