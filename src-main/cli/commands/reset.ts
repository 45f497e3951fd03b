// nnad reset: back to a clean state, with a way back.
import { readdir, rename, stat } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline/promises'
import type { Command } from 'commander'
import { DeclaredError, cancelled } from '../../../src-shared/errors.ts'
import { hasDatabase } from '../../core/store/database.ts'
import { lockAlone } from '../../core/store/folder-lock.ts'
import { dataFolderOf, withServices } from '../session.ts'
import { figure, print } from '../terminal.ts'

async function whatGoes(folder: string): Promise<string> {
  return withServices(folder, (services) => {
    const sources = services.sources.list()
    const documents = sources.reduce((sum, source) => sum + source.documents, 0)
    const names = sources.map((source) => source.name).join(', ')
    return Promise.resolve(
      `${figure(sources.length)} sources (${names || 'none'}) with ${figure(documents)} documents, ` +
        `${figure(services.models.list().length)} models, ${figure(services.reports.list(1_000_000).length)} reports, the settings`,
    )
  })
}

async function confirmed(): Promise<boolean> {
  if (!process.stdin.isTTY) {
    throw new DeclaredError('BAD_INPUT', 'Nobody is there to confirm: run it in a terminal, or with --yes.')
  }
  const prompt = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return /^y(es)?$/i.test((await prompt.question('Set aside all of this? [y/N] ')).trim())
  } finally {
    prompt.close()
  }
}

/** Refuses while another process has the folder open: it would go on writing into the backup. */
function mustBeUnused(folder: string): void {
  const lock = lockAlone(folder, 'users')
  if (lock === undefined) {
    throw new DeclaredError(
      'BUSY',
      `Another nnad has ${folder} open: stop it first (nnad serve, or the desktop app).`,
    )
  }
  lock.release()
}

async function backupName(folder: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const name = `${folder}.backup-${String(number)}`
    const isTaken = await stat(name).then(
      () => true,
      () => false,
    )
    if (!isTaken) return name
  }
}

export function addReset(nnad: Command): void {
  nnad
    .command('reset')
    .description('go back to a clean state: lists what goes, asks, keeps a backup')
    .option('--yes', 'do not ask')
    .addHelpText('after', '\nExample:\n  nnad reset --data ./case-4711')
    .action(async (options: { yes?: true }, command: Command) => {
      const folder = dataFolderOf(command)
      if (!hasDatabase(folder)) {
        print(`${folder} is clean already.`)
        return
      }
      mustBeUnused(folder)
      print(`In ${folder}: ${await whatGoes(folder)}.`)
      if (options.yes !== true && !(await confirmed())) throw cancelled('The reset')
      const backup = await backupName(folder)
      await rename(folder, backup)
      print(`Done. All of it is kept in ${backup} (${String((await readdir(backup)).length)} entries).`)
      print(`To go back, rename it to ${path.basename(folder)}; delete it once it is not needed.`)
    })
}
