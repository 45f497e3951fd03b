// What nnad keeps in a data folder: what of it is data, how large it is, and moving it, all or nothing.
import { readdir, rename, stat } from 'node:fs/promises'
import path from 'node:path'
import { DeclaredError, errorText } from '../../src-shared/errors.ts'
import { databaseFile } from './store/database.ts'

/** Not data are the locks and the server's token, which belong to who runs, and what others put into the folder. */
const isData = (name: string): boolean =>
  name === 'models' ||
  name === 'uploads' ||
  ['settings.json', 'secrets.json', databaseFile].some((file) => name.startsWith(file))

/** Names of the data in a folder, the database last; none where there is no such folder. */
export async function dataIn(folder: string): Promise<string[]> {
  const names = (await readdir(folder).catch(() => [])).filter(isData)
  const others = names.filter((name) => name !== databaseFile)
  return names.length === others.length ? others : [...others, databaseFile]
}

/** Bytes of a file, or of all files below a folder; what is gone meanwhile counts nothing. */
export async function bytesOf(place: string): Promise<number> {
  const facts = await stat(place).catch(() => undefined)
  if (facts?.isDirectory() !== true) return facts?.size ?? 0
  const names = await readdir(place).catch(() => [])
  const sizes = await Promise.all(names.map((name) => bytesOf(path.join(place, name))))
  return sizes.reduce((sum, size) => sum + size, 0)
}

/** Bytes of all data in a folder. */
export async function keptBytes(folder: string): Promise<number> {
  const sizes = await Promise.all((await dataIn(folder)).map((name) => bytesOf(path.join(folder, name))))
  return sizes.reduce((sum, size) => sum + size, 0)
}

/**
 * Moves entries from folder to folder in the order given. Throws FORBIDDEN where one cannot be moved: then none has. Any other
 * error means that moving back has failed as well.
 */
export async function moveEntries(names: readonly string[], from: string, to: string): Promise<void> {
  const moved: string[] = []
  try {
    for (const name of names) {
      await rename(path.join(from, name), path.join(to, name))
      moved.push(name)
    }
  } catch (cause) {
    for (const name of moved.reverse()) await rename(path.join(to, name), path.join(from, name))
    throw cannotMove(from, to, cause)
  }
}

/** The error of data that stays where it is. */
export function cannotMove(from: string, to: string, cause: unknown): DeclaredError {
  return new DeclaredError(
    'FORBIDDEN',
    `The data could not be moved from ${from} to ${to} (${errorText(cause)}); nothing has changed. Both must lie on one disk ` +
      'and be writable, and no other program may have files there open.',
    {},
    { cause },
  )
}
