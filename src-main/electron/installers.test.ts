// What the installers tell each system of the app: its id, and which files it opens without taking them from other programs.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { parse } from 'yaml'
import { z } from 'zod'
import { packageRoot } from '../core/package-root.ts'
import { identify } from './windows-identity.ts'

const read = (name: string): string => readFileSync(path.join(packageRoot(), name), 'utf8')

const Association = z.object({ ext: z.string(), rank: z.string() })
const Own = z.object({ fileAssociations: z.array(Association).default([]) })
const { appId, fileAssociations, mac, win, linux, nsis, appImage } = z
  .object({
    appId: z.string(),
    fileAssociations: z.array(Association),
    mac: Own,
    win: Own,
    linux: Own,
    nsis: z.object({ include: z.string() }),
    appImage: z.object({ executableArgs: z.array(z.string()) }),
  })
  .parse(parse(read('electron-builder.yml')))

const dumps = ['jsonl', 'ndjson', 'zst']

test('reports are nnad’s on every system, dumps are only offered to it where that is possible', () => {
  assert.deepEqual(fileAssociations, [{ ext: 'nnreport', rank: 'Owner' }])
  const alternates = dumps.map((ext) => ({ ext, rank: 'Alternate' }))
  assert.deepEqual([mac.fileAssociations, linux.fileAssociations], [alternates, alternates])
  // On Windows electron-builder makes the app the program of whatever stands there.
  assert.deepEqual(win.fileAssociations, [])
})

test('Windows offers dumps under "Open with"; the uninstaller removes what was added, and the links', () => {
  const [install = '', uninstall = ''] = read(nsis.include)
    .split('!macro ')
    .slice(1)
    .map((macro) => macro.replaceAll('${APP_EXECUTABLE_FILENAME}', 'nnad.exe'))
  const app = String.raw`Software\Classes\Applications\nnad.exe`
  const written = [...install.matchAll(/WriteReg\w+ SHELL_CONTEXT "([^"]+)" "([^"]*)"/g)]
  assert.deepEqual(
    written.map(([, key = '', name]) => [key.startsWith(app), key.slice(app.length), name]),
    [
      [true, '', 'FriendlyAppName'],
      [true, String.raw`\shell\open\command`, ''],
      ...dumps.map((ext) => [true, String.raw`\SupportedTypes`, `.${ext}`]),
    ],
  )
  assert.deepEqual(uninstall.match(/DeleteRegKey .*/g), [
    `DeleteRegKey SHELL_CONTEXT "${app}"`,
    String.raw`DeleteRegKey HKCU "Software\Classes\nnad"`,
  ])
})

test('an AppImage that was put into the menu keeps the sandbox', () => {
  assert.deepEqual(appImage.executableArgs, [])
})

test('on Windows the app has the id of its shortcut, and one activator for all its messages', () => {
  const told: string[] = []
  const app = {
    setAppUserModelId: (id: string) => void told.push(id),
    setToastActivatorCLSID: (id: string) => void told.push(id),
  }
  for (const platform of ['linux', 'darwin'] as const) identify(app, platform)
  assert.equal(told.length, 0)
  identify(app, 'win32')
  assert.equal(told[0], appId)
  assert.match(told[1] ?? '', /^\{[\dA-F]{8}(?:-[\dA-F]{4}){3}-[\dA-F]{12}\}$/)
})
