// Which paths of the server a caller may have imported.
import { realpath } from 'node:fs/promises'
import path from 'node:path'
import { DeclaredError } from '../../src-shared/errors.ts'

/** The absolute paths to read for those given. Throws FORBIDDEN for one that may not be read. */
export type ImportPaths = (given: readonly string[]) => Promise<string[]>

const isInside = (root: string, file: string): boolean => {
  const way = path.relative(root, file)
  return way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way)
}

/** Whoever runs the server on their own machine may read there what the server can read. */
export const anyPath: ImportPaths = (given) => Promise.resolve(given.map((one) => path.resolve(one)))

/** Over the network no path is anybody's business unless the server's owner named folders. */
export const noPath: ImportPaths = () =>
  Promise.reject(
    new DeclaredError(
      'FORBIDDEN',
      'This server listens on the network and has no folder to import from: upload the file (POST /api/imports/upload), ' +
        'or start the server with --import-root FOLDER.',
    ),
  )

/** Only what really lies (links followed) in one of the folders. Throws BAD_INPUT at once for a folder that is not there. */
export async function pathsUnder(folders: readonly string[]): Promise<ImportPaths> {
  const roots = await Promise.all(folders.map(realRoot))
  return (given) => Promise.all(given.map((one) => allowedPath(roots, path.resolve(one))))
}

async function realRoot(folder: string): Promise<string> {
  return realpath(folder).catch((cause: unknown) => {
    throw new DeclaredError(
      'BAD_INPUT',
      `Wanted a folder to import from, got ${folder}, which is not there: correct --import-root.`,
      {},
      { cause },
    )
  })
}

/** What is not there is refused like what lies outside, so that answers tell nothing of the rest of the disk. */
async function allowedPath(roots: readonly string[], file: string): Promise<string> {
  const real = await realpath(file).catch(() => undefined)
  if (real !== undefined && roots.some((root) => isInside(root, real))) return real
  throw new DeclaredError(
    'FORBIDDEN',
    `${file} is not in a folder to import from, or not there: wanted a file or folder in ${roots.join(', ')}.`,
  )
}
