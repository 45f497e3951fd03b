// Where the window was, how large, and whether it was maximised: kept in window.json from one start to the next.
import { type BrowserWindow, type Rectangle, screen } from 'electron'
import { z } from 'zod'
import { readOwn, writeOwn } from './whole-file.ts'

const fileName = 'window.json'

const State = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(1).max(100_000),
  height: z.int().min(1).max(100_000),
  isMaximized: z.boolean(),
})
type State = Readonly<z.infer<typeof State>>

/** What of a window must be on a display for a person to take hold of it, pixels. */
const reach = 100

/** How long a window must rest before its place is kept, ms. */
const restsFor = 500

/** Whether enough of the title is on a display that is there now. */
function isInReach({ x, y, width }: Rectangle): boolean {
  return screen.getAllDisplays().some(({ workArea }) => {
    const seen = Math.min(x + width, workArea.x + workArea.width) - Math.max(x, workArea.x)
    return seen >= reach && y >= workArea.y && y <= workArea.y + workArea.height - reach
  })
}

/** Bounds for a new window; none for where it may go by itself. */
export function keptBounds(): Partial<Rectangle> {
  const state = readOwn(fileName, State)
  if (state === undefined) return {}
  const { width, height } = state
  // Its display is gone: as large as it was, where the system puts it.
  return isInReach(state) ? { x: state.x, y: state.y, width, height } : { width, height }
}

/** Makes a new window maximised where the last one was, and keeps where it goes. */
export function keepState(window: BrowserWindow): void {
  if (readOwn(fileName, State)?.isMaximized === true) window.maximize()
  let timer: NodeJS.Timeout | undefined
  const keep = (): void => {
    clearTimeout(timer)
    timer = undefined
    if (window.isDestroyed()) return
    const { x, y, width, height } = window.getNormalBounds()
    const state: State = { x, y, width, height, isMaximized: window.isMaximized() }
    writeOwn(fileName, state)
  }
  const keepSoon = (): void => {
    clearTimeout(timer)
    timer = setTimeout(keep, restsFor)
  }
  window.on('resize', keepSoon)
  window.on('move', keepSoon)
  window.on('maximize', keepSoon)
  window.on('unmaximize', keepSoon)
  window.on('close', keep)
  window.once('closed', () => clearTimeout(timer))
}
