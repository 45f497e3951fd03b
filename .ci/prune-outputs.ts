// Takes away what an earlier build made of sources that are gone: the compiler never does, and the app would be packed with it.
import { existsSync, globSync, readdirSync, rmSync, rmdirSync } from 'node:fs'
import path from 'node:path'

/** What the compiler leaves out, by its name: an output of it is of a time when it had another meaning. */
const leftOut = '.test.js'

/** Whether a file below dist/ is still made of something: `x.js` of `x.ts`, or a copy. */
function hasSource(folder: string, output: string): boolean {
  if (output.endsWith(leftOut)) return false
  const written = output.replace(/\.js$/, '.ts')
  return [output, written].some((source) => existsSync(path.join(folder, source)))
}

function removeEmpty(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeEmpty(path.join(folder, entry.name))
  }
  if (readdirSync(folder).length === 0) rmdirSync(folder)
}

/**
 * Removes outputs below dist/src-main and dist/src-shared of the product in `folder` whose source is gone, and folders that this
 * empties; returns their paths below dist/.
 */
export function pruneOutputs(folder: string): string[] {
  const dist = path.join(folder, 'dist')
  const roots = ['src-main', 'src-shared'].filter((root) => existsSync(path.join(dist, root)))
  const outputs = roots.flatMap((root) =>
    globSync(`${root}/**/*`, { cwd: dist, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => path.relative(dist, path.join(entry.parentPath, entry.name))),
  )
  const stale = outputs.filter((output) => !hasSource(folder, output))
  for (const output of stale) rmSync(path.join(dist, output))
  for (const root of roots) removeEmpty(path.join(dist, root))
  return stale
}
