// The commands that can be run now: whoever is on the page brings its own. Palette, keys and their list read it.
import { create } from 'zustand'

export interface Command {
  /** Stable, kebab-case; the desktop's menu names some. */
  readonly id: string
  /** What it does, as on a button: `Train model on baseline`. */
  readonly label: string
  /** As in `mod+K`, `B`, `shift+B`, `?`, `Enter`; `mod` is Ctrl, on a Mac Command. */
  readonly keys?: string
  /** Heading in the palette and the list of keys: the page's name. */
  readonly group?: string
  readonly run: () => void
  /** Why it cannot be run now. */
  readonly disabled?: string
}

interface CommandList {
  /** Commands by who brought them, in that order. */
  readonly brought: ReadonlyMap<string, readonly Command[]>
}

export const useCommandList = create<CommandList>()(() => ({
  brought: new Map<string, readonly Command[]>(),
}))

/** Adds commands, in place of those that the same owner brought before. */
export function bringCommands(owner: string, commands: readonly Command[]): void {
  useCommandList.setState(({ brought }) => ({ brought: new Map(brought).set(owner, commands) }))
}

/** Takes an owner's commands away. */
export function takeCommands(owner: string): void {
  useCommandList.setState(({ brought }) => ({
    brought: new Map([...brought].filter(([name]) => name !== owner)),
  }))
}

/** All commands there are now; of two with one id the later wins. */
export function commandsNow({ brought }: CommandList): readonly Command[] {
  return [...new Map([...brought.values()].flat().map((command) => [command.id, command])).values()]
}

/** Runs a command by its id; one that is not there or disabled does nothing. */
export function runCommand(id: string): void {
  const command = commandsNow(useCommandList.getState()).find((one) => one.id === id)
  if (command?.disabled === undefined) command?.run()
}
