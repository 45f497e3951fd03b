// The desktop app as electron-builder packs it for this Linux, with the stand-in for Electron in it.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { productFolder, startProgram } from '../nnad-command.ts'
import { makeStandInElectron } from './stand-in-electron.ts'

const builder = path.join(productFolder, 'node_modules/electron-builder/cli.js')

/** The feed for updates that the packed app suggests. */
export const packedFeed = 'https://updates.invalid/nnad/'

/** A script that stands in for fpm. */
function fpm(folder: string): string {
  const file = path.join(folder, 'fpm')
  const script = path.join(productFolder, 'e2e/packed/fpm.ts')
  writeFileSync(file, `#!/bin/sh\nexec '${process.execPath}' '${script}' "$@"\n`)
  chmodSync(file, 0o755)
  return file
}

/** Runs electron-builder; what it makes lies in `folder/out`: the app's folder, and the package. Throws what it says against it. */
export async function pack(folder: string, target: 'dir' | 'deb'): Promise<void> {
  const electron = path.join(folder, 'electron')
  mkdirSync(electron)
  await makeStandInElectron(electron)
  const options = [
    `-c.electronDist=${electron}`,
    `-c.directories.output=${path.join(folder, 'out')}`,
    // As the release does with its own; a .deb names one.
    '-c.extraMetadata.homepage=https://nnad.invalid',
    // And where it names a feed for updates.
    '-c.publish.provider=generic',
    `-c.publish.url=${packedFeed}`,
  ]
  const { code, stdout, stderr } = await startProgram(
    process.execPath,
    [builder, '--linux', target, `--${process.arch}`, ...options],
    { cwd: productFolder, env: { CUSTOM_FPM_PATH: fpm(folder) } },
  ).outcome
  if (code !== 0) throw new Error(`electron-builder ended with ${String(code)}:\n${stdout}${stderr}`)
}

/** The folder that the app lies in after `pack`. */
export const packedFolder = (folder: string): string =>
  path.join(folder, 'out', process.arch === 'x64' ? 'linux-unpacked' : `linux-${process.arch}-unpacked`)
