// Where a window can open and how a browser is opened, for every kind of machine.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openCommand } from './open-browser.ts'
import { obstacle } from './surroundings.ts'

const displays = [
  [{}, false],
  [{ DISPLAY: '' }, false],
  [{ DISPLAY: ':0' }, true],
  [{ WAYLAND_DISPLAY: 'wayland-0' }, true],
  [{ DISPLAY: '', WAYLAND_DISPLAY: 'wayland-0' }, true],
] as const

test('a window needs a display on Linux, and anybody but root everywhere', () => {
  for (const platform of ['linux', 'darwin', 'win32'] as const) {
    for (const [env, hasDisplay] of displays) {
      const at = JSON.stringify([platform, env])
      assert.equal(obstacle({ platform, env, uid: 0 }), 'running as root', at)
      const expected = platform === 'linux' && !hasDisplay ? 'there is no display' : undefined
      assert.equal(obstacle({ platform, env, uid: 1000 }), expected, at)
      assert.equal(obstacle({ platform, env, uid: undefined }), expected, at)
    }
  }
})

test('the browser is opened as each system does it, on Linux where there is a display', () => {
  const url = 'http://localhost:8000'
  for (const [env, hasDisplay] of displays) {
    assert.deepEqual(openCommand(url, { platform: 'darwin', env }), ['open', url])
    assert.deepEqual(openCommand(url, { platform: 'win32', env }), ['cmd', '/d', '/c', 'start', '""', url])
    const linux = openCommand(url, { platform: 'linux', env })
    assert.deepEqual(linux, hasDisplay ? ['xdg-open', url] : undefined, JSON.stringify(env))
  }
})
