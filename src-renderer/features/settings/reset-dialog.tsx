// Asks before everything is set aside.
import { Alert, Button, Group, Modal } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { Contents } from '../../../src-shared/contract/system.ts'
import { failureOf } from '../../data/failure.ts'
import { useReset, useRestore } from '../../data/backups.ts'
import { contentsTexts } from './contents-text.ts'
import classes from './settings.module.css'
import { tellRestored } from './tell-restored.ts'
import { undoMessage } from './undo-message.tsx'

interface ResetDialogProps {
  readonly contents: Contents
  readonly isOpen: boolean
  readonly onClose: () => void
}

const toast = 'reset'

export function ResetDialog({ contents, isOpen, onClose }: ResetDialogProps) {
  const restore = useRestore(tellRestored)
  const reset = useReset(({ name }) => {
    onClose()
    const undo = (): void => {
      notifications.hide(toast)
      restore.mutate(name)
    }
    notifications.show({
      id: toast,
      title: 'Everything was set aside',
      message: undoMessage(`It is kept as ${name}.`, undo),
      autoClose: 12_000,
    })
  })
  const close = (): void => {
    reset.reset()
    onClose()
  }
  return (
    <Modal opened={isOpen} onClose={close} title="Set everything aside?">
      <p>nnad begins anew, with nothing in it. This goes into a backup:</p>
      <ul className={`figures ${classes['held'] ?? ''}`}>
        {contentsTexts(contents).map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <p>
        The backup is a folder beside <code className={classes['path']}>{contents.folder}</code>. It stays
        until you delete it, and can be put back.
      </p>
      {reset.isError && (
        <Alert color="red" variant="light" mt="sm" title="Nothing was set aside">
          {failureOf(reset.error).message}
        </Alert>
      )}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={close} data-autofocus>
          Keep everything
        </Button>
        <Button color="red.9" loading={reset.isPending} onClick={() => reset.mutate()}>
          Set everything aside
        </Button>
      </Group>
    </Modal>
  )
}
