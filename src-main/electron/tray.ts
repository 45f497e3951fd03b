// The icon beside the clock while NameNodes are watched: whether something is wrong with them, and the way to it.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Menu, type MenuItemConstructorOptions, Tray, nativeImage } from 'electron'
import type { IncidentHead } from '../../src-shared/contract/incidents.ts'
import { DeclaredError } from '../../src-shared/errors.ts'
import { counted } from '../../src-shared/summary/parts.ts'
import type { Core } from '../core/core.ts'
import { packageRoot } from '../core/package-root.ts'
import { type Loop, startLoop } from '../core/scheduler/loop.ts'

type OpenIncident = Pick<IncidentHead, 'id' | 'title' | 'source'>

/** What the icon tells. */
interface TrayState {
  /** How many sources are watched; with none there is no icon. */
  readonly sources: number
  readonly openIncidents: readonly OpenIncident[]
}

/** What its menu does. */
interface TrayActions {
  readonly show: () => void
  readonly open: (address: string) => void
  readonly quit: () => void
}

/** Incidents that the menu names; the others are on their screen. */
const mostIncidents = 5

/** How often it looks, ms. */
const lookEvery = 5_000

/** 32 pixels for 16 points, of icon.svg, plain and in red. */
function iconOf(hasIncidents: boolean): Electron.NativeImage {
  const name = hasIncidents ? 'tray-incident.png' : 'tray.png'
  return nativeImage.createFromBuffer(readFileSync(path.join(packageRoot(), 'assets', name)), {
    scaleFactor: 2,
  })
}

function stateText({ sources, openIncidents }: TrayState): string {
  const incidents =
    openIncidents.length === 0 ? 'no open incident' : counted(openIncidents.length, 'open incident')
  return `nnad watches ${counted(sources, 'source')}: ${incidents}`
}

function menuOf(state: TrayState, { show, open, quit }: TrayActions): MenuItemConstructorOptions[] {
  const { openIncidents } = state
  const named = openIncidents.slice(0, mostIncidents).map(({ id, title, source }) => ({
    id: `tray-incident-${String(id)}`,
    label: `${source}: ${title}`,
    click: () => open(`/incidents/${String(id)}`),
  }))
  const more = openIncidents.length - named.length
  return [
    { id: 'tray-state', label: stateText(state), enabled: false },
    { type: 'separator' },
    ...named,
    ...(more > 0
      ? [{ id: 'tray-incidents', label: `${String(more)} more…`, click: () => open('/incidents') }]
      : []),
    ...(named.length > 0 ? [{ type: 'separator' } as const] : []),
    { id: 'tray-show', label: 'Show nnad', click: show },
    { id: 'tray-quit', label: 'Quit', click: quit },
  ]
}

/** The icon, there only while something is watched. */
class TrayIcon {
  readonly #actions: TrayActions
  #tray: Tray | undefined
  #shown = ''

  constructor(actions: TrayActions) {
    this.#actions = actions
  }

  update(state: TrayState): void {
    // A menu that is exchanged while it is open closes.
    const shown = JSON.stringify(state)
    if (shown === this.#shown) return
    this.#shown = shown
    if (state.sources === 0) {
      this.#tray?.destroy()
      this.#tray = undefined
      return
    }
    const icon = iconOf(state.openIncidents.length > 0)
    if (this.#tray === undefined) {
      this.#tray = new Tray(icon)
      // On macOS a click opens the menu, which has it.
      if (process.platform !== 'darwin') this.#tray.on('click', this.#actions.show)
    } else this.#tray.setImage(icon)
    this.#tray.setToolTip(stateText(state))
    this.#tray.setContextMenu(Menu.buildFromTemplate(menuOf(state, this.#actions)))
  }
}

function stateOf({ services }: Core): TrayState {
  const { state, sources } = services.monitoring.status()
  if (state !== 'on' || sources.length === 0) return { sources: 0, openIncidents: [] }
  const query = { source: undefined, state: 'open', from: undefined, to: undefined, limit: 1000 } as const
  const openIncidents = services.incidents.list(query).map(({ id, title, source }) => ({ id, title, source }))
  return { sources: sources.length, openIncidents }
}

/** How many sources the icon says are watched; none while data is being moved. */
export function watchedSources(core: Core): number {
  try {
    return stateOf(core).sources
  } catch (error) {
    if (error instanceof DeclaredError && error.code === 'BUSY') return 0
    throw error
  }
}

/** Keeps the icon up to date with a core until the loop that comes back is stopped. */
export function showTray(core: Core, actions: TrayActions): Loop {
  const icon = new TrayIcon(actions)
  const run = (): Promise<void> => {
    try {
      icon.update(stateOf(core))
    } catch (error) {
      // Data is being moved: what is shown stays until it has.
      if (!(error instanceof DeclaredError && error.code === 'BUSY'))
        core.host.log('The tray icon failed', error)
    }
    return Promise.resolve()
  }
  return startLoop({ clock: core.host.clock, every: () => lookEvery, run })
}
