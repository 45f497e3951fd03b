// Where browsers are looked for, and which one wins.
import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import test, { type TestContext } from 'node:test'
import { temporaryFolder } from '../../e2e/recordings.ts'
import { findBrowser, usualPlaces } from './local-browser.ts'

/** A folder with programs of these names, and a file that is none. */
function folderWith(context: TestContext, ...names: string[]): string {
  const folder = temporaryFolder(context)
  for (const name of names) {
    writeFileSync(path.join(folder, name), '#!/bin/sh\n')
    chmodSync(path.join(folder, name), 0o755)
  }
  writeFileSync(path.join(folder, 'microsoft-edge'), 'no program')
  chmodSync(path.join(folder, 'microsoft-edge'), 0o644)
  return folder
}

test('the usual places of each platform', () => {
  const linux = usualPlaces({ PATH: '/usr/bin:relative:' }, 'linux')
  assert.deepEqual(linux.slice(0, 3), [
    '/usr/bin/google-chrome-stable',
    '/usr/bin/google-chrome',
    '/usr/bin/chromium',
  ])
  assert.equal(linux.at(-1), '/snap/bin/chromium')
  assert.ok(linux.every((place) => place.startsWith('/')))
  const mac = usualPlaces({ HOME: '/Users/ada' }, 'darwin')
  assert.deepEqual(mac.slice(0, 2), [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Users/ada/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ])
  const windows = usualPlaces(
    { PROGRAMFILES: 'C:\\Program Files', LOCALAPPDATA: 'C:\\Users\\ada\\AppData\\Local' },
    'win32',
  )
  assert.equal(windows[0], 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe')
  assert.ok(windows.includes('C:\\Users\\ada\\AppData\\Local\\Microsoft\\Edge\\Application\\msedge.exe'))
})

test('Chrome before Chromium, only what can be run, none where there is none', (context) => {
  const [first, second] = [folderWith(context, 'chromium'), folderWith(context, 'google-chrome', 'chromium')]
  const find = (PATH: string): string | undefined => findBrowser({ PATH }, 'linux')
  assert.equal(find(`${first}:${second}`), path.join(second, 'google-chrome'))
  assert.equal(find(first), path.join(first, 'chromium'))
  const bare = folderWith(context)
  mkdirSync(path.join(bare, 'chromium'))
  assert.notEqual(path.dirname(find(bare) ?? ''), bare)
})

test('NNAD_BROWSER names a file or a command; one that is not there is not replaced', (context) => {
  const folder = folderWith(context, 'chromium', 'brave')
  const find = (NNAD_BROWSER: string): string | undefined =>
    findBrowser({ PATH: folder, NNAD_BROWSER }, 'linux')
  assert.equal(find('brave'), path.join(folder, 'brave'))
  assert.equal(find(path.join(folder, 'brave')), path.join(folder, 'brave'))
  assert.equal(find(path.join(folder, 'nothing')), undefined)
  assert.equal(find('nothing'), undefined)
  assert.equal(find(path.join(folder, 'microsoft-edge')), undefined)
  assert.equal(find(''), path.join(folder, 'chromium'))
})
