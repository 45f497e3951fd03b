// Asks before a backup is deleted: nothing can undo that.
import { Button, Group, Modal } from '@mantine/core'
import type { Backup } from '../../../src-shared/contract/system.ts'
import { bytesText } from '../../../src-shared/figures.ts'
import { timeText } from '../../../src-shared/zones.ts'
import { Problem } from '../../components/problem.tsx'
import { useDiscard } from '../../data/backups.ts'
import { failureOf } from '../../data/failure.ts'
import { useZone } from '../../state/use-zone.ts'

interface DiscardDialogProps {
  /** The one to delete; undefined: nothing is asked. */
  readonly backup: Backup | undefined
  readonly onClose: () => void
}

export function DiscardDialog({ backup, onClose }: DiscardDialogProps) {
  const zone = useZone()
  const discard = useDiscard()
  const close = (): void => {
    discard.reset()
    onClose()
  }
  return (
    <Modal opened={backup !== undefined} onClose={close} title="Delete this backup for good?">
      {backup !== undefined && (
        <>
          <p className="figures">
            {backup.name}, {bytesText(backup.bytes)}, made {timeText(backup.createdAt, zone.name)} {zone.name}
            . Its documents, models and reports are gone then; this cannot be undone.
          </p>
          {discard.isError && (
            <Problem title="It was not deleted">{failureOf(discard.error).message}</Problem>
          )}
          <Group justify="flex-end" mt="md">
            <Button variant="default" onClick={close} data-autofocus>
              Keep it
            </Button>
            <Button
              color="red.9"
              loading={discard.isPending}
              onClick={() => discard.mutate(backup.name, { onSuccess: close })}
            >
              Delete for good
            </Button>
          </Group>
        </>
      )}
    </Modal>
  )
}
