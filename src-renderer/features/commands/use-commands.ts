// What a component can do, offered to the palette and to keys while it is on the page.
import { useEffect, useId, useRef } from 'react'
import { bringCommands, type Command, takeCommands } from './command-list.ts'

export type { Command } from './command-list.ts'

/**
 * Offers commands while the caller is mounted: in the palette, in the list of keys, and by their keys, which do not work while
 * somebody types (those with `mod` do) or a dialog is open. The list may be new on every render; `run` is always the latest.
 */
export function useCommands(commands: readonly Command[]): void {
  const owner = useId()
  const latest = useRef(commands)
  useEffect(() => {
    latest.current = commands
  })
  const shown = JSON.stringify(commands)
  useEffect(() => {
    const runLatest = (id: string) => () => latest.current.find((command) => command.id === id)?.run()
    bringCommands(
      owner,
      latest.current.map((command) => ({ ...command, run: runLatest(command.id) })),
    )
    return () => takeCommands(owner)
  }, [owner, shown])
}
