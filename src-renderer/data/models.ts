// Models: what is trained, how a training goes, whether a baseline is good, scores along the history, previews.
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import type { Settings } from '../../src-shared/contract/settings.ts'
import { client } from '../client.ts'
import { type Baseline, partsLeftOut } from '../state/left-out.ts'
import { lookAtJobs } from './jobs.ts'
import { queryClient } from './query-client.ts'
import { defaultSettings, useSettings } from './settings.ts'

/** Models of a source, newest first. */
export const useModels = (source: number | undefined) =>
  useQuery({
    queryKey: ['models', 'list', source],
    enabled: source !== undefined,
    queryFn: ({ signal }) => client.models.list({ source: source ?? 0 }, { signal }),
  })

/** Puts an earlier model back into use for its source and state. */
export const usePutBack = () =>
  useMutation({
    mutationFn: (id: string) => client.models.use({ id }),
    onSettled: () => {
      for (const queryKey of [['models'], ['monitoring'], ['live', 'scores']])
        void queryClient.invalidateQueries({ queryKey })
    },
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

/** How often the losses of a running training are asked for, ms. */
const lossesMs = 100

/** Losses of a training so far; asked for while it runs, off without a job. */
export const useLosses = (job: string | undefined, isRunning: boolean) =>
  useQuery({
    queryKey: ['losses', job],
    enabled: job !== undefined,
    gcTime: 10_000,
    staleTime: 0,
    retry: false,
    refetchInterval: isRunning && lossesMs,
    queryFn: async ({ signal }) => {
      const losses = await client.models.losses({ id: job ?? '' }, { signal })
      // With the last epoch the job is as good as done.
      if (losses.epoch.at(-1) === losses.epochs) void lookAtJobs()
      return losses
    },
  })

/** What calls take to mean a baseline. */
export const baselineInput = (baseline: Baseline) => ({
  from_ts: baseline.window.from,
  to_ts: baseline.window.to,
  leave_out: [...partsLeftOut(baseline)],
})

/** What of the settings a check depends on; its network is always the original's. */
const ofChecks = (settings: Settings) => [
  settings['model.sequence_length'],
  settings['model.profile'],
  settings['model.seed'],
]

interface CheckOf {
  readonly of: { readonly source: number; readonly node: string }
  readonly baseline: Baseline | undefined
  /** Runs by itself; otherwise when it is asked for by `refetch`. */
  readonly isAutomatic: boolean
}

/** Stretches of a baseline unlike the rest of it, by cross-validation. Leaving the baseline, or `stopChecks`, cancels it. */
export function useCheck({ of, baseline, isAutomatic }: CheckOf) {
  const { data: settings = defaultSettings } = useSettings()
  const input = baseline && { ...of, ...baselineInput(baseline) }
  return useQuery({
    queryKey: ['checks', input, ofChecks(settings)],
    enabled: isAutomatic && input !== undefined,
    // The same rows and settings give the same answer; an import makes it stale.
    staleTime: Infinity,
    gcTime: 30 * 60_000,
    retry: false,
    queryFn: ({ signal }) => {
      if (input === undefined) throw new Error('a check was asked for without a baseline')
      const answer = client.models.check(input, { signal })
      void lookAtJobs()
      return answer
    },
  })
}

/** Cancels the checks under way. */
export const stopChecks = () => queryClient.cancelQueries({ queryKey: ['checks'] })

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
