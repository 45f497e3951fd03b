// nnad start: the screens in the desktop window, or in the browser where there can be none.
import type { Command } from 'commander'
import { type StartOptions, startApp } from '../desktop/start-app.ts'
import { surroundings } from '../desktop/surroundings.ts'
import { dataFolderOf } from '../session.ts'

export function addStart(nnad: Command): void {
  nnad
    .command('start')
    .description('open the desktop window; where there can be none, serve the same screens to the browser')
    .option('--browser', 'serve to the browser, whatever there is', false)
    .option('--no-open', 'leave the browser alone; the address is printed')
    .addHelpText('after', '\nExamples:\n  nnad start\n  nnad start --browser --no-open')
    .action(async (options: StartOptions, command: Command) => {
      process.exitCode = await startApp(dataFolderOf(command), options, surroundings())
    })
}
