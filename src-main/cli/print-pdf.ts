// Prints a page to PDF with a browser of this machine, started for this one page without a window or a network.
import { type ChildProcess, spawn } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { DeclaredError, cancelled, errorText } from '../../src-shared/errors.ts'
import { browserVariable, findBrowser } from './local-browser.ts'

/** A browser that has not printed a page by then never will, ms. */
const usualLimit = 60_000
/** A process that the browser has left behind may hold its output open for so long, ms. */
const lastWordsMs = 1000
/** Of what a browser says only the end is kept, characters. */
const keptOutput = 20_000

const remedy = `Install Chrome, Chromium or Edge, or set ${browserVariable} to one; or export HTML and print that page; the desktop app needs no browser.`

function noBrowser(got: string): DeclaredError {
  return new DeclaredError('NO_BROWSER', `Wanted a browser that prints the PDF, got ${got}. ${remedy}`)
}

function chosenBrowser(env: NodeJS.ProcessEnv): string {
  const browser = findBrowser(env, process.platform)
  if (browser !== undefined) return browser
  const named = env[browserVariable] ?? ''
  throw noBrowser(named === '' ? 'none in the usual places' : `no program at ${named} (${browserVariable})`)
}

/** A browser that is a snap sees another /tmp than we do, but its own folder in the home as it is. */
async function temporaryParent(browser: string): Promise<string> {
  const isSnap = path.basename(realpathSync(browser)) === 'snap'
  if (!isSnap) return tmpdir()
  const folder = path.join(homedir(), 'snap', 'chromium', 'common')
  // Until the snap has run for the first time it has none.
  await mkdir(folder, { recursive: true })
  return folder
}

function printArguments(folder: string, page: string, pdf: string): string[] {
  return [
    '--headless',
    '--disable-gpu',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-extensions',
    '--disable-default-apps',
    '--disable-sync',
    '--disable-component-update',
    '--disable-background-networking',
    '--host-resolver-rules=MAP * ~NOTFOUND',
    `--user-data-dir=${path.join(folder, 'profile')}`,
    '--no-pdf-header-footer',
    '--generate-pdf-document-outline',
    `--print-to-pdf=${pdf}`,
    pathToFileURL(page).href,
  ]
}

/** The last line that a browser said, without the process, time and place of its source. */
function lastLine(output: string): string {
  const line = output.trim().split(/\r?\n/).at(-1) ?? ''
  return line.replace(/^\[[^\]]*\]\s*/, '').replace(/\.+$/, '')
}

interface Run {
  readonly browser: string
  readonly arguments: readonly string[]
  readonly env: NodeJS.ProcessEnv
  readonly limit: number
  readonly signal: AbortSignal | undefined
}

/** Where a browser's processes are a group, which can be ended at once. */
const isGroup = process.platform !== 'win32'

function killAll(browser: ChildProcess): void {
  try {
    if (isGroup && browser.pid !== undefined) process.kill(-browser.pid, 'SIGKILL')
    else browser.kill('SIGKILL')
  } catch (error) {
    // It has just ended by itself.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

/** Runs a browser until it ends by itself, is aborted or takes too long; with all of its processes it is gone then. */
function runBrowser({ browser, arguments: given, env, limit, signal }: Run): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(browser, given, { env, stdio: ['ignore', 'ignore', 'pipe'], detached: isGroup })
    let output = ''
    let stopped: DeclaredError | undefined
    const stop = (reason: DeclaredError): void => {
      stopped ??= reason
      killAll(child)
    }
    const abort = (): void => stop(cancelled('Printing the PDF'))
    const timer = setTimeout(
      () => stop(noBrowser(`${browser}, which had not finished after ${String(limit / 1000)} s`)),
      limit,
    )
    signal?.addEventListener('abort', abort, { once: true })
    if (signal?.aborted === true) abort()
    let letGo: NodeJS.Timeout | undefined
    const end = (failure: DeclaredError | undefined): void => {
      clearTimeout(timer)
      clearTimeout(letGo)
      signal?.removeEventListener('abort', abort)
      if (failure === undefined) resolve()
      else reject(failure)
    }
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-keptOutput)
    })
    child.once('error', (error) => end(noBrowser(`${browser}, which did not start: ${errorText(error)}`)))
    child.once('exit', () => {
      letGo = setTimeout(() => child.stderr.destroy(), lastWordsMs)
    })
    child.once('close', (code, killedBy) => {
      const ending = `it ended with ${code === null ? String(killedBy) : `code ${String(code)}`}`
      const said = lastLine(output)
      const failed = noBrowser(`${browser}, which failed (${ending})${said === '' ? '' : `: ${said}`}`)
      end(stopped ?? (code === 0 ? undefined : failed))
    })
  })
}

async function printedFile(file: string, browser: string): Promise<Uint8Array> {
  const bytes = await readFile(file).catch(() => new Uint8Array())
  if (Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-') return bytes
  throw noBrowser(`${browser}, which ended well but wrote no PDF`)
}

/**
 * Prints a self-contained HTML page to the bytes of a PDF. `env` may name the browser by NNAD_BROWSER; `limit` is ms.
 * Throws NO_BROWSER where none is there, it fails or it takes too long; CANCELLED after an abort.
 */
export async function printPdf(
  html: string,
  env: NodeJS.ProcessEnv,
  signal?: AbortSignal,
  limit = usualLimit,
): Promise<Uint8Array> {
  if (signal?.aborted === true) throw cancelled('Printing the PDF')
  const browser = chosenBrowser(env)
  const folder = await mkdtemp(path.join(await temporaryParent(browser), 'nnad-print-'))
  try {
    const [page, pdf] = [path.join(folder, 'page.html'), path.join(folder, 'page.pdf')]
    await writeFile(page, html)
    await runBrowser({ browser, arguments: printArguments(folder, page, pdf), env, limit, signal })
    return await printedFile(pdf, browser)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
}
