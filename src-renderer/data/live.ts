// What the live charts show: one answer each, replaced by the next, so that days of looking keep no more than a minute of it.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { TimeRange } from '../../src-shared/time.ts'
import { client } from '../client.ts'

interface NodeOf {
  readonly source: number
  readonly node: string
}

const kept = { placeholderData: keepPreviousData, gcTime: 0, staleTime: Infinity } as const

/** Metrics of a stretch, at most 600 values each; off without a stretch. */
export const useLiveSeries = (of: NodeOf, range: TimeRange | undefined, metrics: readonly string[]) =>
  useQuery({
    ...kept,
    queryKey: ['live', 'series', of, range, metrics],
    enabled: range !== undefined && metrics.length > 0,
    queryFn: ({ signal }) =>
      client.samples.series(
        { ...of, from: range?.from ?? 0, to: range?.to ?? 0, metric: [...metrics] },
        { signal },
      ),
  })

/** Scores of a stretch by a model, at most 600; off without one of them. */
export const useLiveScores = (of: NodeOf, range: TimeRange | undefined, model: string | undefined) =>
  useQuery({
    ...kept,
    queryKey: ['live', 'scores', of, range, model],
    enabled: range !== undefined && model !== undefined,
    queryFn: ({ signal }) =>
      client.models.scores(
        {
          ...of,
          from: range?.from ?? 0,
          to: range?.to ?? 0,
          ...(model === undefined ? {} : { model }),
        },
        { signal },
      ),
  })

/** How often breaks of a history are asked for, ms: they are looked for in all of it. */
const breaksMs = 60_000

/** Gaps, restarts and HA roles of a node. */
export const useLiveHistory = (of: NodeOf) =>
  useQuery({
    queryKey: ['live', 'history', of],
    gcTime: 0,
    refetchInterval: breaksMs,
    queryFn: ({ signal }) => client.samples.history(of, { signal }),
  })
