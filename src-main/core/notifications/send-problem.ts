// Why a message did not arrive, in words that hold no secret.
import { errorText } from '../../../src-shared/errors.ts'

interface Facts {
  /** Sending the same again would fail again. */
  readonly isFinal?: boolean
  /** How long the receiver asks to be left alone, ms. */
  readonly retryAfterMs?: number
}

export class SendProblem extends Error {
  readonly isFinal: boolean
  readonly retryAfterMs: number

  constructor(message: string, { isFinal = false, retryAfterMs = 0 }: Facts = {}, options?: ErrorOptions) {
    super(message, options)
    this.name = 'SendProblem'
    this.isFinal = isFinal
    this.retryAfterMs = retryAfterMs
  }
}

/** Longest text of a receiver that is passed on, characters. */
const longest = 300

/** The start of what a receiver said, in one line. */
export function cutText(text: string): string {
  const line = text.replace(/[\p{C}\s]+/gu, ' ').trim()
  return line.length > longest ? `${line.slice(0, longest)}…` : line
}

/** Shorter parts of an address are words that any text may hold. */
const shortestPart = 8

/** A secret and those parts of it, where it is an address, that give it away. */
function partsOf(secret: string): string[] {
  const url = URL.canParse(secret) ? new URL(secret) : undefined
  const parts =
    url === undefined
      ? []
      : [
          url.href,
          `${url.pathname}${url.search}`,
          url.password,
          ...url.pathname.split('/'),
          ...url.searchParams.values(),
        ]
  return [secret, ...parts.filter((part) => part.length >= shortestPart)]
}

/** The text without any of the secrets: receivers echo what they were sent. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  const parts = secrets.flatMap(partsOf).toSorted((left, right) => right.length - left.length)
  return parts.reduce((left, part) => left.replaceAll(part, '…'), text)
}

/** The problem of anything thrown while sending, without the secrets that were used. */
export function problemWithout(error: unknown, secrets: readonly string[]): SendProblem {
  const text = withoutSecrets(cutText(errorText(error)), secrets)
  return error instanceof SendProblem
    ? new SendProblem(text, error)
    : new SendProblem(text, {}, { cause: error })
}
