// Severity from 0 to 100 with its band in words; colour only repeats it.
import { severityBand, severityText } from '../../../src-shared/summary/grades.ts'
import classes from './diagnosis.module.css'

export function SeverityBadge({ severity }: { readonly severity: number | null }) {
  if (severity === null) return '–'
  return (
    <span className={classes['severity']} data-band={severityBand(severity)}>
      {severityText(severity)}
    </span>
  )
}
