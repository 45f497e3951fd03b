// Runs commands by their keys, for the whole page.
import { useEffect } from 'react'
import { commandsNow, useCommandList } from './command-list.ts'
import { isPressed, isTakenByControls, isTyped } from './keys.ts'

/** Inputs that take text, unlike check boxes and radio buttons. */
const typing =
  'input:not([type=radio], [type=checkbox], [type=button], [type=file]), textarea, select, [contenteditable=true]'
const controls = `${typing}, button, a, summary, input, [role=button], [role=option], [role=menuitem]`
const openDialog = '[role=dialog][aria-modal=true]'

const isIn = (target: EventTarget | null, selector: string): boolean =>
  target instanceof Element && target.closest(selector) !== null

/** Listens for the keys of all commands that are on offer. */
export function useCommandKeys(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.repeat || document.querySelector(openDialog) !== null) return
      const command = commandsNow(useCommandList.getState()).find(
        ({ keys }) => keys !== undefined && isPressed(keys, event),
      )
      if (command?.keys === undefined || command.disabled !== undefined) return
      if (isTyped(command.keys) && isIn(event.target, typing)) return
      if (isTakenByControls(command.keys) && isIn(event.target, controls)) return
      event.preventDefault()
      command.run()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
}
