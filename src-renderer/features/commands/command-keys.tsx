// A command's keys, beside its button.
import { Kbd } from '@mantine/core'
import { commandsNow, useCommandList } from './command-list.ts'
import { isMac } from './is-mac.ts'
import { keysText } from './keys.ts'

export function CommandKeys({ id }: { readonly id: string }) {
  const keys = useCommandList((list) => commandsNow(list).find((command) => command.id === id)?.keys)
  return keys === undefined ? null : <Keys keys={keys} />
}

/** Keys as they stand on the keyboard. */
export function Keys({ keys }: { readonly keys: string }) {
  return <Kbd size="xs">{keysText(keys, isMac)}</Kbd>
}
