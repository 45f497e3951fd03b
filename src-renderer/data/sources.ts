// Sources and what their history holds.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { client } from '../client.ts'

export const useSources = () =>
  useQuery({ queryKey: ['sources'], queryFn: ({ signal }) => client.sources.list(undefined, { signal }) })

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
