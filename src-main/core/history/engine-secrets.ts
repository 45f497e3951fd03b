// The secrets of an engine: their names, and the target that they make.
import { engineHeaderSecret, engineSecret } from '../../../src-shared/contract/secrets.ts'
import type { EngineRow } from '../store/engines.ts'
import { EngineError } from './engine-problem.ts'
import type { EngineTarget } from './engine-target.ts'

type EngineOf = Pick<EngineRow, 'id' | 'input'>

/** Names of the secrets that an engine asks for. */
export function secretsOf({ id, input }: EngineOf): string[] {
  const { authentication, headers } = input
  return [
    ...(authentication.kind === 'none' ? [] : [engineSecret(id)]),
    ...headers.map((header) => engineHeaderSecret(id, header)),
  ]
}

/** Values that were given for a test, before those that are kept. */
interface Given {
  readonly secret: string | undefined
  /** By header. */
  readonly headers: Readonly<Record<string, string>>
}

/** What a header may carry: no line ends, no control characters. */
const isHeaderValue = (value: string): boolean => /^[\t\x20-\x7e]*$/.test(value)

function checked(value: string, what: string, url: string): string {
  if (isHeaderValue(value)) return value
  throw new EngineError(
    'unauthorized',
    `The ${what} for ${url} holds characters that no header can have.`,
    'Set it anew: one line, without accents.',
  )
}

/** Whom to ask, secrets included. `read` brings a kept secret. Throws EngineError where one is not set. */
export async function targetOf(
  { id, input }: EngineOf,
  read: (name: string) => Promise<string | undefined>,
  given: Given = { secret: undefined, headers: {} },
): Promise<EngineTarget> {
  const { url, authentication, tls } = input
  const headers: Record<string, string> = {}
  const notSet = (what: string): EngineError =>
    new EngineError(
      'unauthorized',
      `Wanted a ${what} for ${url}, got none: it is not set.`,
      `Set the ${what} of this engine.`,
    )
  for (const header of input.headers) {
    const value = given.headers[header] ?? (await read(engineHeaderSecret(id, header)))
    if (value === undefined) throw notSet(`value of the header ${header}`)
    headers[header.toLowerCase()] = checked(value.trim(), `value of the header ${header}`, url)
  }
  if (authentication.kind !== 'none') {
    const what = authentication.kind === 'basic' ? 'password' : 'token'
    const secret = given.secret ?? (await read(engineSecret(id)))
    if (secret === undefined) throw notSet(what)
    headers['authorization'] =
      authentication.kind === 'basic'
        ? `Basic ${Buffer.from(`${authentication.user}:${secret}`).toString('base64')}`
        : `Bearer ${checked(secret.trim(), what, url)}`
  }
  return { url, headers, tls }
}
