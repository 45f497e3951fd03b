// Electron's executable: where its npm package keeps it, and fetching it where it is not there yet.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { print } from '../terminal.ts'
import { lastWords } from './last-words.ts'
import type { Environment, Surroundings } from './surroundings.ts'

/** Something that is there, or why it is not. */
export type Found = { readonly path: string } | { readonly reason: string }

/** The executable, as the package's own index.js finds it, which fetches it at once; undefined where it is not there. */
export function installedElectron(packageFolder: string, env: Environment): string | undefined {
  const note = path.join(packageFolder, 'path.txt')
  const name = existsSync(note) ? readFileSync(note, 'utf8') : undefined
  const override = env['ELECTRON_OVERRIDE_DIST_PATH'] ?? ''
  if (override === '' && name === undefined) return undefined
  const folder = override === '' ? path.join(packageFolder, 'dist') : override
  const binary = path.join(folder, name ?? 'electron')
  return existsSync(binary) ? binary : undefined
}

/** Between two lines that say that it is still being fetched, ms. */
const tellEvery = 5000

/** Runs the package's own installer; why it failed, or undefined. */
function fetched(packageFolder: string, { env, fetchMs }: Surroundings): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(packageFolder, 'install.js')], {
      env: { ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: fetchMs,
      killSignal: 'SIGKILL',
    })
    const startedAt = performance.now()
    // Its size is not known before it is there: what can be told is the time.
    const teller = setInterval(() => {
      print(`… ${Math.round((performance.now() - startedAt) / 1000)} of ${fetchMs / 1000} s`)
    }, tellEvery)
    let stderr = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    child.once('error', (error) => {
      clearInterval(teller)
      resolve(error.message)
    })
    child.once('exit', () => clearInterval(teller))
    child.once('close', (code, signal) => {
      if (code === 0) resolve(undefined)
      else if (signal !== null) resolve(`it took longer than ${fetchMs / 1000} s`)
      else resolve(lastWords(stderr) ?? `exit code ${String(code)}`)
    })
  })
}

/** Electron's executable, fetched where it is not there yet. */
export async function electronBinary(around: Surroundings): Promise<Found> {
  const { electronPackage, env, fetchMs } = around
  if (electronPackage === undefined) return { reason: 'Electron is not installed ("npm ci" brings it)' }
  const installed = installedElectron(electronPackage, env)
  if (installed !== undefined) return { path: installed }
  print(`Fetching Electron for the desktop window (once, ${fetchMs / 1000} s at most) …`)
  const reason = await fetched(electronPackage, around)
  if (reason !== undefined) return { reason: `Electron could not be fetched: ${reason}` }
  const binary = installedElectron(electronPackage, env)
  return binary === undefined
    ? { reason: 'Electron was fetched but is not where it should be' }
    : { path: binary }
}
