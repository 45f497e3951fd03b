// Sources and what their history holds.
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import type { BaselineRule } from '../../src-shared/contract/sources.ts'
import { client } from '../client.ts'
import { queryClient } from './query-client.ts'

export const useSources = () =>
  useQuery({ queryKey: ['sources'], queryFn: ({ signal }) => client.sources.list(undefined, { signal }) })

/** Says what a source's model is trained on again; null: nothing. */
export const useSetBaseline = (id: number) =>
  useMutation({
    mutationFn: (rule: BaselineRule | null) => client.sources.setBaseline({ id, rule }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['sources'] }),
  })

/** Which stretches a rule would learn now; off without a rule. */
export const useBaselinePreview = (id: number, rule: BaselineRule | undefined) =>
  useQuery({
    queryKey: ['baseline-preview', id, rule],
    enabled: rule !== undefined,
    placeholderData: keepPreviousData,
    gcTime: 0,
    staleTime: 0,
    queryFn: ({ signal }) => {
      if (rule === undefined) throw new Error('a preview was asked for without a rule')
      return client.sources.previewBaseline({ id, rule }, { signal })
    },
  })

interface NodeOf {
  readonly source: number | undefined
  readonly node: string | undefined
}

const named = ({ source, node }: NodeOf) => ({
  ...(source === undefined ? {} : { source }),
  ...(node === undefined ? {} : { node }),
})

/** Extent, gaps, restarts and HA roles of a node's history. */
export const useHistory = (of: NodeOf) =>
  useQuery({
    queryKey: ['samples', 'history', of],
    enabled: of.source !== undefined,
    queryFn: ({ signal }) => client.samples.history(named(of), { signal }),
  })

/** Stretches that offer themselves. */
export const useSuggestions = (of: NodeOf) =>
  useQuery({
    queryKey: ['samples', 'suggestions', of],
    enabled: of.source !== undefined,
    queryFn: ({ signal }) => client.samples.suggestions(named(of), { signal }),
  })

interface SeriesOf extends NodeOf {
  readonly from: number | undefined
  readonly to: number | undefined
  readonly metrics: readonly string[]
}

/** Metrics of a range, at most 600 values each; while another range loads the one before stays. */
export const useSeries = (of: SeriesOf) =>
  useQuery({
    queryKey: ['samples', 'series', of],
    enabled: of.source !== undefined && of.from !== undefined && of.to !== undefined && of.metrics.length > 0,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      client.samples.series(
        { ...named(of), from: of.from ?? 0, to: of.to ?? 0, metric: [...of.metrics] },
        { signal },
      ),
  })
