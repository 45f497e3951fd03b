// Commands under their headings: the page's own first, then those that are always there.
import type { Command } from './command-list.ts'

const always = ['Import', 'Go to', 'View', 'Jobs', 'Help']

export interface CommandGroup {
  readonly group: string
  readonly commands: readonly Command[]
}

/** Groups in the order in which people look for them; a command without one is the page's. */
export function groupsOf(commands: readonly Command[]): readonly CommandGroup[] {
  const groups = new Map<string, Command[]>()
  for (const command of commands) {
    const group = command.group ?? 'This page'
    groups.set(group, [...(groups.get(group) ?? []), command])
  }
  const place = ({ group }: CommandGroup): number => always.indexOf(group)
  return [...groups]
    .map(([group, its]) => ({ group, commands: its }))
    .toSorted((left, right) => place(left) - place(right))
}
