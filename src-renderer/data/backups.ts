// The way to a clean state and back. Afterwards nothing that the page knew holds any more.
import { useMutation } from '@tanstack/react-query'
import type { Backup } from '../../src-shared/contract/system.ts'
import { client } from '../client.ts'
import { useInvestigation } from '../state/investigation.ts'
import { queryClient } from './query-client.ts'

/** Forgets what was shown; what is on the page is asked anew. */
async function beginAnew(): Promise<void> {
  useInvestigation.setState(useInvestigation.getInitialState())
  await queryClient.resetQueries()
}

/** Sets everything aside as a backup; `onDone` is called even where the caller has left the page by then. */
export const useReset = (onDone: (backup: Backup) => void) =>
  useMutation({
    mutationFn: () => client.system.reset(),
    onSuccess: async (backup) => {
      await beginAnew()
      onDone(backup)
    },
  })

/** Puts a backup back by its name. */
export const useRestore = (onDone: (name: string) => void) =>
  useMutation({
    mutationFn: (name: string) => client.system.restore({ name }),
    onSuccess: async (_contents, name) => {
      await beginAnew()
      onDone(name)
    },
  })

/** Deletes a backup for good. */
export const useDiscard = () =>
  useMutation({
    mutationFn: (name: string) => client.system.discard({ name }),
    onSuccess: (contents) => queryClient.setQueryData(['system', 'contents'], contents),
  })
