// The folders of the desktop app: the product's data, and beside it what the window itself keeps.
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { app } from 'electron'

const dataFlag = '--data='

/** The folder that the command line uses too (headless-host.ts), whatever an installer calls the app. */
const usualDataFolder = (): string => path.join(app.getPath('appData'), 'nnad')

/**
 * The folder of database, models and settings: `--data=DIR`, else the usual one. Electron's own files (cache, locks) move into
 * `FOLDER.window`, so that a reset can set the data aside under a running window. Must run before the single-instance lock,
 * which each folder has one of.
 */
export function dataFolder(argv: readonly string[]): string {
  const given = argv.find((argument) => argument.startsWith(dataFlag))?.slice(dataFlag.length)
  const folder = given === undefined || given === '' ? usualDataFolder() : path.resolve(given)
  const windowFolder = `${folder}.window`
  mkdirSync(windowFolder, { recursive: true, mode: 0o700 })
  app.setPath('userData', windowFolder)
  return folder
}
