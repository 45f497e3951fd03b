// An engine as a person described it, checked: address, headers, names of its own, own rows once each.
import type { EngineInput } from '../../../src-shared/contract/engines.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import type { EngineRow } from '../store/engines.ts'
import { baseText, engineUrl } from './engine-target.ts'

/** Headers that the request itself has, or that its log-in sets. */
const taken = new Set([
  'accept',
  'accept-encoding',
  'authorization',
  'connection',
  'content-length',
  'content-type',
  'host',
  'transfer-encoding',
  'upgrade',
])

function checkHeaders(headers: readonly string[]): void {
  const seen = new Set<string>()
  for (const header of headers) {
    const name = header.toLowerCase()
    if (taken.has(name))
      throw new DeclaredError(
        'BAD_INPUT',
        `The header ${header} is set by nnad itself: for a password or token choose the authentication.`,
      )
    if (seen.has(name)) throw new DeclaredError('BAD_INPUT', `Wanted each header once, got ${header} twice.`)
    seen.add(name)
  }
}

/** The engine with its address as it is kept. Throws BAD_INPUT, also for a name that another engine has. */
export function checkedEngine(input: EngineInput, others: readonly EngineRow[]): EngineInput {
  const url = baseText(engineUrl(input.url))
  checkHeaders(input.headers)
  const keys = input.mapping.map(({ bean, attribute }) => `${attribute} of ${bean}`)
  const twice = keys.find((key, index) => keys.indexOf(key) !== index)
  if (twice !== undefined)
    throw new DeclaredError('BAD_INPUT', `Wanted one row for each attribute, got two for ${twice}.`)
  const same = others.find(({ input: other }) => other.name.toLowerCase() === input.name.toLowerCase())
  if (same !== undefined)
    throw new DeclaredError(
      'BAD_INPUT',
      `Wanted a name of its own, got that of engine ${String(same.id)} "${same.input.name}": choose another.`,
    )
  return { ...input, url }
}
