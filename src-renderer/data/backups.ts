// The way to a clean state and back. Afterwards nothing that the page knew holds any more.
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import type { Backup } from '../../src-shared/contract/system.ts'
import { client } from '../client.ts'
import { tell, tellFailure } from '../components/tell.tsx'
import { useInvestigation } from '../state/investigation.ts'
import { queryClient } from './query-client.ts'

/** Forgets what was shown; what is on the page is asked anew. */
async function beginAnew(): Promise<void> {
  notifications.clean()
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

/** Copies everything that is kept, while work goes on. */
export const useBackup = () =>
  useMutation({
    mutationFn: () => client.system.backup(),
    onSuccess: ({ name }) => tell(`Backed up as ${name}`),
    onError: (error) => tellFailure('Nothing was backed up', error),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['system', 'contents'] }),
  })

/** Puts a backup back by its name, and says how that went. */
export const useRestore = () =>
  useMutation({
    mutationFn: (name: string) => client.system.restore({ name }),
    onSuccess: async (_contents, name) => {
      await beginAnew()
      tell(`${name} is back; what was here before it, if anything, is a backup now`)
    },
    onError: (error) => tellFailure('Nothing was put back', error),
  })

/** Deletes a backup for good. */
export const useDiscard = () =>
  useMutation({
    mutationFn: (name: string) => client.system.discard({ name }),
    onSuccess: (contents) => queryClient.setQueryData(['system', 'contents'], contents),
  })
