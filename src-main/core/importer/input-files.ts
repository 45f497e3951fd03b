// The files behind the paths that people give: files themselves, folders with all they hold, in natural order.
import { lstat, readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { DeclaredError, codeOf, errorText } from '../../../src-shared/errors.ts'
import { sortNaturally } from './natural-order.ts'
import type { Reading } from './reading.ts'
import { tooManyEntries } from './zip-directory.ts'

/** One file to read. */
export interface InputFile {
  readonly path: string
  /** For people: the file's name, behind its folder's when a folder was given. */
  readonly place: string
  readonly size: number
  /** Epoch ms. */
  readonly mtime: number
  /** Whether the file itself was given, not a folder around it. */
  readonly isGiven: boolean
}

/** The error for a path given that is absent or cannot be read. */
export function unreadable(file: string, error: unknown): DeclaredError {
  const isAbsent = codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR'
  const message = isAbsent
    ? `There is no file or folder ${file}: check the path.`
    : `${file} cannot be read (${errorText(error)}): allow reading it or copy it elsewhere.`
  return new DeclaredError(isAbsent ? 'NOT_FOUND' : 'UNREADABLE', message, { path: file }, { cause: error })
}

async function folderFiles(folder: string, place: string, reading: Reading): Promise<readonly InputFile[]> {
  const files: InputFile[] = []
  const folders = [{ path: folder, place }]
  let count = 0
  for (let at = folders.pop(); at !== undefined; at = folders.pop()) {
    reading.check()
    for (const entry of await entriesOf(at.path, at.path === folder, at.place, reading)) {
      count += 1
      if (count > reading.limits.entries) throw tooManyEntries(folder, reading.limits.entries)
      const child = { path: path.join(at.path, entry.name), place: `${at.place}/${entry.name}` }
      if (entry.isDirectory()) folders.push(child)
      else if (entry.isSymbolicLink()) reading.skipped(child.place, 'a link, not followed')
      else if (!entry.isFile()) reading.skipped(child.place, 'a device or another special file')
      else {
        const { size, mtimeMs } = await lstat(child.path)
        files.push({ ...child, size, mtime: mtimeMs, isGiven: false })
      }
    }
  }
  return sortNaturally(files, (file) => file.place)
}

async function entriesOf(folder: string, isGiven: boolean, place: string, reading: Reading) {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch (error) {
    if (isGiven) throw unreadable(folder, error)
    reading.skipped(place, `the folder cannot be read (${errorText(error)})`)
    return []
  }
}

async function inputAt(given: string, reading: Reading): Promise<readonly InputFile[]> {
  const found = await stat(given).catch((error: unknown) => {
    throw unreadable(given, error)
  })
  const place = path.basename(path.resolve(given))
  if (found.isDirectory()) return folderFiles(given, place, reading)
  if (found.isFile()) return [{ path: given, place, size: found.size, mtime: found.mtimeMs, isGiven: true }]
  throw new DeclaredError(
    'UNREADABLE',
    `${given} is a device or another special file: give a file or a folder.`,
    {
      path: given,
    },
  )
}

/** All files at the paths, in the order given and naturally within folders. Throws NOT_FOUND, UNREADABLE, TOO_LARGE. */
export async function inputFiles(paths: readonly string[], reading: Reading): Promise<readonly InputFile[]> {
  const files: InputFile[] = []
  for (const given of paths) {
    for (const file of await inputAt(given, reading)) files.push(file)
  }
  return files
}
