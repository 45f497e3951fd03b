// Settings and the system behind them.
import { useMutation, useQuery } from '@tanstack/react-query'
import { type Settings, Settings as SettingsSchema } from '../../src-shared/contract/settings.ts'
import { client } from '../client.ts'
import { queryClient } from './query-client.ts'

const key = ['settings']

export const useSettings = () =>
  useQuery({ queryKey: key, queryFn: ({ signal }) => client.settings.get(undefined, { signal }) })

/** What each setting is where nobody changed it. */
export const defaultSettings: Settings = SettingsSchema.parse({})

/** Changes settings; the page shows them at once and goes back where the core refuses. */
export const useUpdateSettings = () =>
  useMutation({
    mutationFn: (change: Partial<Settings>) => client.settings.update(change),
    onMutate: (change) => {
      const before = queryClient.getQueryData<Settings>(key)
      queryClient.setQueryData<Settings>(key, { ...(before ?? defaultSettings), ...change })
      return { before }
    },
    onError: (_error, _change, context) => {
      queryClient.setQueryData(key, context?.before)
    },
    // Another mail server has its own password: the old one's is forgotten.
    onSettled: () =>
      Promise.all([key, ['secrets']].map((queryKey) => queryClient.invalidateQueries({ queryKey }))),
  })

export const useSystem = () =>
  useQuery({
    queryKey: ['system', 'info'],
    queryFn: ({ signal }) => client.system.info(undefined, { signal }),
  })

export const useContents = () =>
  useQuery({
    queryKey: ['system', 'contents'],
    queryFn: ({ signal }) => client.system.contents(undefined, { signal }),
  })
