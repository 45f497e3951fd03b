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
  // Something may write there on its way to its end.
  const options = { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }
  return { path: folder, remove: () => rmSync(folder, options) }
}
