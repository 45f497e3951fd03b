// Shows what an import of settings would change, or what is wrong with the file, before anything is.
import { Button, Group, Modal, Skeleton } from '@mantine/core'
import { Problem } from '../../components/problem.tsx'
import { tell, tellFailure } from '../../components/tell.tsx'
import { failureOf } from '../../data/failure.ts'
import { useImportSettings, type usePreviewSettings } from '../../data/settings-file.ts'
import { useUpdateSettings } from '../../data/settings.ts'
import { ImportChanges } from './import-changes.tsx'
import { ImportRefusal } from './import-refusal.tsx'

interface ImportDialogProps {
  /** Of the chosen file; undefined: nothing is asked. */
  readonly name: string | undefined
  readonly preview: ReturnType<typeof usePreviewSettings>
  readonly onClose: () => void
}

const settingsText = (count: number): string => `${String(count)} ${count === 1 ? 'setting' : 'settings'}`

export function ImportDialog({ name, preview, onClose }: ImportDialogProps) {
  const update = useUpdateSettings()
  const importing = useImportSettings(({ changes, before }) => {
    close()
    const onError = (error: Error): void => tellFailure('The import was not undone', error)
    tell(`${settingsText(changes.length)} imported`, {
      label: 'Undo',
      run: () => update.mutate(before, { onError }),
    })
  })
  function close(): void {
    importing.reset()
    onClose()
  }
  const { data, error, variables } = preview
  const count = data?.changes.length ?? 0
  return (
    <Modal opened={name !== undefined} onClose={close} size="xl" title={`Import ${name ?? 'settings'}`}>
      {error !== null && <ImportRefusal error={error} />}
      {error === null && (data === undefined ? <Skeleton height={120} /> : <ImportChanges result={data} />)}
      {importing.isError && (
        <Problem title="Nothing was imported">{failureOf(importing.error).message}</Problem>
      )}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={close} data-autofocus>
          {count === 0 ? 'Close' : 'Keep them as they are'}
        </Button>
        {count > 0 && variables !== undefined && (
          <Button loading={importing.isPending} onClick={() => importing.mutate(variables)}>
            Import {settingsText(count)}
          </Button>
        )}
      </Group>
    </Modal>
  )
}
