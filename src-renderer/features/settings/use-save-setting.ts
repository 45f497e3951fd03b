// Saves a setting, and offers to undo that.
import type { SettingRow, Settings } from '../../../src-shared/contract/settings.ts'
import { tell, tellFailure } from '../../components/tell.tsx'
import { useUpdateSettings } from '../../data/settings.ts'
import { valueText } from './setting-value.ts'

/** Takes the latest message of a saved setting away: undoing an older one would surprise. */
let closeLatest: (() => void) | undefined

/** Saves a change to one setting; a message says so and takes it back on demand. */
export function useSaveSetting({
  id,
  label,
}: SettingRow): (change: Partial<Settings>, before: Settings) => void {
  const { mutate } = useUpdateSettings()
  const onError = (error: Error): void => tellFailure(`${label} was not saved`, error)
  return (change, before) =>
    mutate(change, {
      onError,
      onSuccess: () => {
        const text = `${label}: ${valueText(id, change[id] ?? '')}, was ${valueText(id, before[id])}`
        closeLatest?.()
        closeLatest = tell(text, { label: 'Undo', run: () => mutate({ [id]: before[id] }, { onError }) })
      },
    })
}
