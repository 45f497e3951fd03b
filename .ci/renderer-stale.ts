// Whether the built page is older than anything that it is made of, for the build and for specs that want it built.
import { existsSync, globSync, statSync } from 'node:fs'
import path from 'node:path'

const parts = [
  'src-renderer/**/*.*',
  'src-shared/**/*.ts',
  'assets/*.sh',
  'vite.config.ts',
  'package-lock.json',
]

/** Looks at the product in `folder`. */
export function isRendererStale(folder: string): boolean {
  const modified = (file: string): number => statSync(path.join(folder, file)).mtimeMs
  const built = 'dist/src-renderer/index.html'
  if (!existsSync(path.join(folder, built))) return true
  const builtAt = modified(built)
  return globSync(parts, { cwd: folder }).some((file) => modified(file) > builtAt)
}
