// The desktop window as a child process: started, waited for, kept until it or the person ends it.
import { type ChildProcess, spawn } from 'node:child_process'
import { print } from '../terminal.ts'
import { lastWords } from './last-words.ts'
import type { Surroundings } from './surroundings.ts'

/** What the app prints when its first window has loaded (src-main/electron/main.ts). */
const readyLine = 'nnad-window-ready'
/** What it prints where an app that was open already has come to the front. */
const elsewhereLine = 'nnad-window-elsewhere'

/** How long the app may take to close, ms, before it is killed. */
const closesWithin = 3000

const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** How a window went: never there and why, or there and ended with an exit code. */
export type WindowOutcome = { readonly reason: string } | { readonly exitCode: number }

/** Starts Electron on the app; what it prints goes to our own streams. */
function startElectron(binary: string, dataFolder: string, { appFolder, env }: Surroundings): ChildProcess {
  return spawn(binary, [appFolder, `--data=${dataFolder}`], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // Set by some editors, it would make Electron a plain Node.
    env: { ...env, ELECTRON_RUN_AS_NODE: undefined },
  })
}

/** Tells the app to close: it hears its channel end on every system, a signal on most; kills it where it does not. */
function close(child: ChildProcess, platform: NodeJS.Platform): void {
  if (child.connected) child.disconnect()
  // Windows knows no signals: Node would end the app at once.
  if (platform !== 'win32') child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), closesWithin)
  child.once('exit', () => clearTimeout(timer))
}

/**
 * Opens the window and stays until it has closed. Ctrl+C closes it, which is an end without error. Gives a reason where no window
 * appeared in time.
 */
export function runWindow(binary: string, dataFolder: string, around: Surroundings): Promise<WindowOutcome> {
  return new Promise((resolve) => {
    const child = startElectron(binary, dataFolder, around)
    let [stdout, stderr] = ['', '']
    let isReady = false
    let isStopped = false
    let isLate = false
    const stop = (): void => {
      isStopped = true
      close(child, around.platform)
    }
    const timer = setTimeout(() => {
      isLate = true
      child.kill('SIGKILL')
    }, around.windowMs)
    const end = (outcome: WindowOutcome): void => {
      clearTimeout(timer)
      for (const signal of stopSignals) process.off(signal, stop)
      resolve(outcome)
    }
    for (const signal of stopSignals) process.on(signal, stop)
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
      if (isReady || !stdout.includes(readyLine)) return
      isReady = true
      clearTimeout(timer)
      print('nnad is open in its window (Ctrl+C closes it)')
    })
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      if (isReady) process.stderr.write(text)
      else stderr += text
    })
    child.once('error', (error) => end({ reason: `Electron could not be started: ${error.message}` }))
    // Node emits no 'close' once the channel was let go.
    child.once('exit', () => {
      if (isStopped) end({ exitCode: 0 })
    })
    child.once('close', (code, signal) => {
      if (stdout.includes(elsewhereLine)) end({ exitCode: 0 })
      else if (isReady) end({ exitCode: code ?? 70 })
      else if (isLate) end({ reason: `no window appeared within ${around.windowMs / 1000} s` })
      else end({ reason: earlyEnd(code ?? signal, stderr) })
      if (stdout.includes(elsewhereLine)) print('nnad is open already: its window comes to the front.')
    })
  })
}

function earlyEnd(how: number | string | null, stderr: string): string {
  const words = lastWords(stderr)
  return `Electron ended with ${String(how)}${words === undefined ? '' : `: ${words}`}`
}
