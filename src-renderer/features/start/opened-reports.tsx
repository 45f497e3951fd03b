// The reports of others that came with an import.
import { Anchor } from '@mantine/core'
import { Link } from 'wouter'
import type { ReceivedReport } from '../../../src-shared/contract/imports.ts'
import classes from './start.module.css'

export function OpenedReports({ reports }: { readonly reports: readonly ReceivedReport[] }) {
  if (reports.length === 0) return null
  return (
    <ul className={classes['reports']} aria-label="Reports that came with it">
      {reports.map(({ id, title, known }) => (
        <li key={id}>
          <Anchor component={Link} href={`/reports/${String(id)}`}>
            {title}
          </Anchor>
          {known && <span className="quiet"> (was here before)</span>}
        </li>
      ))}
    </ul>
  )
}
