// nnad restore: lists backups, or puts one back.
import path from 'node:path'
import type { Command } from 'commander'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { aloneIn, backupNamed, listBackups } from '../../core/backups.ts'
import { hasDatabase } from '../../core/store/database.ts'
import { backupsText, contentsText } from '../contents-text.ts'
import { dataFolderOf, withCore } from '../session.ts'
import { print } from '../terminal.ts'

async function list(folder: string): Promise<void> {
  const backups = await listBackups(folder)
  if (backups.length === 0) print(`There are no backups of ${folder}: nnad backup makes one.`)
  else print(backupsText(folder, backups))
}

async function restore(folder: string, name: string): Promise<void> {
  await backupNamed(folder, name)
  if (hasDatabase(folder)) aloneIn(folder).release()
  const before = new Set((await listBackups(folder)).map((backup) => backup.name))
  const contents = await withCore(folder, (core) => core.restore(name))
  print(`Put back ${name}. In ${folder}: ${contentsText(contents)}.`)
  const aside = contents.backups.find((backup) => !before.has(backup.name))
  if (aside !== undefined) print(`What was there before is kept as ${aside.name}.`)
}

/** The name of a backup that is given by it or by its path. */
function nameOf(given: string, folder: string): string {
  const place = path.resolve(given)
  const name = path.basename(place)
  const isName = given === name
  if (isName || path.dirname(place) === path.dirname(path.resolve(folder))) return name
  throw new DeclaredError(
    'BAD_INPUT',
    `Wanted a backup beside ${folder}, got "${given}": move it there, or name its data folder with --data.`,
  )
}

export function addRestore(nnad: Command): void {
  nnad
    .command('restore')
    .description('put a backup back; what is there now becomes a backup in its stead')
    .argument('[name]', 'name of the backup, or its path; without one the backups are listed')
    .addHelpText('after', '\nExamples:\n  nnad restore\n  nnad restore nnad.backup-3')
    .action(async (given: string | undefined, _: object, command: Command) => {
      const folder = dataFolderOf(command)
      if (given === undefined) return list(folder)
      return restore(folder, nameOf(given, folder))
    })
}
