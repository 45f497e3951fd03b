// Where the package is: sources and builds lie at different depths below it.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of package.json, above this file. */
export function packageRoot(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url))
  while (!existsSync(path.join(folder, 'package.json'))) {
    const above = path.dirname(folder)
    if (above === folder)
      throw new Error('package.json was not found above the program: the installation is incomplete.')
    folder = above
  }
  return folder
}
