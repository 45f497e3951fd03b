// How Ctrl+C closes the window: the app is told, and has time to close what it has open.
import assert from 'node:assert/strict'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type TestContext, test } from 'node:test'
import { temporaryFolder } from '../../../e2e/recordings.ts'
import { until } from '../../../e2e/nnad-command.ts'
import { runWindow } from './desktop-window.ts'
import { surroundings } from './surroundings.ts'

const skip = process.platform === 'win32' ? 'programs of tests are scripts with a first line' : false

/** What an app in Electron's place has heard when Ctrl+C has closed it on a system. */
async function heardOn(context: TestContext, platform: NodeJS.Platform): Promise<string> {
  const folder = temporaryFolder(context)
  const [program, heard] = [path.join(folder, 'electron'), path.join(folder, 'heard')]
  const code = `
    const { appendFileSync } = require('node:fs')
    process.on('SIGTERM', () => appendFileSync(${JSON.stringify(heard)}, 'signal '))
    process.on('disconnect', () => {
      appendFileSync(${JSON.stringify(heard)}, 'disconnect ')
      // A signal comes a little later.
      setTimeout(() => process.exit(0), 500)
    })
    appendFileSync(${JSON.stringify(heard)}, '')
    console.log('nnad-window-ready')`
  writeFileSync(program, `#!${process.execPath}\n${code}\n`)
  chmodSync(program, 0o755)
  const around = { ...surroundings(), platform, appFolder: folder, windowMs: 20_000 }
  const outcome = runWindow(program, folder, around)
  await until('the app', () => existsSync(heard))
  process.emit('SIGINT')
  assert.deepEqual(await outcome, { exitCode: 0 })
  return readFileSync(heard, 'utf8').trim().split(' ').toSorted().join(' ')
}

test(
  'Ctrl+C tells the app to close; on Windows, where a signal would kill it, by its channel alone',
  { skip },
  async (context) => {
    assert.equal(await heardOn(context, 'linux'), 'disconnect signal')
    assert.equal(await heardOn(context, 'win32'), 'disconnect')
  },
)
