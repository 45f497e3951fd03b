// Reports deleted in this tab, for undoing.
import { create } from 'zustand'

interface DeletedReports {
  /** Ids, the latest last. */
  readonly ids: readonly number[]
}

export const useDeletedReports = create<DeletedReports>()(() => ({ ids: [] }))

/** Remembers that a report was deleted. */
export function rememberDeleted(id: number): void {
  useDeletedReports.setState(({ ids }) => ({ ids: [...ids, id] }))
}

/** Forgets it: it is there again. */
export function forgetDeleted(id: number): void {
  useDeletedReports.setState(({ ids }) => ({ ids: ids.filter((one) => one !== id) }))
}
