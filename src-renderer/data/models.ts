// Models: what is trained, whether a baseline is good, scores along the history, previews.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { client } from '../client.ts'

/** Models of a source, newest first. */
export const useModels = (source: number | undefined) =>
  useQuery({
    queryKey: ['models', 'list', source],
    enabled: source !== undefined,
    queryFn: ({ signal }) => client.models.list({ source: source ?? 0 }, { signal }),
  })

interface Stretch {
  readonly source: number | undefined
  readonly node?: string | undefined
  readonly from: number | undefined
  readonly to: number | undefined
}

const isWhole = ({ source, from, to }: Stretch): boolean =>
  source !== undefined && from !== undefined && to !== undefined && to > from

const inputOf = ({ source, node, from, to }: Stretch) => ({
  ...(source === undefined ? {} : { source }),
  ...(node === undefined ? {} : { node }),
  from: from ?? 0,
  to: to ?? 0,
})

/** Whether a stretch makes a good baseline. */
export const useVerdict = (stretch: Stretch) =>
  useQuery({
    queryKey: ['models', 'verdict', stretch],
    enabled: isWhole(stretch),
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => client.models.verdict(inputOf(stretch), { signal }),
  })

/** Scores of a stretch by the model with this id (the source's latest); off without a model. */
export const useScores = (stretch: Stretch, model: string | undefined) =>
  useQuery({
    queryKey: ['models', 'scores', stretch, model],
    enabled: isWhole(stretch) && model !== undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      client.models.scores({ ...inputOf(stretch), ...(model === undefined ? {} : { model }) }, { signal }),
  })

/** What a report on a stretch would find; `model` is what the answer depends on besides. */
export const usePreview = (stretch: Stretch, threshold: number | undefined, model: string | undefined) =>
  useQuery({
    queryKey: ['models', 'preview', stretch, threshold, model],
    enabled: isWhole(stretch) && model !== undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      client.reports.preview(
        { ...inputOf(stretch), ...(threshold === undefined ? {} : { threshold }) },
        { signal },
      ),
  })
