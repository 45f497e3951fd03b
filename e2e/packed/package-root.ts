// In the stand-in's bundle this takes the place of src-main/core/package-root.ts: the package is the packed app.
import { packedAppVariable } from './packed-app-variable.ts'

/** The folder of the packed app's package.json. */
export function packageRoot(): string {
  return process.env[packedAppVariable] ?? ''
}
