// Finds a browser of the Chromium family on this machine: what prints reports where there is no desktop app.
import { accessSync, constants, statSync } from 'node:fs'
import path from 'node:path'

type Environment = Readonly<Record<string, string | undefined>>

/** The environment variable that names the browser to use. */
export const browserVariable = 'NNAD_BROWSER'

/** Names of commands, in the order of preference. */
const linuxNames = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
  'chromium-headless-shell',
] as const

const macApps = ['Google Chrome', 'Chromium', 'Microsoft Edge'] as const

const windowsFiles = [
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Chromium', 'Application', 'chrome.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
] as const

function pathFolders(env: Environment): string[] {
  const folders = (env['PATH'] ?? '').split(path.delimiter)
  return folders.filter((folder) => path.isAbsolute(folder))
}

function macFiles(env: Environment): string[] {
  const home = env['HOME']
  const roots = ['/Applications', ...(home === undefined ? [] : [path.posix.join(home, 'Applications')])]
  return macApps.flatMap((app) => roots.map((root) => `${root}/${app}.app/Contents/MacOS/${app}`))
}

function windowsPaths(env: Environment): string[] {
  const roots = [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']]
  return windowsFiles.flatMap((parts) =>
    roots.flatMap((root) => (root === undefined ? [] : [path.win32.join(root, ...parts)])),
  )
}

/** Where a browser may lie on a platform, in the order of preference. */
export function usualPlaces(env: Environment, platform: NodeJS.Platform): string[] {
  if (platform === 'win32') return windowsPaths(env)
  if (platform === 'darwin') return macFiles(env)
  const folders = pathFolders(env)
  return [
    ...linuxNames.flatMap((name) => folders.map((folder) => path.join(folder, name))),
    '/snap/bin/chromium',
  ]
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}

/**
 * The browser that NNAD_BROWSER names (a path, or a command on the PATH), else the first one in the usual places;
 * undefined where there is none. One that NNAD_BROWSER names wrongly is not replaced by another.
 */
export function findBrowser(env: Environment, platform: NodeJS.Platform): string | undefined {
  const named = env[browserVariable] ?? ''
  if (named === '') return usualPlaces(env, platform).find(isProgram)
  const isPath = named.includes('/') || named.includes(path.sep)
  const places = isPath ? [path.resolve(named)] : pathFolders(env).map((folder) => path.join(folder, named))
  return places.find(isProgram)
}
