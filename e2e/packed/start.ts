// What the stand-in for Electron's executable runs: the packed app, found and read as Electron would.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { registerHooks } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { extractAll } from '@electron/asar'
import { z } from 'zod'
import { packedAppVariable } from './packed-app-variable.ts'

const executable = process.env['NNAD_STAND_IN_EXECUTABLE'] ?? ''
const resources = path.join(path.dirname(executable), 'resources')

// An archive cannot be a folder to Node as it is to Electron: its files lie in one of the same name, and what was left out of it
// comes from app.asar.unpacked, or not at all.
const scratch = mkdtempSync(path.join(os.tmpdir(), 'nnad-packed-'))
process.once('exit', () => rmSync(scratch, { recursive: true, force: true }))
const app = path.join(scratch, 'app.asar')
extractAll(path.join(resources, 'app.asar'), app)

const { main } = z
  .object({ main: z.string() })
  .parse(JSON.parse(readFileSync(path.join(app, 'package.json'), 'utf8')))
process.env[packedAppVariable] = app
process.argv.splice(0, 2, executable)

const electron = pathToFileURL(path.join(import.meta.dirname, 'electron.js')).href
const homes = [app, import.meta.dirname].map((folder) => folder + path.sep)

/** Nothing but what was packed is loaded, wherever this machine has the same packages. */
function stayAtHome(url: string): void {
  if (!url.startsWith('file:')) return
  const file = fileURLToPath(url)
  if (existsSync(file) && !homes.some((home) => file.startsWith(home)))
    throw new Error(`${file} was not packed.`)
}

registerHooks({
  resolve: (specifier, context, next) => {
    if (specifier === 'electron') return { url: electron, shortCircuit: true }
    const found = next(specifier, context)
    stayAtHome(found.url)
    return found
  },
})

await import(pathToFileURL(path.join(app, main)).href)
