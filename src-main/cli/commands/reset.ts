// nnad reset: back to a clean state, with a way back.
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline/promises'
import type { Command } from 'commander'
import { DeclaredError, cancelled } from '../../../src-shared/errors.ts'
import { aloneIn, leaveClean, listBackups } from '../../core/backups.ts'
import { hasDatabase } from '../../core/store/database.ts'
import { contentsText } from '../contents-text.ts'
import { dataFolderOf, withCore } from '../session.ts'
import { print } from '../terminal.ts'

interface Options {
  readonly yes?: true
  readonly undo?: true
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

async function reset(folder: string, isAgreed: boolean): Promise<void> {
  if (!hasDatabase(folder)) {
    print(`${folder} is clean already.`)
    return
  }
  aloneIn(folder).release()
  print(`In ${folder}: ${contentsText(await withCore(folder, (core) => core.contents()))}.`)
  if (!isAgreed && !(await confirmed())) throw cancelled('The reset')
  const backup = path.join(path.dirname(folder), await leaveClean(folder))
  print(`Done. All of it is kept in ${backup} (${String((await readdir(backup)).length)} entries).`)
  print(`To go back, run nnad reset --undo --data "${folder}"; delete it once it is not needed.`)
}

/** Nothing to confirm: what is there now is set aside as well. */
async function undo(folder: string): Promise<void> {
  const [latest] = await listBackups(folder)
  if (latest === undefined)
    throw new DeclaredError('NOT_FOUND', `There is no backup of ${folder} to put back.`)
  const contents = await withCore(folder, (core) => core.restore(latest.name))
  print(`Put back ${latest.name}. In ${folder}: ${contentsText(contents)}.`)
}

export function addReset(nnad: Command): void {
  nnad
    .command('reset')
    .description('go back to a clean state: lists what goes, asks, keeps a backup')
    .option('--yes', 'do not ask')
    .option('--undo', 'put the latest backup back; what is there now becomes a backup in its stead')
    .addHelpText('after', '\nExamples:\n  nnad reset --data ./case-4711\n  nnad reset --undo')
    .action(async (options: Options, command: Command) => {
      const folder = dataFolderOf(command)
      await (options.undo === true ? undo(folder) : reset(folder, options.yes === true))
    })
}
