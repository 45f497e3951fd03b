// Settings as a file.
import { ORPCError } from '@orpc/client'
import { useMutation } from '@tanstack/react-query'
import { z } from 'zod'
import type { GivenSettings, SettingsImport } from '../../src-shared/contract/settings.ts'
import { client } from '../client.ts'
import { saveFile } from '../components/save-file.ts'
import { tellFailure } from '../components/tell.tsx'
import { queryClient } from './query-client.ts'

/** Saves all settings as a file. */
export const useExportSettings = () =>
  useMutation({
    mutationFn: async () => saveFile(await client.settings.export()),
    onError: (error) => tellFailure('The settings were not exported', error),
  })

/** What an import would change. */
export const usePreviewSettings = () =>
  useMutation({ mutationFn: (given: GivenSettings) => client.settings.preview(given) })

/** Imports settings; `onDone` is called once the page shows them. */
export const useImportSettings = (onDone: (result: SettingsImport) => void) =>
  useMutation({
    mutationFn: (given: GivenSettings) => client.settings.import(given),
    onSuccess: async (result) => {
      const stale = [['settings'], ['secrets'], ['system', 'contents']]
      await Promise.all(stale.map((queryKey) => queryClient.invalidateQueries({ queryKey })))
      onDone(result)
    },
  })

const Refusal = z.looseObject({ problems: z.array(z.string()) })

/** All that is wrong with a file that was refused; empty where the error is another one. */
export function problemsOf(error: unknown): readonly string[] {
  const refusal = Refusal.safeParse(error instanceof ORPCError ? error.data : undefined)
  return refusal.success ? refusal.data.problems : []
}
