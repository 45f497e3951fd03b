// What every handler gets besides its input.
import type { Services } from '../core/services.ts'
import type { ImportPaths } from './import-paths.ts'
import type { Uploads } from './uploads.ts'

export interface ApiContext {
  readonly services: Services
  readonly uploads: Uploads
  /** Says which paths a caller may have imported. */
  readonly importPaths: ImportPaths
}
