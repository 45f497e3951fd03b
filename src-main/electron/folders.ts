// The folders of the desktop app: the product's data, and beside it what the window itself keeps.
import path from 'node:path'
import { app } from 'electron'
import { makeFolder } from '../core/store/make-folder.ts'

const dataFlag = '--data='

/** The folder that the command line uses too (headless-host.ts), whatever an installer calls the app. */
const usualDataFolder = (): string => path.join(app.getPath('appData'), 'nnad')

/**
 * The folder of database, models and settings: `--data=DIR`, else the usual one. Electron's own files (cache, locks) move into
 * `FOLDER.window`, so that a reset can set the data aside under a running window. Must run before the single-instance lock,
 * which each folder has one of. Throws READ_ONLY, DISK_FULL.
 */
export function dataFolder(argv: readonly string[]): string {
  const given = argv.find((argument) => argument.startsWith(dataFlag))?.slice(dataFlag.length)
  const folder = given === undefined || given === '' ? usualDataFolder() : path.resolve(given)
  const windowFolder = `${folder}.window`
  makeFolder(windowFolder)
  app.setPath('userData', windowFolder)
  return folder
}
