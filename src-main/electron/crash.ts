// What a person is told when the page or the app itself fails, and the way on: what is saved, what goes on, where the log is.
import { existsSync } from 'node:fs'
import { type BrowserWindow, type MessageBoxOptions, app, dialog, shell } from 'electron'
import { DeclaredError } from '../../src-shared/errors.ts'
import type { Core } from '../core/core.ts'
import { jobsText } from '../core/job-text.ts'
import type { AppLog } from './log.ts'

/** By Electron's names. */
const reasons: Readonly<Record<string, string>> = {
  oom: 'It ran out of memory.',
  killed: 'The system or another program ended it.',
  'launch-failed': 'The system could not start it.',
}

const savedIn = (folder: string): string =>
  `Everything that was imported, trained and reported is saved in ${folder}.`

/** What is under way without the window; nothing while data is being moved. */
function goingOn({ services }: Core): string[] {
  const jobs = jobsText(services.jobs.underWay())
  const { state, sources } = services.monitoring.status()
  return [
    ...(jobs === '' ? [] : [`Still under way without the window: ${jobs}.`]),
    ...(state === 'on' && sources.length > 0 ? ['NameNodes are still watched.'] : []),
  ]
}

function stillGoingOn(core: Core): string[] {
  try {
    return goingOn(core)
  } catch (error) {
    if (error instanceof DeclaredError) return []
    throw error
  }
}

/** Shows the log in its folder. */
export function showLog(log: AppLog): void {
  // Nothing has gone wrong yet.
  if (!existsSync(log.file)) log.write('The log begins.')
  shell.showItemInFolder(log.file)
}

/** Brings a window's page back where it was after its process has gone or hangs, once the person wants that. */
export function rescuePage(window: BrowserWindow, core: Core, log: AppLog): void {
  const { webContents } = window
  let isEnded = false
  let question: AbortController | undefined

  async function choose(
    options: MessageBoxOptions,
    onSecond: () => void,
    onFirst?: () => void,
  ): Promise<void> {
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      defaultId: 0,
      cancelId: 0,
      ...options,
    })
    if (window.isDestroyed()) return
    if (response === 1) onSecond()
    else onFirst?.()
  }

  const told = (sentences: readonly string[]): string =>
    [...sentences, savedIn(core.host.dataFolder), ...stillGoingOn(core)].join(' ')
  const failed = (error: unknown): void => log.write('The message about the page failed', error)

  webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return
    log.write(`The page's process has gone: ${reason}, code ${String(exitCode)}, at ${webContents.getURL()}`)
    question?.abort()
    if (isEnded) return
    const detail = told([reasons[reason] ?? 'It crashed.'])
    const rest = `What was typed and not saved is lost. Show it again to go on where you were.\n\nLog: ${log.file}`
    choose(
      {
        message: 'The window’s page stopped working',
        detail: `${detail} ${rest}`,
        buttons: ['Show Again', 'Quit'],
      },
      () => app.quit(),
      () => webContents.reload(),
    ).catch(failed)
  })
  webContents.on('did-finish-load', () => {
    isEnded = false
  })

  window.on('unresponsive', () => {
    if (question?.signal.aborted === false) return
    question = new AbortController()
    log.write(`The page does not respond at ${webContents.getURL()}`)
    choose(
      {
        message: 'The window’s page does not respond',
        detail: told([
          'It may come back by itself. Loading it again loses only what was typed and not saved.',
        ]),
        buttons: ['Wait', 'Load Again'],
        signal: question.signal,
      },
      () => {
        isEnded = true
        webContents.forcefullyCrashRenderer()
        webContents.reload()
      },
    )
      .catch(failed)
      .finally(() => question?.abort())
  })
  window.on('responsive', () => question?.abort())
}

/** Ends the app where an error reaches nobody, and says so: what runs on after one cannot be trusted with data. */
export function endOnCrash(folder: string, log: AppLog): void {
  let isEnding = false
  const end = (error: unknown): void => {
    if (isEnding) return
    isEnding = true
    log.write('nnad has to stop: this is a bug, please report it:', error)
    const text =
      `An error in nnad itself made it stop. ${savedIn(folder)} ` +
      `Work that was under way has ended; start nnad again, then start that work again.\n\n` +
      `Please report this with the log: ${log.file}`
    dialog.showErrorBox('nnad had to stop', text)
    app.exit(1)
  }
  process.on('uncaughtException', end)
  process.on('unhandledRejection', end)
  // A terminal that was closed is no reason to stop.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
    if (reason !== 'clean-exit')
      log.write(`A process of ${type} has gone: ${reason}, code ${String(exitCode)}`)
  })
}
