// The icon beside the clock: what a click on it does on each system.
import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import '../host/register.ts'
import { testHost } from '../../src-main/core/fixtures/test-host.ts'
import type { Core } from '../../src-main/core/core.ts'
import { Tray } from '../host/electron/tray.ts'

const { showTray } = await import('../../src-main/electron/tray.ts')

/** A core that watches one source, as far as the icon looks. */
const core = {
  host: testHost(),
  services: {
    monitoring: { status: () => ({ state: 'on', sources: [{}] }) },
    incidents: { list: () => [] },
  },
} as unknown as Core

/** Whether a click on the icon shows the window, beside its menu. */
async function showsOn(platform: NodeJS.Platform): Promise<boolean> {
  const own = process.platform
  const heard = mock.method(Tray.prototype, 'on')
  const nothing = (): void => undefined
  Object.defineProperty(process, 'platform', { value: platform })
  const loop = showTray(core, { show: nothing, open: nothing, quit: nothing })
  await loop.runNow()
  await loop.stop()
  Object.defineProperty(process, 'platform', { value: own })
  heard.mock.restore()
  return heard.mock.calls.some(({ arguments: [event] }) => event === 'click')
}

test('a click on the icon shows the window, but on macOS, where it opens the menu', async () => {
  assert.equal(await showsOn('linux'), true)
  assert.equal(await showsOn('win32'), true)
  assert.equal(await showsOn('darwin'), false)
})
