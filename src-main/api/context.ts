// What every handler gets besides its input.
import type { Core } from '../core/core.ts'
import type { Services } from '../core/services.ts'
import type { ImportPaths } from './import-paths.ts'
import { Uploads } from './uploads.ts'

export interface ApiContext {
  readonly core: Core
  /** The core's current ones, to be read at each call: a reset exchanges them. Throws BUSY while it does. */
  readonly services: Services
  readonly uploads: Uploads
  /** Says which paths a caller may have imported. */
  readonly importPaths: ImportPaths
}

/** Limit of one upload, bytes. */
const defaultUploadBytes = 4 * 2 ** 30

/** The context of a host's handlers over its core. */
export function apiContext(
  core: Core,
  importPaths: ImportPaths,
  uploadBytes: number = defaultUploadBytes,
): ApiContext {
  return {
    core,
    get services() {
      return core.services
    },
    uploads: new Uploads(() => core.services.host.dataFolder, uploadBytes),
    importPaths,
  }
}
