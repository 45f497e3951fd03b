// nnad backup: a copy of everything that is kept, while work goes on.
import path from 'node:path'
import type { Command } from 'commander'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { hasDatabase } from '../../core/store/database.ts'
import { sizeText } from '../contents-text.ts'
import { dataFolderOf, withCore } from '../session.ts'
import { print } from '../terminal.ts'

export function addBackup(nnad: Command): void {
  nnad
    .command('backup')
    .description('copy everything that is kept to a folder beside it, also while nnad serves or collects')
    .addHelpText(
      'after',
      '\nThe copy has database, models and settings; passwords and tokens are not in it. nnad restore puts it back.' +
        '\n\nExamples:\n  nnad backup\n  nnad backup --data ./case-4711',
    )
    .action(async (_: object, command: Command) => {
      const folder = dataFolderOf(command)
      if (!hasDatabase(folder))
        throw new DeclaredError('NO_DATA', `There is nothing to back up in ${folder}.`)
      const { name, bytes } = await withCore(folder, (core) => core.backup())
      print(`${path.join(path.dirname(folder), name)}: ${sizeText(bytes)}.`)
      print(`nnad restore ${name} puts it back.`)
    })
}
