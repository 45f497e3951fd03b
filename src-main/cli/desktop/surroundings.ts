// What `nnad start` finds: the system, the user, Electron's package, and how long it waits for each.
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { packageRoot } from '../../core/package-root.ts'

export type Environment = Readonly<Record<string, string | undefined>>

export interface Surroundings {
  readonly platform: NodeJS.Platform
  readonly env: Environment
  /** The user's number; undefined where the system has none (Windows). */
  readonly uid: number | undefined
  /** The folder of Electron's npm package; undefined where it is not installed. */
  readonly electronPackage: string | undefined
  /** The folder that Electron runs. */
  readonly appFolder: string
  /** How long fetching Electron may take, ms. */
  readonly fetchMs: number
  /** How long the first window may take, ms. */
  readonly windowMs: number
}

/** Looks up the package; importing it would fetch the executable. */
function electronPackage(): string | undefined {
  try {
    return path.dirname(createRequire(import.meta.url).resolve('electron/package.json'))
  } catch {
    return undefined
  }
}

/** This machine's. */
export function surroundings(): Surroundings {
  return {
    platform: process.platform,
    env: process.env,
    uid: process.getuid?.(),
    electronPackage: electronPackage(),
    appFolder: packageRoot(),
    fetchMs: 60_000,
    windowMs: 30_000,
  }
}

/** Why no window can open here, however complete the installation; undefined where one can. */
export function obstacle({
  platform,
  env,
  uid,
}: Pick<Surroundings, 'platform' | 'env' | 'uid'>): string | undefined {
  // Chromium refuses its sandbox to root, and without it the window must not run.
  if (uid === 0) return 'running as root'
  if (platform === 'linux' && !hasDisplay(env)) return 'there is no display'
  return undefined
}

/** Whether a Linux session has a display. */
export function hasDisplay(env: Environment): boolean {
  return [env['DISPLAY'], env['WAYLAND_DISPLAY']].some((name) => name !== undefined && name !== '')
}

/** Whether there is something for Electron to run. */
export function isBuilt(appFolder: string): boolean {
  return existsSync(path.join(appFolder, 'dist', 'src-main', 'electron', 'main.js'))
}
