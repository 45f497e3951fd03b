// Electron's fuses: what the packed app's executable can and cannot do, set once when it is packed (after-pack.ts).
import { FuseV1Options } from '@electron/fuses'

/** Every fuse there is and whether it is on; one that a newer Electron brings stops the packing until it is decided here. */
export const fuses: Readonly<Record<FuseV1Options, boolean>> = {
  // The executable is no Node for whoever finds it, and takes neither code nor debuggers from its surroundings.
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  // A changed app.asar does not start (macOS, Windows), and nothing else starts in its place.
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  // There is one snapshot for all processes.
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  // Pages come from app:// only.
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  // The kernel's WebAssembly leaves checks of its memory's bounds to the processor.
  [FuseV1Options.WasmTrapHandlers]: true,
}
