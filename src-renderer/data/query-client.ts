// One cache of what the core said; jobs that end make their part of it stale.
import { QueryClient } from '@tanstack/react-query'
import { failureOf } from './failure.ts'

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      // A declared error stays one however often it is asked for.
      retry: (count, error) => failureOf(error).code === 'OFFLINE' && count < 1,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
})
