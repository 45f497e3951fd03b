// The time under the pointer, shared by all charts of a page. Charts listen without rendering again.
import { create } from 'zustand'

interface Cursor {
  /** Epoch ms; undefined while no chart is pointed at. */
  readonly time: number | undefined
}

export const useCursor = create<Cursor>()(() => ({ time: undefined }))

/** Moves the cursor of all charts. */
export function moveCursor(time: number | undefined): void {
  useCursor.setState({ time })
}
