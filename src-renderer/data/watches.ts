// Watched NameNodes, and the secrets that their log-ins need.
import { useMutation, useQuery } from '@tanstack/react-query'
import type { Watch, WatchInput } from '../../src-shared/contract/watches.ts'
import { client } from '../client.ts'
import { queryClient } from './query-client.ts'

const key = ['watches']

/** How often watches are asked for while somebody looks at them, ms. */
const lookMs = 2000

/** All watches with the state of each address; asked for again and again while it is shown. */
export const useWatches = () =>
  useQuery({
    queryKey: key,
    queryFn: ({ signal }) => client.watches.list(undefined, { signal }),
    refetchInterval: lookMs,
  })

const lookAgain = (): void => {
  for (const stale of [key, ['monitoring'], ['secrets'], ['sources']])
    void queryClient.invalidateQueries({ queryKey: stale })
}

/** A watch as somebody described it. */
export interface WatchSaved {
  /** An existing watch that it changes; undefined: a new one. */
  readonly id: number | undefined
  readonly input: WatchInput
}

/** Adds or changes a watch. */
export const useSaveWatch = () =>
  useMutation({
    mutationFn: ({ id, input }: WatchSaved): Promise<Watch> =>
      id === undefined ? client.watches.add(input) : client.watches.update({ id, ...input }),
    onSuccess: lookAgain,
  })

/** Pauses or resumes a watch. */
export const usePauseWatch = () =>
  useMutation({
    mutationFn: (change: { id: number; paused: boolean }) => client.watches.update(change),
    onSettled: lookAgain,
  })

/** Stops watching; lists lose it at once and get it back where the core refuses. */
export async function removeWatch(id: number): Promise<void> {
  await queryClient.cancelQueries({ queryKey: key })
  queryClient.setQueryData<Watch[]>(key, (watches) => watches?.filter((watch) => watch.id !== id))
  try {
    await client.watches.remove({ id })
  } finally {
    lookAgain()
  }
}

/** Undoes the removal of a watch. */
export async function restoreWatch(id: number): Promise<void> {
  try {
    await client.watches.restore({ id })
  } finally {
    lookAgain()
  }
}

/** A watch as it is tried. */
export interface WatchTried {
  readonly watch: WatchInput
  /** A watch whose kept secret is used. */
  readonly id?: number
  /** Tried, not kept. */
  readonly secret?: string
}

/** Asks each address once. */
export const useTestWatch = () =>
  useMutation({ mutationFn: (tried: WatchTried) => client.watches.test(tried) })

/** Which secrets are set; never their values. */
export const useSecrets = () =>
  useQuery({
    queryKey: ['secrets'],
    queryFn: ({ signal }) => client.secrets.list(undefined, { signal }),
  })

/** A secret as it is set. */
export interface SecretSet {
  readonly name: string
  /** null: forget it. */
  readonly value: string | null
}

/** Sets a secret, or forgets it. */
export const useSetSecret = () =>
  useMutation({
    mutationFn: ({ name, value }: SecretSet) =>
      value === null ? client.secrets.remove({ name }) : client.secrets.set({ name, value }),
    onSuccess: (secrets) => queryClient.setQueryData(['secrets'], secrets),
    onSettled: lookAgain,
  })
