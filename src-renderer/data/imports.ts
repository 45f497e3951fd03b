// Past imports.
import { useQuery } from '@tanstack/react-query'
import { client } from '../client.ts'

/** The latest imports, newest first. Stale with the sources, which each of them changes. */
export const useImports = () =>
  useQuery({
    queryKey: ['sources', 'imports'],
    queryFn: ({ signal }) => client.imports.list({ limit: 20 }, { signal }),
  })
