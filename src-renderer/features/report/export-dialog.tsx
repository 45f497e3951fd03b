// Export with a choice of format, paper and redaction.
import { Modal } from '@mantine/core'
import type { RefObject } from 'react'
import { ExportForm } from './export-form.tsx'

interface ExportDialogProps {
  readonly id: number
  readonly isOpen: boolean
  /** Gets the focus back: what was chosen in the menu is gone by then. */
  readonly opener: RefObject<HTMLButtonElement | null>
  readonly onClose: () => void
}

export function ExportDialog({ id, isOpen, opener, onClose }: ExportDialogProps) {
  const close = (): void => {
    onClose()
    opener.current?.focus()
  }
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title={`Export report ${String(id)}`}
      size={640}
      returnFocus={false}
    >
      <ExportForm id={id} onDone={close} />
    </Modal>
  )
}
