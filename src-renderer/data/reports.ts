// Saved reports.
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import type { ReportHead } from '../../src-shared/contract/reports.ts'
import { client } from '../client.ts'
import { queryClient } from './query-client.ts'

const forget = () => queryClient.invalidateQueries({ queryKey: ['reports'] })

/** The latest reports, newest first. */
export const useReports = () =>
  useQuery({
    queryKey: ['reports', 'list'],
    queryFn: ({ signal }) => client.reports.list({ limit: 1000 }, { signal }),
  })

export const useReport = (id: number) =>
  useQuery({
    queryKey: ['reports', 'one', id],
    queryFn: ({ signal }) => client.reports.get({ id }, { signal }),
  })

export const useComparison = (left: number, right: number) =>
  useQuery({
    queryKey: ['reports', 'comparison', left, right],
    queryFn: ({ signal }) => client.reports.compare({ left, right }, { signal }),
  })

/** What an export would replace; kinds with a comma between, not asked for where there is none. Looked up anew each time. */
export const useRedaction = (id: number, redact: string) =>
  useQuery({
    queryKey: ['reports', 'redaction', id, redact],
    queryFn: ({ signal }) => client.reports.redaction({ id, redact }, { signal }),
    enabled: redact !== '',
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
  })

/** Renames or annotates a report. */
export const useUpdateReport = () =>
  useMutation({
    mutationFn: (change: { id: number; title?: string; note?: string }) => client.reports.update(change),
    onSettled: forget,
  })

const listKey = ['reports', 'list']

/** Deletes a report; lists lose it at once and get it back where the core refuses. */
export async function removeReport(id: number): Promise<void> {
  await queryClient.cancelQueries({ queryKey: listKey })
  queryClient.setQueryData<ReportHead[]>(listKey, (reports) => reports?.filter((report) => report.id !== id))
  try {
    await client.reports.remove({ id })
    queryClient.removeQueries({ queryKey: ['reports', 'one', id] })
  } finally {
    void forget()
  }
}

/** Undoes the deletion of a report. */
export async function restoreReport(id: number): Promise<void> {
  try {
    await client.reports.restore({ id })
  } finally {
    void forget()
  }
}
