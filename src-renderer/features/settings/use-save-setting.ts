// Saves a setting, and offers to undo that.
import { notifications } from '@mantine/notifications'
import type { SettingRow, Settings } from '../../../src-shared/contract/settings.ts'
import { failureOf } from '../../data/failure.ts'
import { useUpdateSettings } from '../../data/settings.ts'
import { undoMessage } from './undo-message.tsx'
import { valueText } from './setting-value.ts'

/** Saves a change to one setting; a toast says so and takes it back on demand. */
export function useSaveSetting({
  id,
  label,
}: SettingRow): (change: Partial<Settings>, before: Settings) => void {
  const { mutate } = useUpdateSettings()
  const onError = (error: Error): void => {
    notifications.show({ color: 'red', title: `${label} was not saved`, message: failureOf(error).message })
  }
  return (change, before) =>
    mutate(change, {
      onError,
      onSuccess: () => {
        const toast = `setting ${id}`
        const undo = (): void => {
          notifications.hide(toast)
          mutate({ [id]: before[id] }, { onError })
        }
        notifications.hide(toast)
        notifications.show({
          id: toast,
          title: `${label} saved`,
          message: undoMessage(`${valueText(before[id])} became ${valueText(change[id] ?? '')}.`, undo),
        })
      },
    })
}
