// Deletes a report and offers the way back, by a button and by Ctrl+Z.
import { tell, tellFailure } from '../../components/tell.tsx'
import { removeReport, restoreReport } from '../../data/reports.ts'
import { forgetDeleted, rememberDeleted } from '../../state/deleted-reports.ts'

/** Takes the message of a deletion away, by report. */
const messages = new Map<number, () => void>()

/** Brings a deleted report back. */
export async function undoDelete(id: number): Promise<void> {
  messages.get(id)?.()
  messages.delete(id)
  forgetDeleted(id)
  try {
    await restoreReport(id)
    tell(`Report ${String(id)} is back`)
  } catch (error) {
    tellFailure(`Report ${String(id)} was not restored`, error)
  }
}

/** Deletes a report at once; its message says so and undoes it. */
export async function deleteReport(id: number): Promise<void> {
  try {
    await removeReport(id)
    rememberDeleted(id)
    const undo = { label: 'Undo', run: () => void undoDelete(id) }
    messages.set(id, tell(`Report ${String(id)} deleted`, undo))
  } catch (error) {
    tellFailure(`Report ${String(id)} was not deleted`, error)
  }
}
