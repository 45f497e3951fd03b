// The computer's sleep and end: nothing is polled through a sleep, and what was collected before is processed.
import { type App, powerMonitor } from 'electron'
import type { Core } from '../core/core.ts'

/** Follows the computer's power. Only once the app is ready. */
export function followPower(app: App, core: Core): void {
  powerMonitor.on('suspend', () => {
    core.sleep().catch((error: unknown) => core.host.log('Going to sleep failed', error))
  })
  powerMonitor.on('resume', () => {
    core.wake().catch((error: unknown) => core.host.log('Going on after a sleep failed', error))
  })
  // Linux and macOS wait a while for an app that asks them to.
  powerMonitor.on('shutdown', (...events: readonly Electron.Event[]) => {
    for (const event of events) event.preventDefault()
    app.quit()
  })
}
