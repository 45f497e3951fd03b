// The browser that tests print with and drive: the one that is named, a headless shell, an installed one, else Playwright's own.
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { chromium } from 'playwright-core'
import { browserVariable, findBrowser } from '../src-main/cli/local-browser.ts'

/** A browser to start, or why there is none. */
export type BrowserForTests = { readonly path: string } | { readonly skipped: string }

/** Chromium refuses to run as root with its sandbox on: tests go without one, the product never does. */
function withoutSandbox(browser: string): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'nnad-browser-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const wrapper = path.join(folder, path.basename(browser))
  writeFileSync(wrapper, `#!/bin/sh\nexec '${browser}' --no-sandbox "$@"\n`)
  chmodSync(wrapper, 0o755)
  return wrapper
}

/** The page's engine without the browser around it, as Debian packs it: the same specs for two thirds of the work. */
const headlessShell = 'chromium-headless-shell'

function found(): BrowserForTests {
  const { env, platform } = process
  const named = env[browserVariable] ?? ''
  const own = chromium.executablePath()
  const browser =
    (named === '' ? findBrowser({ ...env, [browserVariable]: headlessShell }, platform) : undefined) ??
    findBrowser(env, platform) ??
    (existsSync(own) ? own : undefined)
  if (browser === undefined) return { skipped: 'no Chrome, Chromium or Edge on this machine' }
  return { path: process.getuid?.() === 0 ? withoutSandbox(browser) : browser }
}

let known: BrowserForTests | undefined

/** Looks once per process; as root the path is that of a script that leaves the sandbox off. */
export function browserForTests(): Promise<BrowserForTests> {
  known ??= found()
  return Promise.resolve(known)
}
