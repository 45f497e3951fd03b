// The folder that data are kept in.
import { mkdirSync } from 'node:fs'
import { storeError } from './database-errors.ts'

/** Makes a data folder where there is none, for its owner only. Throws READ_ONLY, DISK_FULL. */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw storeError(folder, error)
  }
}
