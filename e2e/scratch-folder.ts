// A folder for a whole test file, where `temporaryFolder` is one for a single test.
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

export interface ScratchFolder {
  readonly path: string
  remove(): void
}

/** Makes a folder; the caller removes it. */
export function scratchFolder(): ScratchFolder {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'nnad-test-'))
  return { path: folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
