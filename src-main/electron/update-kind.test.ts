// Which installations take the place of themselves.
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import test from 'node:test'
import { temporaryFolder } from '../../e2e/recordings.ts'
import { type Installation, suggestedFeed, updateKind } from './update-kind.ts'

const installation = (resources: string, given: Partial<Installation> = {}): Installation => ({
  platform: 'linux',
  isPackaged: true,
  executable: '/tmp/.mount_nnad/nnad',
  resources,
  env: {},
  ...given,
})

const kindOf = (resources: string, given: Partial<Installation>): string => {
  const kind = updateKind(installation(resources, given))
  return 'installs' in kind ? kind.installs : kind.instead
}

test('an AppImage does, but not one that only started this process, nor one in a folder of others', (context) => {
  const folder = temporaryFolder(context)
  const APPIMAGE = path.join(folder, 'nnad.AppImage')
  const env = { APPIMAGE, APPDIR: '/tmp/.mount_nnad' }
  assert.equal(kindOf(folder, { env }), 'appimage')
  assert.match(kindOf(folder, { env: { ...env, APPDIR: '/tmp/.mount_editor' } }), /does not replace itself/)
  assert.match(kindOf(folder, { env: { APPIMAGE } }), /does not replace itself/)
  const gone = path.join(folder, 'none', 'nnad.AppImage')
  assert.match(kindOf(folder, { env: { ...env, APPIMAGE: gone } }), /may not replace .*none/)
})

test('packages leave it to the package manager', (context) => {
  const folder = temporaryFolder(context)
  for (const type of ['deb', 'rpm']) {
    writeFileSync(path.join(folder, 'package-type'), `${type}\n`)
    assert.match(kindOf(folder, {}), new RegExp(`as a ${type} package: .*package manager`))
  }
})

test('Windows does where the build was made with a feed, signed or not, macOS always, sources never', (context) => {
  const folder = temporaryFolder(context)
  assert.match(kindOf(folder, { platform: 'win32' }), /made without a feed/)
  writeFileSync(path.join(folder, 'app-update.yml'), 'provider: generic\nurl: https://u.example.org/\n')
  assert.equal(kindOf(folder, { platform: 'win32' }), 'nsis')
  assert.equal(kindOf(folder, { platform: 'darwin' }), 'mac')
  for (const platform of ['win32', 'darwin'] as const)
    assert.match(kindOf(folder, { platform, isPackaged: false }), /from its sources/)
})

test('the feed that a release suggests is read as electron-builder writes it', (context) => {
  const folder = temporaryFolder(context)
  assert.equal(suggestedFeed(path.join(folder, 'none')), undefined)
  mkdirSync(path.join(folder, 'resources'))
  const resources = path.join(folder, 'resources')
  for (const line of ['url: https://u.example.org/nnad', "url: 'https://u.example.org/nnad'"]) {
    writeFileSync(
      path.join(resources, 'app-update.yml'),
      `provider: generic\n${line}\nupdaterCacheDirName: nnad-updater\n`,
    )
    assert.equal(suggestedFeed(resources), 'https://u.example.org/nnad')
  }
  writeFileSync(path.join(resources, 'app-update.yml'), 'provider: github\nowner: nnad\n')
  assert.equal(suggestedFeed(resources), undefined)
})
