// A button for what cannot be undone: it asks first, and says why where it did not work.
import { Button, Group, Modal } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { failureOf } from '../data/failure.ts'
import { Problem } from './problem.tsx'

interface ConfirmButtonProps {
  readonly label: string
  /** What is acted on, for those who do not see where the button stands: `Remove prod`. */
  readonly name: string
  /** The question. */
  readonly title: string
  /** What goes and what stays. */
  readonly children: ReactNode
  /** What the way back is called: `Keep it`. */
  readonly keep: string
  /** Of the action. */
  readonly state: { readonly isPending: boolean; readonly error: unknown; readonly reset: () => void }
  readonly onConfirm: () => void
}

export function ConfirmButton({ label, name, title, children, keep, state, onConfirm }: ConfirmButtonProps) {
  const [isOpen, setOpen] = useState(false)
  const close = (): void => {
    state.reset()
    setOpen(false)
  }
  return (
    <>
      <Button size="compact-xs" variant="default" aria-label={name} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Modal opened={isOpen} onClose={close} title={title}>
        <p>{children}</p>
        {state.error !== null && <Problem title="It was not done">{failureOf(state.error).message}</Problem>}
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={close} data-autofocus>
            {keep}
          </Button>
          <Button color="red.9" loading={state.isPending} onClick={onConfirm}>
            {label}
          </Button>
        </Group>
      </Modal>
    </>
  )
}
