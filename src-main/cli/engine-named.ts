// The engine that a command line means.
import type { Engine } from '../../src-shared/contract/engines.ts'
import { DeclaredError } from '../../src-shared/errors.ts'
import type { Services } from '../core/services.ts'

/** The engine of this id or name; the only one where none was named. Throws NOT_FOUND, BAD_INPUT. */
export async function engineNamed(services: Services, text: string | undefined): Promise<Engine> {
  const engines = await services.engines.list()
  const found =
    text === undefined ? engines : engines.filter(({ id, name }) => String(id) === text || name === text)
  const [only] = found
  if (only !== undefined && found.length === 1) return only
  const known = engines.map(({ id, name }) => `${String(id)} ${name}`).join(', ')
  throw new DeclaredError(
    text !== undefined && found.length === 0 ? 'NOT_FOUND' : 'BAD_INPUT',
    engines.length === 0
      ? 'There is no engine yet: add one with "nnad engine add".'
      : `Wanted one engine by id or name, got ${text === undefined ? 'none' : `"${text}"`}. There are: ${known}.`,
  )
}
