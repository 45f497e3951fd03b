// A folder such as Electron's own, for electron-builder: its executable is a script that runs the packed app on the stand-in.
import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { build } from 'vite'
import { fuses } from '../../.ci/fuses.ts'
import { productFolder } from '../nnad-command.ts'

const file = (name: string): string => path.join(productFolder, 'e2e', name)

/** Modules that find the repository; beside the packed app there is none. */
const replaced: Readonly<Record<string, string>> = {
  [path.join(productFolder, 'src-main/core/package-root.ts')]: file('packed/package-root.ts'),
  [file('browser-for-tests.ts')]: file('packed/browser-for-tests.ts'),
}

/** Bundles the stand-in with all that it imports into a folder. */
async function bundle(folder: string): Promise<void> {
  await build({
    configFile: false,
    root: productFolder,
    logLevel: 'error',
    plugins: [
      {
        name: 'without-repository',
        enforce: 'pre',
        async resolveId(source, importer) {
          const found = await this.resolve(source, importer, { skipSelf: true })
          return found === null ? null : (replaced[found.id] ?? found)
        },
      },
    ],
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: true,
      target: 'node24',
      minify: false,
      rolldownOptions: {
        // Of asar, only inside Electron.
        external: ['original-fs'],
        input: { start: file('packed/start.ts'), electron: file('host/electron.ts') },
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  })
  copyFileSync(file('host/electron/preload-world.js'), path.join(folder, 'preload-world.js'))
  writeFileSync(path.join(folder, 'package.json'), '{"type":"module"}')
}

/** What marks the place of the fuses in Electron's executable (@electron/fuses, constants). */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'

/** Where Electron keeps its fuses, all off, for the packing to set. */
function fuseWire(): string {
  const count = Object.keys(fuses).length
  return `${sentinel}\u0001${String.fromCharCode(count)}${'0'.repeat(count)}`
}

/** Makes the folder; its executable takes Node from where the tests have it. */
export async function makeStandInElectron(folder: string): Promise<void> {
  await bundle(path.join(folder, 'stand-in'))
  mkdirSync(path.join(folder, 'resources'))
  mkdirSync(path.join(folder, 'locales'))
  writeFileSync(path.join(folder, 'locales/en-US.pak'), '')
  const executable = path.join(folder, 'electron')
  const script = [
    '#!/bin/sh',
    'NNAD_STAND_IN_EXECUTABLE=$(readlink -f "$0")',
    'export NNAD_STAND_IN_EXECUTABLE',
    `exec '${process.execPath}' "$(dirname "$NNAD_STAND_IN_EXECUTABLE")/stand-in/start.js" "$@"`,
    `# ${fuseWire()}`,
    '',
  ]
  writeFileSync(executable, script.join('\n'), 'latin1')
  chmodSync(executable, 0o755)
}
