// Exports with what people see of them: busy, done, and why not.
import { useMutation } from '@tanstack/react-query'
import type { ExportFormat } from '../../../src-shared/contract/reports.ts'
import { failureOf } from '../../data/failure.ts'
import { useZone } from '../../state/use-zone.ts'
import { exportReport } from './export-report.ts'
import { tellFailure } from '../../components/tell.tsx'

export const formats: readonly { readonly format: ExportFormat; readonly label: string }[] = [
  { format: 'pdf', label: 'PDF, for reading and print' },
  { format: 'html', label: 'HTML, one page with everything' },
  { format: 'json', label: 'JSON, complete' },
  { format: 'csv', label: 'CSV, its rows' },
]

/** Exports one report; where no PDF can be made the message leads to HTML. */
export function useExport(id: number) {
  const zone = useZone()
  const exporting = useMutation({
    mutationFn: (format: ExportFormat) => exportReport(id, format, zone.name),
    onError: (error, format) => {
      const asHtml = { label: 'Export HTML instead', run: () => exporting.mutate('html') }
      tellFailure(
        `Report ${String(id)} was not exported as ${format.toUpperCase()}`,
        error,
        format === 'pdf' && failureOf(error).code !== 'OFFLINE' ? asHtml : undefined,
      )
    },
  })
  return exporting
}
