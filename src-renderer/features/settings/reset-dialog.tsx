// Asks before everything is set aside.
import { Button, Group, Modal } from '@mantine/core'
import type { Contents } from '../../../src-shared/contract/system.ts'
import { Problem } from '../../components/problem.tsx'
import { tell } from '../../components/tell.tsx'
import { useReset, useRestore } from '../../data/backups.ts'
import { failureOf } from '../../data/failure.ts'
import { contentsTexts } from './contents-text.ts'
import classes from './settings.module.css'

interface ResetDialogProps {
  readonly contents: Contents
  readonly isOpen: boolean
  readonly onClose: () => void
}

export function ResetDialog({ contents, isOpen, onClose }: ResetDialogProps) {
  const restore = useRestore()
  const reset = useReset(({ name }) => {
    onClose()
    tell(`Everything was set aside as ${name}`, { label: 'Undo', run: () => restore.mutate(name) })
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
      {reset.isError && <Problem title="Nothing was set aside">{failureOf(reset.error).message}</Problem>}
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
