// Before the specs of the screens: a browser. An installed one, else Playwright's own, else the system's package; else they skip.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'

const isRoot = process.getuid?.() === 0

const hasApt = isRoot && existsSync('/usr/bin/apt-get')
const systemsPackage = (name) => [
  `the system's package ${name}`,
  'apt-get',
  ['install', '-y', '-qq', '--no-install-recommends', name],
  hasApt,
]

/** Ways to get one, the first that works counts. */
const ways = [
  [
    "Playwright's own",
    process.execPath,
    ['node_modules/playwright-core/cli.js', 'install', 'chromium'],
    true,
  ],
  ['the package lists', 'apt-get', ['update', '-qq'], hasApt],
  systemsPackage('chromium-headless-shell'),
  systemsPackage('chromium'),
]

/** Tries until `isThere` says that there is a browser; what was tried is printed. */
export function getBrowser(isThere) {
  for (const [what, command, parameters, isPossible] of ways) {
    if (isThere() || existsSync(chromium.executablePath())) return
    if (!isPossible) continue
    console.log(`No browser for the specs of the screens yet: trying ${what}.`)
    spawnSync(command, parameters, { stdio: 'ignore', timeout: 300_000 })
  }
}
