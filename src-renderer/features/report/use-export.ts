// Exports with what people see of them: busy, done, and why not.
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { ExportFormat } from '../../../src-shared/contract/reports.ts'
import { tellFailure } from '../../components/tell.tsx'
import { failureOf } from '../../data/failure.ts'
import { useZone } from '../../state/use-zone.ts'
import { type ExportRequest, formatNames } from './export-choice.ts'
import { exportReport } from './export-report.ts'

/** Exports one report as it is; where no PDF can be made the message leads to HTML. */
export function useExport(id: number) {
  const zone = useZone()
  const exporting = useMutation({
    mutationFn: (format: ExportFormat) => exportReport(id, { format }, zone.name),
    onError: (error, format) => {
      const asHtml = { label: 'Export HTML instead', run: () => exporting.mutate('html') }
      tellFailure(
        `Report ${String(id)} was not exported as ${formatNames[format]}`,
        error,
        format === 'pdf' && failureOf(error).code !== 'OFFLINE' ? asHtml : undefined,
      )
    },
  })
  return exporting
}

/** Exports one report as somebody chose it; given up when the caller goes. */
export function useChosenExport(id: number, onDone: () => void) {
  const zone = useZone()
  const running = useRef<AbortController>(undefined)
  useEffect(() => () => running.current?.abort(), [])
  return useMutation({
    mutationFn: (request: ExportRequest) => {
      running.current = new AbortController()
      return exportReport(id, request, zone.name, running.current.signal)
    },
    onSuccess: onDone,
  })
}
