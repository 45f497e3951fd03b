// electron-builder calls this when an app's folder is complete, before it is signed and packed into installers.
import path from 'node:path'
import { FuseVersion, flipFuses } from '@electron/fuses'
import type { AfterPackContext } from 'electron-builder'
import { fuses } from './fuses.ts'

/** The packed app's executable, on macOS the bundle. */
function executable({ appOutDir, packager, electronPlatformName }: AfterPackContext): string {
  const name = packager.appInfo.productFilename
  const file =
    electronPlatformName === 'darwin'
      ? `${name}.app`
      : electronPlatformName === 'win32'
        ? `${name}.exe`
        : name
  return path.join(appOutDir, file)
}

/** Sets the fuses. Throws where the executable has one that the table lacks. */
export default async function afterPack(context: AfterPackContext): Promise<void> {
  await flipFuses(executable(context), {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    // Changing the file breaks the signature that arm64 wants; the real one, where there is one, comes later.
    resetAdHocDarwinSignature: context.electronPlatformName === 'darwin',
    ...fuses,
  })
}
